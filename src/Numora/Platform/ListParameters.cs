using System.Globalization;

namespace Numora.Platform;

/// <summary>The query parameters of lists, as text: what is wrong with them is said by us.</summary>
static class ListParameters
{
    public static int? Limit(string? text) => text switch
    {
        null or "" => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => limit,
        _ => throw RefusedException.Malformed("limit", $"Must be a whole number from 1 to {Cursors.MaxLimit}."),
    };

    public static DateTimeOffset Time(string name, string text) => WireTime.TryRead(text, out var at)
        ? at
        : throw RefusedException.Malformed(name, "Expected a time in RFC 3339 with an offset, e.g. 2026-03-21T14:20:00.000Z.");
}
