using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>Finds a remembered label on another document, and tells whether a value stands to it as it did.</summary>
static class Labels
{
    /// <summary>Of one label on one page.</summary>
    const int MostPlaces = 30;

    /// <summary>How far a value may be off, in ems.</summary>
    const double OffAcross = 2;
    const double OffDown = 0.7;
    const double OffInLine = 0.6;

    public static IReadOnlyList<TextSpan> Find(TaughtLabel label, int page, Sheets sheets)
    {
        var found = new List<TextSpan>();
        foreach (var (line, at) in sheets.PlacesOf(page, label.Words[0]).Take(MostPlaces))
            if (EndAt(line, at, label.Words, IsSame) is var end and >= 0)
                found.Add(new(line, at, end));
        return found;

        bool IsSame(string taught, string word) => taught == word || (sheets.IsRecognised && IsLike(taught, word));
    }

    /// <summary>Index of the last word where the label's words begin at a word; -1 where they do not.</summary>
    public static int EndAt(Line line, int first, IReadOnlyList<string> words, Func<string, string, bool> same)
    {
        var (at, last) = (0, -1);
        for (var i = first; i < line.Words.Count && at < words.Count; i++)
        {
            if (line.Folded[i].Length == 0 && at > 0)
                continue;
            if ((i > first && line.GapBefore(i) > 3) || !same(words[at], line.Folded[i]))
                return -1;
            (at, last) = (at + 1, i);
        }

        return at == words.Count ? last : -1;
    }

    static bool IsLike(string a, string b) => a.Length >= 4 && WordLikeness.Distance(a, b, 1) <= 1;

    /// <summary>In the label's line, behind it, with as many numbers between as before.</summary>
    public static bool IsRight(TaughtLabel taught, TextSpan label, TextSpan value)
    {
        if (!ReferenceEquals(label.Line, value.Line))
            return label.Box.X1 <= value.Box.X0 + label.Em && taught.Between == 0 && IsNextRight(label, value);
        if (value.First <= label.Last)
            return false;
        var (numbers, words) = (0, 0);
        for (var i = label.Last + 1; i < value.First; i++)
        {
            var text = value.Line.Words[i].Text;
            if (text.Any(char.IsAsciiDigit))
                numbers++;
            else if (value.Line.Folded[i].Length > 0 && !Currencies.IsMark(text))
                words++;
        }

        return numbers == taught.Between && words == 0;
    }

    /// <summary>In a line a little higher or lower, e.g. of a larger font, with nothing between.</summary>
    static bool IsNextRight(TextSpan label, TextSpan value)
    {
        if (label.Line.Page != value.Line.Page || label.Last != label.Line.Words.Count - 1 && label.Line.GapBefore(label.Last + 1) < 1.5)
            return false;
        return Math.Abs(label.Box.CentreY - value.Box.CentreY) <= OffInLine * Math.Max(label.Em, value.Em)
            && (value.First == 0 || value.Line.Words[value.First - 1].Box.X1 <= label.Box.X0);
    }

    /// <summary>Under the label, as far down and across as it was.</summary>
    public static bool IsBelow(TaughtLabel taught, TextSpan label, TextSpan value)
    {
        if (label.Line.Page != value.Line.Page)
            return false;
        var (l, v, em) = (label.Box, value.Box, value.Em);
        if (Math.Abs(((v.CentreY - l.CentreY) / em) - taught.Dy) > OffDown)
            return false;
        var across = Math.Min(
            Math.Min(Math.Abs(((v.X0 - l.X0) / em) - taught.Dx0), Math.Abs(((v.X1 - l.X1) / em) - taught.Dx1)),
            Math.Abs(((v.CentreX - l.CentreX) / em) - taught.DxCentre));
        return across <= OffAcross;
    }
}
