using Numora.Delivery.Providers;
using Numora.Engine;

namespace Numora.Delivery.Mappings;

/// <summary>A value that stands in the way of delivering a document.</summary>
/// <param name="Member">The path in the mapping: <c>fields[2]</c>.</param>
/// <param name="Source">As the mapping writes it; null for a constant, and where the whole mapping is meant.</param>
/// <param name="LineId">Null in the head.</param>
/// <param name="Message">What is missing or wrong, without the value.</param>
sealed record MissingValue(string Member, string? Target, string? Source, string? LineId, MissingReason Reason, string Message);

enum MissingReason
{
    /// <summary>The document has no value, and the target requires one.</summary>
    Missing,

    /// <summary>There is a value, and it cannot be brought into the form that the mapping asks for.</summary>
    Unfit,
}

/// <param name="Payload">Null where something is missing: then nothing may be sent.</param>
sealed record BuiltPayload(Payload? Payload, IReadOnlyList<MissingValue> Missing)
{
    /// <summary>As far as it goes, for a preview; null only where the mapping does not fit the schema.</summary>
    public Payload? Draft { get; init; }
}

/// <summary>Applies a mapping to one document: fields and lines become what is written over there.</summary>
static class PayloadBuilder
{
    public static BuiltPayload Build(MappingDefinition definition, PushDocument document)
    {
        var schema = Schemas.Find(document.Schema)
            ?? throw new ArgumentException($"There is no schema {document.Schema}.", nameof(document));
        var (plan, faults) = MappingCheck.Plan(definition, schema);
        if (plan is null) // kept by an earlier version with other rules
            return new(null, [.. faults.Select(f => new MissingValue(f.Field, null, null, null, MissingReason.Unfit, f.Message))]);

        var missing = new List<MissingValue>();
        var fields = Fields(plan.Fields, new(document, null, 0), missing);
        var lines = plan.Lines is null ? null : Lines(plan.Lines, document, missing);
        var payload = new Payload(plan.Object, plan.Key, fields, lines, plan.AttachFile)
        {
            Targets = [.. plan.Fields.Select(f => f.Target)],
        };

        return new(missing.Count == 0 ? payload : null, missing) { Draft = payload };
    }

    static PayloadLines Lines(LinesPlan plan, PushDocument document, List<MissingValue> missing)
    {
        var rows = document.Lines
            .Select((line, i) => new PayloadRow(line.Id, Fields(plan.Fields, new(document, line, i + 1), missing)))
            .ToList();
        if (plan.Key.Count > 0)
            RefuseSameKeys(plan, rows, missing);

        return new(plan.Object, plan.Parent, plan.Key, rows) { Targets = [.. plan.Fields.Select(f => f.Target)] };
    }

    /// <summary>Rows with one key would become one row over there, and a line would be lost.</summary>
    static void RefuseSameKeys(LinesPlan plan, List<PayloadRow> rows, List<MissingValue> missing)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var values = plan.Key.Select(k => row.Fields.FirstOrDefault(f => f.Target == k)?.Value?.ToJsonString()).ToList();
            if (values.Contains(null) || seen.TryAdd(string.Join('\n', values), row.LineId))
                continue;

            missing.Add(new("line_items.key", plan.Key[0], null, row.LineId, MissingReason.Unfit,
                $"{row.LineId} has the same key ({string.Join(", ", plan.Key)}) as {seen[string.Join('\n', values)]}: "
                + "one would overwrite the other. Add line.id or line.number to the key."));
        }
    }

    static List<PayloadField> Fields(IReadOnlyList<FieldPlan> plans, SourceScope scope, List<MissingValue> missing)
    {
        var fields = new List<PayloadField>();
        foreach (var plan in plans)
        {
            var (value, fault) = FieldValues.Of(plan, scope);
            if (fault is not null)
            {
                missing.Add(Missing(plan, scope, MissingReason.Unfit, $"{Where(plan, scope)} cannot be made: {fault}."));
                continue;
            }

            var isNull = value is null && HasSourceValue(plan, scope); // a map made it null
            if (value is null && !isNull && plan.Default is { } instead)
                (value, isNull) = (instead.Value, instead.Value is null);
            if (plan.Required && value is not { HasContent: true })
                missing.Add(Missing(plan, scope, MissingReason.Missing,
                    $"{Where(plan, scope)} needs a value, and {plan.SourceNames} has none."));
            else if (value is not null || isNull)
                fields.Add(new(plan.Target, value?.ToJson(), plan.Lookup));
        }

        return fields;
    }

    static bool HasSourceValue(FieldPlan plan, SourceScope scope) =>
        plan.Sources.Count == 0 || plan.Sources.Any(s => s.Read(scope).Value is not null);

    static MissingValue Missing(FieldPlan plan, SourceScope scope, MissingReason reason, string message) => new(
        plan.Member, plan.Target, plan.Sources.Count == 0 ? null : plan.SourceNames, scope.Line?.Id, reason, message);

    static string Where(FieldPlan plan, SourceScope scope) =>
        scope.Line is null ? Shown.Name(plan.Target) : $"{Shown.Name(plan.Target)} of line {scope.Line.Id}";
}
