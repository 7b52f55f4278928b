using System.Buffers;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>
/// Builds what looks for phrases in folded text. Phrases stand in rows, one per language or kind, and may be patterns.
/// </summary>
static class Cue
{
    public const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>
    /// Patterns look at short windows, where each takes microseconds. A text that is made to keep one busy ends here
    /// (<see cref="FailureCode.ExtractionTimeout"/>). Linear patterns (<c>NonBacktracking</c>) would not need this, but these
    /// long alternatives take 170 MB and seconds to build that way, in each new worker process.
    /// </summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>A contract of 250 pages has a few hundred; more means a text made to keep us busy.</summary>
    public const int MaxPlaces = 3_000;

    /// <summary>A word that begins with one of the phrases.</summary>
    public static Regex Begins(string rows) => new($@"\b(?:{Alternatives(rows)})", Options, Timeout);

    /// <summary>One of the phrases, in whole words.</summary>
    public static Regex Whole(string rows) => new($@"\b(?:{Alternatives(rows)})\b", Options, Timeout);

    /// <summary>One of the phrases and what must follow it, to the end of the text before a value.</summary>
    public static Regex Before(string rows, string tail) => new($@"\b(?:{Alternatives(rows)})\b{tail}$", Options, Timeout);

    /// <summary>One of the phrases at the beginning of the text after a value, perhaps behind something.</summary>
    public static Regex After(string head, string rows) => new($"^{head}(?:{Alternatives(rows)})", Options, Timeout);

    public static string Alternatives(string rows) =>
        string.Join('|', rows.Split('\n').Select(row => row.Trim()).Where(row => row.Length > 0));

    /// <summary>
    /// Where one of the words stands, at most <see cref="MaxPlaces"/> times; a vectorised search, so that the patterns above
    /// look only at what is near.
    /// </summary>
    public static List<int> Places(string folded, SearchValues<string> words, int limit = int.MaxValue)
    {
        var places = new List<int>();
        var end = Math.Min(limit, folded.Length);
        for (var at = 0; at < end && places.Count < MaxPlaces;)
        {
            var next = folded.AsSpan(at, end - at).IndexOfAny(words);
            if (next < 0)
                break;
            places.Add(at + next);
            at += next + 1;
        }

        return places;
    }

    public static SearchValues<string> Words(string blankSeparated) =>
        SearchValues.Create(blankSeparated.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparison.Ordinal);
}
