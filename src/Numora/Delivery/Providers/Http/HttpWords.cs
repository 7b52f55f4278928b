using System.Globalization;
using System.Text.Json;

namespace Numora.Delivery.Providers.Http;

/// <summary>The other side's own words, fit to be shown.</summary>
static class HttpWords
{
    const int MaxLength = 300;

    /// <summary>Where many systems put them, best first.</summary>
    static readonly JsonPath[] UsualPlaces =
    [
        .. new[]
        {
            "$.error.message", "$.message", "$.error_description", "$.detail", "$.error.detail", "$.errors[0].message",
            "$.errors[0].detail", "$.errors[0]", "$.title", "$.error",
        }.Select(JsonPath.Stored),
    ];

    /// <summary>Null where it said nothing that a person can read.</summary>
    /// <param name="place">The JSON path that was configured.</param>
    /// <param name="secrets">What must not be shown, should the other side repeat what it was sent.</param>
    public static string? Message(HttpReply reply, string? place, IEnumerable<string> secrets)
    {
        if (reply.Json.ValueKind == JsonValueKind.Undefined)
            return reply.Body is null || reply.Body.TrimStart().StartsWith('<') ? null : Clean(reply.Body, secrets);

        var told = (place is null ? null : At(JsonPath.Stored(place), reply.Json))
            ?? UsualPlaces.Select(p => p.Value(reply.Json)).FirstOrDefault(m => m is not null)
            ?? reply.Json.GetRawText();
        return Clean(told, secrets);
    }

    /// <summary><c>: words.</c> or <c>.</c></summary>
    public static string Ending(string? words) =>
        words is null ? "." : words[^1] is '.' or '!' or '…' ? $": {words}" : $": {words}.";

    /// <summary>Null where the text is not a decimal number.</summary>
    public static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string? At(JsonPath path, JsonElement json) =>
        path.Value(json) ?? (path.Exists(json) ? path.Find(json).GetRawText() : null);

    static string? Clean(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        var plain = string.Concat(text.Take(MaxLength * 4).Select(c => char.IsControl(c) ? ' ' : c));
        var words = string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? null : words.Length <= MaxLength ? words : words[..MaxLength] + "…";
    }
}
