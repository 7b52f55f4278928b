using System.Globalization;

namespace Numora.Platform;

/// <summary>The query parameters of lists, as text: what is wrong with them is said by us.</summary>
static class ListParameters
{
    public static int? Limit(string? text, int most = Cursors.MaxLimit) => text switch
    {
        null or "" => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) => limit,
        _ => throw RefusedException.Malformed("limit", $"Must be a whole number from 1 to {most}."),
    };

    public static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw RefusedException.Malformed(name, "Must be a whole number.");

    /// <summary>One of the words of an enum; null where the filter was not given.</summary>
    public static T? Word<T>(string name, string? text)
        where T : struct, Enum => text is null ? null : EnumWords.Read<T>(text)
            ?? throw RefusedException.Malformed(name,
                $"Must be one of {string.Join(", ", Enum.GetValues<T>().Select(v => v.InWords()))}.");

    public static DateTimeOffset Time(string name, string text) => WireTime.TryRead(text, out var at)
        ? at
        : throw RefusedException.Malformed(name, "Expected a time in RFC 3339 with an offset, e.g. 2026-03-21T14:20:00.000Z.");
}
