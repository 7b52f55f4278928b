using System.Text.Json;
using Numora.Delivery.Providers;
using Numora.Engine;

namespace Numora.Delivery.Workflows;

/// <summary>What a workflow must hold; all faults at once.</summary>
static class WorkflowRules
{
    public const int MaxName = 100;
    public const int MaxNodes = 20;
    public const int MaxBindings = 50;
    public const int MaxNodeId = 50;
    public const int MaxConditions = 20;

    public static IEnumerable<Fault> Check(WorkflowDefinition workflow, Egress egress)
    {
        if (workflow.Name?.Trim().Length is not (>= 1 and <= MaxName))
            yield return new("name", $"Must have 1 to {MaxName} characters.");
        foreach (var fault in Bindings(workflow.Bindings))
            yield return fault;
        if (workflow.Nodes is not { Count: >= 1 and <= MaxNodes } nodes)
        {
            yield return new("nodes", $"Must have 1 to {MaxNodes} nodes.");
            yield break;
        }

        for (var i = 0; i < nodes.Count; i++)
            foreach (var fault in nodes[i] is { } node ? Node(node, $"nodes[{i}]", [.. nodes.Take(i).OfType<NodeDefinition>()], egress)
                : [new($"nodes[{i}]", "Must be an object.")])
                yield return fault;
        if (nodes.Count(n => n?.Type is NodeType.Push) > 1)
            yield return new("nodes", "Can have only one push: its destination is that of the binding.");
    }

    static IEnumerable<Fault> Bindings(IReadOnlyList<BindingDefinition>? bindings)
    {
        if (bindings is not { Count: >= 1 and <= MaxBindings })
        {
            yield return new("bindings", $"Must have 1 to {MaxBindings} bindings.");
            yield break;
        }

        for (var i = 0; i < bindings.Count; i++)
        {
            if (bindings[i] is null)
            {
                yield return new($"bindings[{i}]", "Must be an object.");
                continue;
            }

            if (Schemas.Find(bindings[i].Schema ?? "") is null)
                yield return new($"bindings[{i}].schema", $"Must be one of {string.Join(", ", Schemas.All.Select(s => s.Id))}.");
            if (bindings[i].DestinationId is null)
                yield return new($"bindings[{i}].destination_id", "Must name a destination.");
            if (bindings.Take(i).Any(b => b is not null && b.Schema == bindings[i].Schema && b.DestinationId == bindings[i].DestinationId))
                yield return new($"bindings[{i}]", "Stands there twice.");
        }
    }

    static IEnumerable<Fault> Node(NodeDefinition node, string at, NodeDefinition[] before, Egress egress)
    {
        if (node.Id is not { Length: >= 1 and <= MaxNodeId } || node.Id.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            yield return new($"{at}.id", $"Must have 1 to {MaxNodeId} letters, digits, _ and -.");
        else if (before.Any(n => n.Id == node.Id))
            yield return new($"{at}.id", $"{node.Id} stands there twice.");
        foreach (var fault in node.When?.Faults($"{at}.when") ?? [])
            yield return fault;
        if (node.Type is null)
            yield return new($"{at}.type", $"Must be one of {string.Join(", ", Enum.GetValues<NodeType>().Select(t => t.InWords()))}.");
        if (node.Type is NodeType.Push && node.OnError is OnError.Continue)
            yield return new($"{at}.on_error", "Cannot be continue on a push: a record that was not written is a failed run.");
        if (node.Type is NodeType.AttachFile && !before.Any(n => n.Type is NodeType.Push))
            yield return new($"{at}.type", "Needs a push before it: the file goes to the record that was pushed.");
        foreach (var fault in Config(node, $"{at}.config", egress))
            yield return fault;
    }

    static List<Fault> Config(NodeDefinition node, string at, Egress egress)
    {
        var faults = new List<Fault>();
        if (node.Config.ValueKind is JsonValueKind.Undefined && node.Type is not (NodeType.HttpRequest or NodeType.Notify))
            return faults;
        switch (node.Type)
        {
            case NodeType.Validate when Settings.Read<ValidateConfig>(node.Config, at, faults) is { } config:
                Validate(config, at, faults);
                break;
            case NodeType.HttpRequest when Settings.Read<HttpRequestConfig>(node.Config, at, faults) is { } config:
                faults.AddRange(HttpNode.Check(config, at, egress));
                break;
            case NodeType.Notify when Settings.Read<NotifyConfig>(node.Config, at, faults) is { } config:
                faults.AddRange(HttpNode.Check(config, at, egress));
                break;
            case NodeType.Map or NodeType.Push or NodeType.AttachFile when node.Config is not { ValueKind: JsonValueKind.Object } config
                || config.EnumerateObject().Any():
                faults.Add(new(at, "Has no settings: leave it out, or send {}."));
                break;
        }

        return faults;
    }

    static void Validate(ValidateConfig config, string at, List<Fault> faults)
    {
        foreach (var (name, i) in (config.Required ?? []).Select((n, i) => (n, i)))
            if (name is null || !Schemas.All.Any(s => s.Field(name) is not null))
                faults.Add(new($"{at}.required[{i}]", $"{name} is no field of a schema."));
        if (config.MinConfidence is < 0 or > 1)
            faults.Add(new($"{at}.min_confidence", "Must lie between 0 and 1."));
        if (config.Conditions?.Count > MaxConditions)
            faults.Add(new($"{at}.conditions", $"Can have at most {MaxConditions}."));
        foreach (var (condition, i) in (config.Conditions ?? []).Select((c, i) => (c, i)))
            faults.AddRange(condition?.Faults($"{at}.conditions[{i}]") ?? [new($"{at}.conditions[{i}]", "Must be an object.")]);
    }
}
