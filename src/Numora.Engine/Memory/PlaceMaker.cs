using Numora.Engine.Pages;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Memory;

/// <summary>Describes where a value stands: its box, the labels beside and above it, its shape.</summary>
static class PlaceMaker
{
    /// <summary>Words of a label.</summary>
    const int MostWords = 4;

    /// <summary>Between label and value in the same line, in ems: more is another column.</summary>
    const double FarthestLeft = 60;

    /// <summary>Numbers that may stand between: a rate before its tax.</summary>
    const int MostBetween = 2;

    /// <summary>Lines above that are looked at, and how far up, in ems.</summary>
    const int MostLinesAbove = 3;
    const double FarthestAbove = 4;

    /// <summary>How far a label above may stand beside the value, in ems.</summary>
    const double BesideAbove = 1;

    /// <param name="values">Words that belong to values: they are no labels.</param>
    public static TaughtPlace Of(Standing standing, Sheets sheets, IReadOnlySet<Word> values)
    {
        var (page, box, first) = (standing.Page, standing.Box, standing.First);
        var number = sheets.Pages.Count > 1 && page.Number == sheets.LastPage ? -1 : page.Number;
        return new(number, [Round(box.X0), Round(box.Y0), Round(box.X1), Round(box.Y1)], Round(first.Em),
            Left(first, values), Above(first, sheets, values), ValueShape.Of(Candidates.Trim(first.Text)), first.Count,
            standing.Spans.Count, Until(first));
    }

    /// <summary>The words before the value in its line, over numbers if need be.</summary>
    static TaughtLabel? Left(TextSpan value, IReadOnlySet<Word> values)
    {
        var line = value.Line;
        var (at, between) = (value.First - 1, 0);
        while (at >= 0 && (line.Folded[at].Length == 0 || Currencies.IsMark(line.Words[at].Text)
            || (line.Words[at].Text.Any(char.IsAsciiDigit) && between < MostBetween)))
        {
            between += line.Words[at].Text.Any(char.IsAsciiDigit) ? 1 : 0;
            at--;
        }

        var first = at;
        for (var words = 0; first >= 0 && words < MostWords && IsLabel(line, first, values); first--)
        {
            if (line.Folded[first].Length > 0)
                words++;
            if (first > 0 && line.GapBefore(first) > 1.5)
            {
                first--;
                break;
            }
        }

        return first == at ? null : Label(new(line, first + 1, at), value, between, l => value.Box.X0 - l.X1 <= FarthestLeft * value.Em);
    }

    /// <summary>The nearest words that stand over the value.</summary>
    static TaughtLabel? Above(TextSpan value, Sheets sheets, IReadOnlySet<Word> values)
    {
        var lines = sheets.Of(value.Line.Page.Number);
        var (box, em) = (value.Box, value.Em);
        var own = IndexOf(lines, value.Line);
        for (var n = own - 1; n >= Math.Max(0, own - MostLinesAbove) && box.Y0 - lines[n].Box.Y1 <= FarthestAbove * em; n--)
        {
            var line = lines[n];
            var (first, last) = (-1, -1);
            for (var i = 0; i < line.Words.Count; i++)
            {
                var word = line.Words[i].Box;
                if (word.X1 < box.X0 - (BesideAbove * em) || word.X0 > box.X1 + (BesideAbove * em))
                    continue;
                first = first < 0 ? i : first;
                last = i;
            }

            if (first < 0)
                continue;
            if (last - first >= MostWords || !Enumerable.Range(first, last - first + 1).All(i => IsLabel(line, i, values)))
                return null; // something else stands between
            return Label(new(line, first, last), value, 0, _ => true);
        }

        return null;
    }

    static bool IsLabel(Line line, int word, IReadOnlySet<Word> values) =>
        !values.Contains(line.Words[word]) && !line.Words[word].Text.Any(char.IsAsciiDigit);

    static TaughtLabel? Label(TextSpan label, TextSpan value, int between, Func<Box, bool> isNear)
    {
        List<string> words = [.. Enumerable.Range(label.First, label.Count).Select(i => label.Line.Folded[i]).Where(w => w.Length > 0)];
        if (words.Count == 0 || words.Sum(w => w.Length) < 2 || !isNear(label.Box))
            return null;
        var (l, v, em) = (label.Box, value.Box, value.Em);
        return new(label.Text, words, between, Round((v.X0 - l.X0) / em), Round((v.X1 - l.X1) / em),
            Round((v.CentreY - l.CentreY) / em));
    }

    static string? Until(TextSpan value)
    {
        var next = value.Last + 1;
        return next < value.Line.Words.Count && value.Line.GapBefore(next) <= 1.5 && value.Line.Folded[next].Length == 0
            ? value.Line.Words[next].Text
            : null;
    }

    static int IndexOf(IReadOnlyList<Line> lines, Line line)
    {
        for (var i = 0; i < lines.Count; i++)
            if (ReferenceEquals(lines[i], line))
                return i;
        return -1;
    }

    /// <summary>How surely a value belongs to its place: a label that the lexicon knows for the field says most.</summary>
    public static double Rank(Standing standing, string field, Sheets sheets, TaughtPlace place)
    {
        var line = standing.First.Line;
        var rank = (place.Left is not null ? 2.0 : 0) + (place.Above is not null ? 1 : 0);
        if (FieldRoles.Of(field) is { Count: > 0 } roles)
        {
            var labels = LabelFinder.Find(line).Where(l => l.Span.Last < standing.First.First).ToList();
            if (labels.Count > 0)
                rank += roles.Contains(labels.MaxBy(l => l.Span.Last)!.Role) ? 3 : -1;
        }

        // A row of several amounts is an item of a table, not a total.
        rank -= 1.5 * Math.Min(2, sheets.Numbers(line).Count(n => !n.Percent && n.Reading.Possible && !n.Span.Overlaps(standing.First)));
        return rank;
    }

    static double Round(double points) => Math.Round(points, 2);
}
