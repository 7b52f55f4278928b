namespace Numora.Engine.Contracts;

/// <summary>What belongs to the same clause as a value: cues from another sentence speak of something else.</summary>
static class Clauses
{
    static readonly HashSet<string> Abbreviations =
        ["inc", "ltd", "co", "corp", "no", "nr", "art", "sec", "st", "abs", "ziff", "al", "mr", "mrs", "dr", "ms", "bzw", "lp", "llc"];

    /// <summary>The folded text before a place back to the end of the clause before, at most so many characters.</summary>
    public static ReadOnlySpan<char> Before(ContractText text, int at, int reach)
    {
        var before = text.Before(at, reach);
        for (var end = before.Length - 2; end >= 0; end--)
        {
            if (before[end + 1] == ' ' && (before[end] == ';' || (before[end] == '.' && EndsSentence(before[..end]))))
                return before[(end + 2)..];
        }

        return before;
    }

    /// <summary>The folded text after a place to the end of its clause, at most so many characters.</summary>
    public static ReadOnlySpan<char> After(ContractText text, int at, int reach)
    {
        var after = text.After(at, reach);
        for (var end = 0; end < after.Length; end++)
        {
            var closes = end + 1 == after.Length || after[end + 1] == ' ';
            if (closes && (after[end] == ';' || (after[end] == '.' && EndsSentence(after[..end]))))
                return after[..end];
        }

        return after;
    }

    static bool EndsSentence(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOf(' ') + 1)..];
        return word.Length > 1 && !Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    /// <summary>The last characters, where a cue must be near.</summary>
    public static ReadOnlySpan<char> Near(this ReadOnlySpan<char> before, int length) =>
        before[Math.Max(0, before.Length - length)..];
}
