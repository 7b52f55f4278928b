using System.Text.Json;

namespace Numora.Delivery.Providers.Http;

/// <summary>Where in an answer the record's id or URL is: a JSON path, or <c>header:location</c>.</summary>
static class HttpPlace
{
    public const string HeaderPrefix = "header:";

    /// <summary>Longer ids and URLs are not kept.</summary>
    const int MaxIdLength = 500;

    /// <summary>Of a <c>Location</c> header the last part of the path; of others the whole value. Null: not there.</summary>
    public static string? Id(string? place, HttpReply reply)
    {
        var found = Value(place, reply);
        if (found is not null && IsLocation(place!))
            found = Uri.UnescapeDataString(Resolve(found, reply.Url)?.AbsolutePath.TrimEnd('/').Split('/')[^1] ?? "");
        return found is { Length: > 0 and <= MaxIdLength } && !found.Any(char.IsControl) ? found : null;
    }

    /// <summary>An http or https address that a person can open; relative ones are the destination's. Null: none.</summary>
    public static string? Url(string? place, HttpReply reply, string externalId, TemplateValues values, Egress egress)
    {
        if (place is not null && !place.StartsWith('$') && !place.StartsWith(HeaderPrefix, StringComparison.Ordinal))
            return UrlTemplate.Render(
                Template.Stored(place, "config.external_url"), values with { ExternalId = externalId }, egress).AbsoluteUri;

        return Value(place, reply) is { Length: <= EgressUrl.MaxLength } found && Resolve(found, reply.Url) is { } url
            ? url.AbsoluteUri
            : null;
    }

    static string? Value(string? place, HttpReply reply) => place switch
    {
        null => null,
        _ when place.StartsWith('$') => reply.Json.ValueKind == JsonValueKind.Undefined ? null : JsonPath.Stored(place).Value(reply.Json),
        _ => reply.Headers.GetValueOrDefault(place[HeaderPrefix.Length..]),
    };

    static Uri? Resolve(string text, Uri at) =>
        Uri.TryCreate(at, text, out var url) && url.Scheme is "http" or "https" ? url : null;

    static bool IsLocation(string place) =>
        place.Equals(HeaderPrefix + "location", StringComparison.OrdinalIgnoreCase)
        || place.Equals(HeaderPrefix + "content-location", StringComparison.OrdinalIgnoreCase);
}
