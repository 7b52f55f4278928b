using System.Text.Json.Serialization;
using Numora.Engine;
using Numora.Engine.Checks;

namespace Numora.Documents;

/// <summary>A result as the API shows it (seeds, "Retrieve Document Result").</summary>
sealed record ResultView(
    string Id, string Schema, DocumentStatus Status, ReviewState? ReviewState, double Confidence,
    IReadOnlyDictionary<string, FieldView> Fields, IReadOnlyList<LineItemView> LineItems, string? DuplicateOf,
    DateTimeOffset UpdatedAt, IReadOnlyList<Check> Checks, IReadOnlyList<string> Blockers)
{
    public static ResultView Of(Document d, bool geometry)
    {
        var schema = Schemas.Find(d.Schema)!;
        var result = d.Result!;
        return new(
            d.Id, d.Schema, d.Status, d.ReviewState, result.ConfidenceIn(schema),
            FieldView.Of(schema.Fields, result.Fields, geometry),
            [.. result.ShownLines.Select(l => new LineItemView(l.Id, l.Confidence, FieldView.Of(schema.LineFields, l.Fields, geometry)))],
            d.DuplicateOf, d.UpdatedAt, result.Checks, d.Blockers);
    }
}

sealed record LineItemView(string Id, double Confidence, IReadOnlyDictionary<string, FieldView> Fields);

/// <summary>One value. Page, box, text, source and teacher only where geometry was asked for.</summary>
sealed record FieldView(
    FieldValue Value, double Confidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Page = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FractionBox? Box = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FieldSource? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TaughtBy = null)
{
    /// <summary>The fields that are there, in schema order.</summary>
    public static Dictionary<string, FieldView> Of(
        IReadOnlyList<Field> schema, IReadOnlyDictionary<string, StoredField> stored, bool geometry)
    {
        var views = new Dictionary<string, FieldView>();
        foreach (var field in schema)
            if (stored.TryGetValue(field.Name, out var s) && s.Value is { } value)
                views[field.Name] = geometry
                    ? new(value, s.Confidence, s.Page, s.Box, s.Text, s.Source, s.TaughtBy)
                    : new(value, s.Confidence);
        return views;
    }
}
