using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>Finds names and addresses, whose words may be spelled and broken into lines differently from the value.</summary>
static class LikeText
{
    /// <summary>Lines of an address.</summary>
    const int MostLines = 8;
    const int MostTokens = 60;

    /// <summary>Less alike than the best by more is the value with something else around it.</summary>
    const double Nearly = 0.02;

    /// <summary>Of one line; more are no print.</summary>
    const int MostSegments = 40;

    /// <summary>Lines of one address stand closer than this, in heights of the line.</summary>
    const double LineGap = 1.3;

    /// <summary>And begin at the same place, in ems.</summary>
    const double Aligned = 1.5;

    /// <summary>The most alike first.</summary>
    public static IEnumerable<Standing> Find(string value, Sheets sheets)
    {
        var wanted = Tokens(value);
        if (wanted.Count == 0)
            return [];
        var found = new List<Standing>();
        foreach (var page in sheets.Pages)
        {
            var lines = sheets.Of(page.Number);
            for (var n = 0; n < lines.Count; n++)
                foreach (var segment in lines[n].Segments.Take(MostSegments))
                    if (Begin(segment, wanted) is { } first
                        && Extend(lines, n, first, wanted) is { Likeness: >= ValueFinder.LeastLikeness } standing)
                        found.Add(standing);
        }

        var best = found.Count == 0 ? 0 : found.Max(s => s.Likeness);
        return found.Where(s => s.Likeness >= best - Nearly).OrderByDescending(s => s.Likeness).ThenBy(s => s.Spans.Count);
    }

    /// <summary>Folded words and how often each is there.</summary>
    public static Dictionary<string, int> Tokens(string text) =>
        TextFold.Words(text).Where(t => t.Length > 0).Take(MostTokens).CountBy(t => t).ToDictionary();

    /// <summary>The part of a segment from the first to the last word of the value.</summary>
    static TextSpan? Begin(TextSpan segment, Dictionary<string, int> wanted)
    {
        var (first, last) = (-1, -1);
        for (var i = segment.First; i <= segment.Last; i++)
        {
            if (!Has(segment.Line, i, wanted))
                continue;
            first = first < 0 ? i : first;
            last = i;
        }

        return first < 0 ? null : new(segment.Line, first, last);
    }

    static bool Has(Line line, int word, Dictionary<string, int> wanted) =>
        TextFold.Words(line.Words[word].Text) is { Count: > 0 } tokens && tokens.Any(wanted.ContainsKey);

    public static bool IsDivider(string word) => word is "·" or "•" or "|" or "*" or "-" or "–" or "—" or "/" or "○" or "♦" or "■";

    /// <summary>Goes down as long as that makes the text more like the value.</summary>
    static Standing? Extend(IReadOnlyList<Line> lines, int number, TextSpan first, Dictionary<string, int> wanted)
    {
        List<TextSpan> spans = [first];
        var best = Likeness([first], wanted);
        var box = first.Box;
        for (var n = number + 1; n < lines.Count && spans.Count < MostLines; n++)
        {
            if (lines[n].Box.Y0 - box.Y1 > LineGap * Math.Max(1, spans[^1].Box.Height))
                break;
            var below = lines[n].Segments.Take(MostSegments).FirstOrDefault(s => s.Box.X1 > box.X0 && s.Box.X0 < box.X1
                && (Math.Abs(s.Box.X0 - first.Box.X0) <= Aligned * first.Em || s.Box.X0 < first.Box.X1));
            if (below.Line is null || Begin(below, wanted) is not { } next)
                continue;
            var likeness = Likeness([.. spans, next], wanted);
            if (likeness <= best)
                break;
            (best, box) = (likeness, box.Union(next.Box));
            spans.Add(next);
        }

        return new(spans, Likeness: best);
    }

    /// <summary>The harmonic mean of precision and recall over words, 0 to 1.</summary>
    public static double Likeness(IReadOnlyList<TextSpan> spans, Dictionary<string, int> wanted)
    {
        var left = new Dictionary<string, int>(wanted);
        var (shared, all) = (0, 0);
        foreach (var token in spans.SelectMany(s => TextFold.Words(s.Text)).Where(t => t.Length > 0).Take(MostTokens * 2))
        {
            all++;
            if (left.GetValueOrDefault(token) is var count and > 0)
            {
                left[token] = count - 1;
                shared++;
            }
        }

        return 2.0 * shared / Math.Max(1, all + wanted.Values.Sum());
    }
}
