using System.Globalization;
using Numora.Engine.Reading;

namespace Numora.Engine.Receipts;

/// <summary>A time of day on the page.</summary>
/// <param name="Value"><c>HH:MM</c> or <c>HH:MM:SS</c>.</param>
internal sealed record TimeCandidate(TextSpan Span, string Value);

/// <summary>Finds times of day with colons, also with am and pm.</summary>
internal static class Times
{
    const int LongestWord = 26;

    public static List<TimeCandidate> In(Line line)
    {
        var times = new List<TimeCandidate>();
        for (var i = 0; i < line.Words.Count; i++)
        {
            var text = Lookalikes.Mend(line.Words[i]);
            if (text.Length is < 4 or > LongestWord || !text.Contains(':'))
                continue;
            var next = i + 1 < line.Words.Count ? line.Folded[i + 1] : "";
            var half = Half(text) ?? (next is "am" or "pm" ? next : null);
            if (Read(text, half) is { } value)
                times.Add(new(new(line, i, half is not null && half == next ? i + 1 : i), value));
        }

        return times;
    }

    static string? Half(string text) => text.EndsWith("pm", StringComparison.OrdinalIgnoreCase) ? "pm"
        : text.EndsWith("am", StringComparison.OrdinalIgnoreCase) ? "am" : null;

    static string? Read(string text, string? half)
    {
        var start = text.LastIndexOf('T') + 1; // ISO puts date and time in one word
        var parts = text[start..].TrimEnd('.', ',', ';', ')', 'Z').TrimStart('(', ':', '@')
            .TrimEnd('a', 'A', 'p', 'P', 'm', 'M').Split(':');
        if (parts.Length is not (2 or 3) || parts.Any(p => p.Length is 0 or > 2 || !p.All(char.IsAsciiDigit)))
            return null;

        var numbers = parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var hour = half switch
        {
            "pm" when numbers[0] < 12 => numbers[0] + 12,
            "am" when numbers[0] == 12 => 0,
            _ => numbers[0],
        };
        if (hour > 23 || numbers.Skip(1).Any(n => n > 59))
            return null;
        return string.Join(':', numbers.Skip(1).Prepend(hour).Select(n => n.ToString("00", CultureInfo.InvariantCulture)));
    }
}
