using System.Globalization;
using System.Text.Json;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Documents;
using Numora.Engine;
using Numora.Platform;

namespace Numora.Tests.Delivery.Mappings;

/// <summary>Documents and mappings for the tests of mappings and providers.</summary>
static class MappingSamples
{
    public static readonly DateTimeOffset CreatedAt = new(2026, 3, 21, 23, 30, 0, TimeSpan.FromHours(-2));

    public static MappingDefinition Mapping(string json) =>
        JsonSerializer.Deserialize<MappingDefinition>(json, Json.Options)!;

    /// <summary>A mapping with these fields, of which the first is the key.</summary>
    public static MappingDefinition WithFields(params string[] fields) => Mapping(
        $$"""{"object": "o", "key": ["{{Target(fields[0])}}"], "fields": [{{string.Join(',', fields)}}]}""");

    /// <summary>A mapping whose lines have these fields.</summary>
    public static MappingDefinition WithLineFields(params string[] fields) => Mapping($$"""
        {"object": "o", "key": ["id"], "fields": [{"target": "id", "source": "document.id"}],
         "line_items": {"object": "rows", "parent": "o_id", "fields": [{{string.Join(",", fields)}}] } }
        """);

    public static PushDocument Invoice(string metadata = "{}", params (string Name, object Value)[] fields) =>
        Document("invoice_v2", metadata, fields);

    public static PushDocument Document(string schema, string metadata, params (string Name, object Value)[] fields) => new(
        "doc_01", schema, "ext-1", CreatedAt, new Metadata(JsonElement.Parse(metadata)), Values(fields), [],
        new PushFile("Rechnung.pdf", "application/pdf", 3, (to, ct) => to.WriteAsync("pdf"u8.ToArray(), ct).AsTask()));

    public static PushDocument With(this PushDocument document, params (string Name, object Value)[][] lines) =>
        document with { Lines = [.. lines.Select((l, i) => new PushLine($"li_{i + 1}", Values(l)))] };

    /// <summary>Numbers as text keep their decimals: <c>"119.00m"</c>.</summary>
    public static Dictionary<string, FieldValue> Values(params (string Name, object Value)[] fields) => fields.ToDictionary(
        f => f.Name, f => f.Value switch
        {
            decimal number => FieldValue.Of(number),
            int number => FieldValue.Of((decimal)number),
            string[] names => FieldValue.Of((IReadOnlyList<string>)names),
            var text => FieldValue.Of(Convert.ToString(text, CultureInfo.InvariantCulture)!),
        });

    public static IReadOnlyList<Fault> Faults(MappingDefinition mapping, string schema = "invoice_v2") =>
        MappingCheck.Check(mapping, Schemas.Find(schema)!);

    /// <summary>The head's fields as JSON: <c>{"a":1.50}</c>.</summary>
    public static string AsJson(Payload payload) => AsJson(payload.Fields);

    public static string AsJson(IEnumerable<PayloadField> fields) =>
        "{" + string.Join(',', fields.Select(f => $"\"{f.Target}\":{f.Value?.ToJsonString(Json.Options) ?? "null"}")) + "}";

    static string Target(string field) => JsonElement.Parse(field).GetProperty("target").GetString()!;
}
