using System.Text.Json;
using Numora.Delivery.Providers;
using Numora.Documents;
using Numora.Engine;

namespace Numora.Delivery.Mappings;

/// <summary>Where a value comes from.</summary>
/// <param name="Name">As the mapping writes it.</param>
/// <param name="Shape">What is known of its values.</param>
/// <param name="Read">Nothing (null) where the document does not have it.</param>
sealed record Source(string Name, ValueShape Shape, Func<SourceScope, Outcome> Read);

/// <summary>What sources read from.</summary>
/// <param name="Line">Null in the head.</param>
/// <param name="LineNumber">From 1, in the order of the document.</param>
readonly record struct SourceScope(PushDocument Document, PushLine? Line, int LineNumber);

/// <summary>The sources that mappings of one schema can name.</summary>
/// <param name="inLine">Whether for the rows of line items.</param>
sealed class SourceNames(Schema schema, bool inLine)
{
    const string MetadataPrefix = "metadata.";
    const string DocumentPrefix = "document.";
    const string ParentPrefix = "parent.";
    const string LinePrefix = "line.";
    const string LineItemPrefix = "line_item.";

    static readonly Dictionary<string, (ValueShape Shape, Func<PushDocument, string?> Of)> DocumentParts = new()
    {
        ["id"] = (ValueShape.Text, d => d.Id),
        ["external_id"] = (ValueShape.Text, d => d.ExternalId),
        ["created_at"] = (ValueShape.Date, d => WireTime.Write(d.CreatedAt)),
        ["schema"] = (ValueShape.Text, d => d.Schema),
        ["file_name"] = (ValueShape.Text, d => d.File?.Name),
    };

    /// <returns>The source, or what would be right as whole sentences.</returns>
    public (Source? Source, string? Fault) Find(string name)
    {
        if (After(name, MetadataPrefix) is { } key)
            return key.Length is >= 1 and <= Metadata.MaxKeyLength
                ? (new(name, ValueShape.Any, s => MetadataValue(s.Document, key)), null)
                : (null, $"metadata. is followed by a key of 1 to {Metadata.MaxKeyLength} characters, e.g. metadata.cost_center.");
        if (After(name, DocumentPrefix) is { } part)
            return DocumentParts.TryGetValue(part, out var found)
                ? (new(name, found.Shape, s => Text(found.Of(s.Document))), null)
                : (null, Unknown(name));

        return inLine ? FindInLine(name) : FindInHead(name);
    }

    (Source?, string?) FindInHead(string name)
    {
        if (schema.Field(name) is { } field)
            return (OfDocument(name, field), null);
        if (schema.LineField(After(name, LineItemPrefix) ?? name) is not null)
            return (null, $"{Shown.Name(name)} is a field of line items: its place is in line_items.fields.");

        return (null, Unknown(name));
    }

    (Source?, string?) FindInLine(string name)
    {
        if (name is LinePrefix + "id")
            return (new(name, ValueShape.Text, s => Text(s.Line!.Id)), null);
        if (name is LinePrefix + "number")
            return (new(name, ValueShape.Number, s => new(new MappedValue.Number(s.LineNumber))), null);
        if (schema.LineField(After(name, LineItemPrefix) ?? name) is { } lineField)
            return (new(name, ValueShapes.Of(lineField.Type), s => Value(s.Line!.Fields, lineField.Name)), null);
        if (After(name, ParentPrefix) is { } parent && schema.Field(parent) is { } field)
            return (OfDocument(name, field), null);
        if (schema.Field(name) is not null)
            return (null, $"{name} is a field of the document: inside line_items it is parent.{name}.");

        return (null, Unknown(name));
    }

    static Source OfDocument(string name, Field field) =>
        new(name, ValueShapes.Of(field.Type), s => Value(s.Document.Fields, field.Name));

    string Unknown(string name) =>
        $"{schema.Id} has no source “{Shown.Name(name)}”{(inLine ? " for line items" : "")}."
        + Nearest.Hint(name, Known())
        + $" Sources are: {string.Join(", ", Known())}, metadata.<key>.";

    IEnumerable<string> Known() =>
    [
        .. inLine ? schema.LineFields.Select(f => f.Name).Concat([LinePrefix + "id", LinePrefix + "number"]) : [],
        .. schema.Fields.Select(f => inLine ? ParentPrefix + f.Name : f.Name),
        .. DocumentParts.Keys.Select(p => DocumentPrefix + p),
    ];

    static string? After(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    static Outcome Text(string? text) => text is null ? default : new(new MappedValue.Text(text));

    static Outcome Value(IReadOnlyDictionary<string, FieldValue> fields, string name) =>
        fields.TryGetValue(name, out var value) ? new(MappedValue.Of(value)) : default;

    static Outcome MetadataValue(PushDocument document, string key) =>
        document.Metadata.Json.ValueKind is JsonValueKind.Object && document.Metadata.Json.TryGetProperty(key, out var value)
            ? MappedValue.Of(value)
            : default;
}
