using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Http;

/// <summary>
/// The payload as one JSON object. A dot in a target opens an object: <c>invoice.number</c> becomes
/// <c>{"invoice":{"number":…}}</c>. The lines are a list of such objects under the line items' <c>object</c>; their
/// <c>parent</c> is not written, since they lie within their record.
/// </summary>
static class HttpBody
{
    public static JsonObject Of(Payload payload)
    {
        var body = ObjectOf(payload.Fields);
        if (payload.Lines is { } lines)
            Set(body, lines.Object, new JsonArray([.. lines.Rows.Select(r => ObjectOf(r.Fields))]));
        return body;
    }

    public static HttpContent Content(Payload payload, string contentType) =>
        new ByteArrayContent(Encoding.UTF8.GetBytes(Of(payload).ToJsonString(Json.Options)))
        {
            Headers = { ContentType = new(contentType) }, // without a charset: JSON has none, and some servers mind
        };

    /// <summary>What keeps targets from becoming one object.</summary>
    public static IEnumerable<Fault> Faults(MappingDefinition mapping)
    {
        var targets = (mapping.Fields ?? []).Select((f, i) => (f.Target, Place: $"fields[{i}].target")).ToList();
        if (mapping.LineItems is { } lines)
            targets.Add((lines.Object, "line_items.object"));
        var inLines = (mapping.LineItems?.Fields ?? []).Select((f, i) => (f.Target, Place: $"line_items.fields[{i}].target"));
        return Faults(targets).Concat(Faults([.. inLines]));
    }

    static IEnumerable<Fault> Faults(IReadOnlyList<(string? Target, string Place)> targets)
    {
        foreach (var (target, place) in targets.Where(t => !string.IsNullOrEmpty(t.Target)))
        {
            if (target!.Split('.').Any(string.IsNullOrWhiteSpace))
                yield return new(place, "Must not begin or end with a dot, nor have two in a row: a dot opens an object.");
            else if (targets.Select(t => t.Target).FirstOrDefault(t => t?.StartsWith(target + ".", StringComparison.Ordinal) == true)
                is { } inner)
                yield return new(place, $"Cannot be a value and hold {inner} as well.");
        }
    }

    static JsonObject ObjectOf(IReadOnlyList<PayloadField> fields)
    {
        var made = new JsonObject();
        foreach (var field in fields)
            Set(made, field.Target, field.Value?.DeepClone());
        return made;
    }

    static void Set(JsonObject into, string target, JsonNode? value)
    {
        var steps = target.Split('.');
        foreach (var step in steps[..^1])
        {
            if (into[step] is not JsonObject inner)
                into[step] = inner = [];
            into = inner;
        }

        into[steps[^1]] = value;
    }
}

/// <summary>The document's file in a form, streamed from where it is kept.</summary>
sealed class HttpFileContent(PushFile file) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        file.CopyToAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken ct) =>
        file.CopyToAsync(stream, ct);

    protected override bool TryComputeLength(out long length)
    {
        length = file.Size;
        return true;
    }

    public static MultipartFormDataContent Form(PushFile file, string fieldName)
    {
        var part = new HttpFileContent(file);
        part.Headers.TryAddWithoutValidation("Content-Type", file.ContentType);
        var ascii = string.Concat(file.Name.Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c : '_'));
        part.Headers.TryAddWithoutValidation("Content-Disposition",
            $"form-data; name=\"{fieldName}\"; filename=\"{ascii}\"; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}");
        return new MultipartFormDataContent { part };
    }
}
