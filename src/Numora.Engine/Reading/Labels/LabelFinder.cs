namespace Numora.Engine.Reading.Labels;

/// <summary>A label on the page.</summary>
/// <param name="Weight">The phrase's weight.</param>
internal sealed record Label(TextSpan Span, Role Role, double Weight)
{
    /// <summary>Whether the print itself says that a value follows: a colon.</summary>
    public bool EndsInColon => Span.Line.Words[Span.Last].Text[^1] is ':' || FollowedByColon;

    bool FollowedByColon => Span.Last + 1 < Span.Line.Words.Count && Span.Line.Words[Span.Last + 1].Text[0] is ':';
}

/// <summary>Finds the phrases of the lexicon in a line: from left to right, the longest first.</summary>
internal static class LabelFinder
{
    /// <summary>Words of one label stand closer than this, in ems.</summary>
    const double WidestGap = 1.5;

    public static List<Label> Find(Line line, Action<Language>? met = null)
    {
        var labels = new List<Label>();
        var words = line.Folded.Select(Lexicon.Mend).ToArray();
        var at = 0;
        while (at < words.Length)
        {
            var last = words[at].Length == 0 ? -1 : LongestAt(line, words, at, labels, met);
            at = last < 0 ? at + 1 : last + 1;
        }

        return labels;
    }

    static int LongestAt(Line line, string[] words, int at, List<Label> labels, Action<Language>? met)
    {
        var ends = EndsOf(line, words, at);
        for (var n = ends.Count - 1; n >= 0; n--)
        {
            var meanings = Lexicon.Find(ends[n].Phrase);
            if (meanings.Length == 0)
                continue;

            var span = new TextSpan(line, at, ends[n].Last);
            AddMeanings(span, meanings, labels, met);
            return ends[n].Last;
        }

        if (!IsCompoundTitle(words[at]))
            return -1;

        labels.Add(new(new(line, at, at), Role.Title, CompoundTitleWeight));
        return at;
    }

    /// <summary>German and Dutch run words together: "Stromrechnung", "Energiefactuur".</summary>
    static bool IsCompoundTitle(string word) => word.Length is > 9 and <= LongestWord
        && (word.EndsWith("rechnung", StringComparison.Ordinal) || word.EndsWith("factuur", StringComparison.Ordinal));

    const double CompoundTitleWeight = 0.7;

    /// <summary>One label for each role, with the best weight among the languages.</summary>
    static void AddMeanings(TextSpan span, ReadOnlySpan<Meaning> meanings, List<Label> labels, Action<Language>? met)
    {
        var before = labels.Count;
        foreach (var meaning in meanings)
        {
            met?.Invoke(meaning.Language);
            var same = labels.FindIndex(before, l => l.Role == meaning.Role);
            if (same < 0)
                labels.Add(new(span, meaning.Role, meaning.Weight));
            else if (labels[same].Weight < meaning.Weight)
                labels[same] = labels[same] with { Weight = meaning.Weight };
        }
    }

    /// <summary>The phrases that begin at a word, shortest first, up to a wide gap or a colon.</summary>
    static List<(string Phrase, int Last)> EndsOf(Line line, string[] words, int at)
    {
        var ends = new List<(string, int)>();
        var phrase = "";
        for (var last = at; last < words.Length && ends.Count < Lexicon.LongestPhrase; last++)
        {
            if (last > at && line.GapBefore(last) > WidestGap)
                break;
            if (words[last].Length > LongestWord)
                break;
            if (words[last].Length > 0)
            {
                phrase += words[last];
                ends.Add((phrase, last));
            }

            if (line.Words[last].Text[^1] is ':')
                break;
        }

        return ends;
    }

    /// <summary>No word of the lexicon is longer.</summary>
    const int LongestWord = 50;
}
