using System.Text.Json;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Review;

/// <summary>A reviewer's corrections as sent.</summary>
/// <param name="Fields">By name: the right value, or null to remove the field.</param>
sealed record CorrectionRequest(
    DateTimeOffset? ExpectedUpdatedAt = null, IReadOnlyDictionary<string, JsonElement>? Fields = null,
    LineCorrectionsRequest? LineItems = null);

/// <param name="Upsert">Lines to change (with id) or to add (without).</param>
/// <param name="Remove">Ids of lines to remove.</param>
sealed record LineCorrectionsRequest(IReadOnlyList<LineCorrectionRequest>? Upsert = null, IReadOnlyList<string>? Remove = null);

sealed record LineCorrectionRequest(string? Id = null, IReadOnlyDictionary<string, JsonElement>? Fields = null);

/// <summary>Checks corrections against the schema and the document, and tells all faults at once.</summary>
static class CorrectionRules
{
    public const int MaxLines = 5_000;

    public static Corrections Check(CorrectionRequest request, Document document)
    {
        if (request.Fields is not { Count: > 0 } && request.LineItems is not ({ Upsert.Count: > 0 } or { Remove.Count: > 0 }))
            throw new RefusedException(Refusal.Malformed, "Send at least one of fields or line_items to correct.");
        if (!document.HasResult || Schemas.Find(document.Schema) is not { } schema || document.Result is null)
            return new(new Dictionary<string, FieldValue?>(), [], new HashSet<string>()); // the lifecycle refuses it

        var faults = new List<Fault>();
        var fields = Values(request.Fields, schema.Field, schema.Id, "fields", faults);
        var (lines, removed) = Lines(request.LineItems, schema, document.Result, faults);
        return faults.Count == 0 ? new(fields, lines, removed) : throw RefusedException.Meaningless(faults);
    }

    static (List<LineCorrection>, HashSet<string>) Lines(
        LineCorrectionsRequest? request, Schema schema, DocumentResult result, List<Fault> faults)
    {
        var known = result.ShownLines.Select(l => l.Id).ToHashSet();
        var lines = new List<LineCorrection>();
        foreach (var (line, at) in (request?.Upsert ?? []).Select((l, i) => (l, $"line_items.upsert[{i}]")))
        {
            if (line?.Fields is null)
                throw RefusedException.Malformed($"{at}.fields", "Is needed.");
            if (line.Id is { } id && !known.Contains(id))
                faults.Add(new($"{at}.id", $"{Short(id)} is no line item of this document."));
            lines.Add(new(line.Id, Values(line.Fields, schema.LineField, $"line items of {schema.Id}", $"{at}.fields", faults)));
        }

        if (request?.Remove?.Any(r => r is null) ?? false)
            throw RefusedException.Malformed("line_items.remove", "Must be ids of line items.");
        var removed = (request?.Remove ?? []).ToHashSet();
        faults.AddRange(removed.Where(r => !known.Contains(r)).Select(r =>
            new Fault("line_items.remove", $"{Short(r)} is no line item of this document.")));
        faults.AddRange(lines.Where(l => l.Id is not null && removed.Contains(l.Id)).Select(l =>
            new Fault("line_items.remove", $"{l.Id} is to be changed and removed at once.")));
        if (known.Count + lines.Count(l => l.Id is null) > MaxLines)
            faults.Add(new("line_items.upsert", $"A document has at most {MaxLines} line items."));
        return (lines, removed);
    }

    static Dictionary<string, FieldValue?> Values(
        IReadOnlyDictionary<string, JsonElement>? sent, Func<string, Field?> fieldOf, string owner, string at, List<Fault> faults)
    {
        var values = new Dictionary<string, FieldValue?>();
        foreach (var (name, json) in sent ?? new Dictionary<string, JsonElement>())
        {
            if (fieldOf(name) is not { } field)
                faults.Add(new($"{at}.{Short(name)}", $"There is no such field in {owner}."));
            else if (json.ValueKind is JsonValueKind.Null)
                values[name] = null;
            else if (FieldRules.Read(field.Type, json, out var fault) is { } value)
                values[name] = value;
            else
                faults.Add(new($"{at}.{name}", fault));
        }

        return values;
    }

    static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
