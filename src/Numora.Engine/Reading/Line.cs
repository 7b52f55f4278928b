using Numora.Engine.Pages;

namespace Numora.Engine.Reading;

/// <summary>Words side by side on one page, from left to right.</summary>
internal sealed class Line
{
    /// <param name="number">Position among all lines of the document, from 0.</param>
    public Line(int number, Page page, IReadOnlyList<Word> words)
    {
        (Number, Page, Words) = (number, page, words);
        Folded = [.. words.Select(w => TextFold.Squash(w.Text))];
        Box = words.Select(w => w.Box).Aggregate((a, b) => a.Union(b));
        Segments = SegmentsOf(this);
    }

    public int Number { get; }

    public Page Page { get; }

    public IReadOnlyList<Word> Words { get; }

    /// <summary>The words as <see cref="TextFold.Squash"/> gives them; empty for mere punctuation.</summary>
    public IReadOnlyList<string> Folded { get; }

    public Box Box { get; }

    /// <summary>Runs of words without a wide gap between them.</summary>
    public IReadOnlyList<TextSpan> Segments { get; }

    public string Text => string.Join(' ', Words.Select(w => w.Text));

    public TextSpan Whole => new(this, 0, Words.Count - 1);

    /// <summary>The segment that holds a word.</summary>
    public TextSpan SegmentOf(int word) => Segments.First(s => s.First <= word && word <= s.Last);

    /// <summary>White space before a word, in ems; infinite for the first word.</summary>
    public double GapBefore(int word) => word == 0
        ? double.PositiveInfinity
        : (Words[word].Box.X0 - Words[word - 1].Box.X1) / Em(Words[word - 1], Words[word]);

    /// <summary>The font size of a word in points; for recognised words, which have none, their height.</summary>
    public static double Em(Word word) => Math.Max(1, word.FontSize > 0 ? word.FontSize : word.Box.Height);

    static double Em(Word left, Word right) => (Em(left) + Em(right)) / 2;

    /// <summary>A gap of more than this separates columns, not words (in ems).</summary>
    const double SegmentGap = 1.5;

    static List<TextSpan> SegmentsOf(Line line)
    {
        var segments = new List<TextSpan>();
        var first = 0;
        for (var i = 1; i <= line.Words.Count; i++)
        {
            if (i < line.Words.Count && line.GapBefore(i) <= SegmentGap)
                continue;

            segments.Add(new(line, first, i - 1));
            first = i;
        }

        return segments;
    }
}

/// <summary>Some neighbouring words of one line.</summary>
/// <param name="First">Index of the first word.</param>
/// <param name="Last">Index of the last word, inclusive.</param>
internal readonly record struct TextSpan(Line Line, int First, int Last)
{
    public Box Box
    {
        get
        {
            if (First == 0 && Last == Line.Words.Count - 1)
                return Line.Box;

            var box = Line.Words[First].Box;
            for (var i = First + 1; i <= Last; i++)
                box = box.Union(Line.Words[i].Box);
            return box;
        }
    }

    public string Text => First == Last
        ? Line.Words[First].Text
        : string.Join(' ', Line.Words.Skip(First).Take(Last - First + 1).Select(w => w.Text));

    public int Count => Last - First + 1;

    public double Em => Line.Em(Line.Words[First]);

    public bool Bold => Line.Words[First].Bold;

    /// <summary>How sure the recognition was of the least sure word; 1 for a text layer.</summary>
    public double Confidence
    {
        get
        {
            var least = 1.0;
            for (var i = First; i <= Last; i++)
                least = Math.Min(least, Line.Words[i].Confidence);
            return least;
        }
    }

    public bool Overlaps(TextSpan other) => ReferenceEquals(Line, other.Line) && First <= other.Last && other.First <= Last;
}
