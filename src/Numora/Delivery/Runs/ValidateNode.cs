using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Workflows;

namespace Numora.Delivery.Runs;

/// <summary>Fails a run whose document lacks what must be there, before anything is sent.</summary>
static class ValidateNode
{
    public static NodeOutcome Run(RunPlan plan, ValidateConfig config)
    {
        var faults = new List<string>();
        foreach (var field in config.Required ?? [])
            if (!plan.Document.Fields.ContainsKey(field))
                faults.Add($"{field} is missing.");
            else if (config.MinConfidence is { } least && plan.Confidences[field] < least)
                faults.Add($"{field} has a confidence of {plan.Confidences[field]:0.00}, less than {least:0.00}.");
        foreach (var condition in config.Conditions ?? [])
            if (!condition.Holds(ConditionValue.Of(plan, condition.Source!)))
                faults.Add($"The condition on {condition.Source} does not hold.");
        return faults.Count == 0
            ? new NodeOutcome.Done("The document has what it must have.")
            : new NodeOutcome.Failed("validation_failed", string.Join(" ", faults));
    }
}

static class ConditionValue
{
    /// <summary>A string, decimal or boolean; null where there is no value.</summary>
    public static object? Of(RunPlan plan, string source) => plan.Values(null).Find(source) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.Number =>
            decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False =>
            value.GetValueKind() is JsonValueKind.True,
        var other => Providers.TemplateValues.TextOf(other),
    };
}
