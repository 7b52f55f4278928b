using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using Numora.Engine;

namespace Numora.Delivery.Providers;

/// <summary>The names that a template may use where it stands.</summary>
/// <param name="Payload">Whether a mapping was applied: <c>key.*</c>, <c>payload.*</c>, <c>object</c>.</param>
/// <param name="ExternalId">Whether the record's id over there is known by then.</param>
/// <param name="More">Names of the place's own, e.g. <c>run.id</c>.</param>
sealed record TemplateNames(bool Payload, bool ExternalId, params IReadOnlyList<string> More)
{
    static readonly string[] OfDocument = ["document.id", "document.external_id", "document.schema", "document.created_at"];

    static readonly HashSet<string> Fields = [.. Schemas.All.SelectMany(s => s.Fields).Select(f => f.Name)];

    public bool Knows(string name) =>
        Fields.Contains(name)
        || OfDocument.Contains(name)
        || Has(name, "metadata.")
        || (Payload && (name is "object" or "idempotency_key" || Has(name, "key.") || Has(name, "payload.")))
        || (ExternalId && name is "external_id")
        || More.Contains(name);

    public override string ToString() =>
        "known are the schema's fields, metadata.<key>, " + string.Join(", ", OfDocument)
        + (Payload ? ", key.<target>, payload.<target>, object, idempotency_key" : "")
        + (ExternalId ? ", external_id" : "")
        + string.Concat(More.Select(m => ", " + m));

    static bool Has(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal);
}

/// <summary>What the names of a template stand for in one delivery.</summary>
/// <param name="Payload">Null where no mapping was applied yet.</param>
sealed record TemplateValues(
    PushDocument Document, Payload? Payload = null, string? ExternalId = null, string? IdempotencyKey = null,
    IReadOnlyDictionary<string, string?>? More = null)
{
    public static TemplateValues Of(Push push, string? externalId = null) =>
        new(push.Document, push.Payload, externalId, push.IdempotencyKey);

    /// <summary>The value as text: numbers with their decimals, lists joined by semicolons. Null where there is none.</summary>
    public string? Text(string name) => TextOf(Find(name));

    /// <summary>The value with its type. Null where there is none.</summary>
    public JsonNode? Find(string name)
    {
        if (More is not null && More.TryGetValue(name, out var own))
            return own;
        return name.IndexOf('.') is var dot and > 0 && Grouped(name[..dot], name[(dot + 1)..]) is { } value
            ? value
            : name switch
            {
                "external_id" => ExternalId,
                "idempotency_key" => IdempotencyKey,
                "object" => Payload?.Object,
                _ => Document.Fields.TryGetValue(name, out var field) ? JsonSerializer.SerializeToNode(field, Json.Options) : null,
            };
    }

    public static string? TextOf(JsonNode? value) => value switch
    {
        null => null,
        JsonArray list => string.Join("; ", list.Select(TextOf)),
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        JsonValue scalar when scalar.TryGetValue<decimal>(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => value.ToJsonString(Json.Options),
    };

    JsonNode? Grouped(string group, string name) => (group, name) switch
    {
        ("metadata", _) => Document.Metadata.Json.TryGetProperty(name, out var value) ? JsonSerializer.SerializeToNode(value) : null,
        ("document", "id") => Document.Id,
        ("document", "external_id") => Document.ExternalId,
        ("document", "schema") => Document.Schema,
        ("document", "created_at") => WireTime.Write(Document.CreatedAt),
        ("payload", _) => Payload?.Value(name),
        ("key", _) => Payload is not null && Payload.Key.Contains(name) ? Payload.Value(name) : null,
        _ => null,
    };
}
