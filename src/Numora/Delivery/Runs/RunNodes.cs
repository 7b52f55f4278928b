using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Workflows;

namespace Numora.Delivery.Runs;

/// <summary>Does one node of a run.</summary>
sealed class RunNodes(ProviderList providers, Egress egress, TimeProvider time)
{
    /// <param name="beforeSend">Saves that something goes out now: called before anything may have an effect outside.</param>
    public async Task<NodeOutcome> RunAsync(
        RunPlan plan, NodeDefinition definition, RunNode node, RunLog log, Func<RunNode, Task> beforeSend, CancellationToken ct)
    {
        if (definition.When is { } when && !when.Holds(ConditionValue.Of(plan, when.Source!)))
            return new NodeOutcome.Skipped($"Left out: its condition on {when.Source} does not hold.");
        return definition.Type switch
        {
            NodeType.Validate => ValidateNode.Run(plan, Settings(definition)),
            NodeType.Map => Map(plan).Outcome,
            NodeType.Push => await PushAsync(plan, node, log, beforeSend, ct),
            NodeType.AttachFile => await AttachAsync(plan, node, log, beforeSend, ct),
            NodeType.HttpRequest => await new HttpNode(egress, time).RequestAsync(
                plan, definition, log, () => beforeSend(node), ct),
            NodeType.Notify => await new HttpNode(egress, time).NotifyAsync(plan, definition, () => beforeSend(node), ct),
            _ => throw new InvalidOperationException($"{definition.Type} is no node type."),
        };
    }

    async Task<NodeOutcome> PushAsync(
        RunPlan plan, RunNode node, RunLog log, Func<RunNode, Task> beforeSend, CancellationToken ct)
    {
        var (payload, outcome) = Map(plan);
        if (payload is null)
            return outcome;
        var (provider, to) = (providers[plan.Run.Provider], plan.Target.DisplayName);
        var push = new Push(plan.Target, payload, plan.Document, plan.Run.IdempotencyKey, log);
        await beforeSend(node); // before it is asked too: from here on a cancel or reject comes too late
        if (node.Sent && await LookAsync(provider, push, plan.Run, ct) is { } known)
            return known;

        log.Info($"Sending {payload.Object} with {Count(payload.Fields.Count, "field")}" +
            (payload.Lines is { } lines ? $" and {Count(lines.Rows.Count, "line item")}" : "") + $" to {to}.",
            new { payload.Object, payload.Key, idempotency_key = push.IdempotencyKey });
        var answer = await provider.PushAsync(push, ct);
        CrashPoint.Pass("push", "after-send");
        if (answer is PushAnswer.Done done)
            plan.Run.Delivered(done.ExternalId, done.Url, done.Outcome);
        return Outcome(answer, to);
    }

    /// <summary>An attempt before this one may have reached the destination: ask it.</summary>
    /// <returns>Null: send again, under the same key.</returns>
    static async Task<NodeOutcome?> LookAsync(IProvider provider, Push push, Run run, CancellationToken ct)
    {
        var (to, log) = (push.Target.DisplayName, push.Log);
        switch (await provider.FindAsync(push, ct))
        {
            case FindAnswer.Found { Same: true } found:
                run.Delivered(found.ExternalId, found.Url, "written");
                return new NodeOutcome.Done(
                    $"{to} has the record {found.ExternalId} with these very values: the attempt before had reached it.");
            case FindAnswer.Found found:
                log.Info($"{to} has the record {found.ExternalId} with other values; it is sent again and updates that record.");
                return null;
            case FindAnswer.Absent:
                log.Info($"{to} has no record under this key: the attempt before had not reached it. It is sent again.");
                return null;
            case FindAnswer.CannotLook:
                log.Info($"{to} cannot be asked for the record; it is sent again under the same idempotency key.");
                return null;
            case FindAnswer.TryLater later:
                return new NodeOutcome.Later(later.Code, later.Reason, later.After, Sent: true);
            case var other:
                throw new InvalidOperationException($"{other} is no answer.");
        }
    }

    async Task<NodeOutcome> AttachAsync(
        RunPlan plan, RunNode node, RunLog log, Func<RunNode, Task> beforeSend, CancellationToken ct)
    {
        if (plan.Mapping?.AttachFile is not true)
            return new NodeOutcome.Skipped("The mapping does not ask for the file.");
        if (plan.Run.ExternalRecordId is not { } record)
            return new NodeOutcome.Skipped("No record was pushed that the file could go to.");
        if (plan.Document.File is not { } file)
            return new NodeOutcome.Skipped("The document has no file.");
        if (Map(plan) is not { Payload: { } payload })
            return new NodeOutcome.Failed("payload_invalid", "The mapping does not fit the document any more.");

        await beforeSend(node);
        log.Info($"Adding the file {file.Name} ({file.Size} bytes) to {record} at {plan.Target.DisplayName}.");
        var answer = await providers[plan.Run.Provider].AttachAsync(
            new Push(plan.Target, payload, plan.Document, plan.Run.IdempotencyKey, log), record, ct);
        CrashPoint.Pass("attach_file", "after-send");
        return answer is PushAnswer.Done ? new NodeOutcome.Done($"The file is with the record {record}.")
            : Outcome(answer, plan.Target.DisplayName);
    }

    static (Payload? Payload, NodeOutcome Outcome) Map(RunPlan plan)
    {
        if (plan.Mapping is null)
            return (null, new NodeOutcome.Failed("mapping_missing", "There was no mapping when the run was started."));
        var built = PayloadBuilder.Build(plan.Mapping, plan.Document);
        return built.Payload is { } payload
            ? (payload, new NodeOutcome.Done($"Mapped {Count(payload.Fields.Count, "field")} to {payload.Object}" +
                (payload.Lines is { } lines ? $" and {Count(lines.Rows.Count, "line item")} to {lines.Object}." : ".")))
            : (null, new NodeOutcome.Failed("payload_invalid",
                $"The document does not fit the mapping: {string.Join(" ", built.Missing.Select(Text))}"));

        static string Text(MissingValue m) => $"{m.Target ?? m.Member}{(m.LineId is null ? "" : $" in {m.LineId}")}: {m.Message}";
    }

    static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    static NodeOutcome Outcome(PushAnswer answer, string to) => answer switch
    {
        PushAnswer.Done done => new NodeOutcome.Done($"{to} has it as {done.ExternalId} ({done.Outcome})."),
        PushAnswer.NothingToDo nothing => new NodeOutcome.Skipped(nothing.Reason),
        PushAnswer.Refused refused => new NodeOutcome.Failed(refused.Code, refused.Reason),
        PushAnswer.TryLater later => new NodeOutcome.Later(later.Code, later.Reason, later.After, Sent: false),
        PushAnswer.Unknown unknown => new NodeOutcome.Later(unknown.Code, unknown.Reason, unknown.After, Sent: true),
        _ => throw new InvalidOperationException($"{answer} is no answer."),
    };

    static ValidateConfig Settings(NodeDefinition definition) => definition.Config.ValueKind is System.Text.Json.JsonValueKind.Undefined
        ? new() : Providers.Settings.Stored<ValidateConfig>(definition.Config);
}
