using Numora.Engine.Pages;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Reading;

/// <summary>How a value lies to its label.</summary>
internal enum Relation
{
    Right,
    Below,

    /// <summary>The label ends its line, the value begins the next.</summary>
    Wrapped,
}

/// <summary>A value that a label may announce.</summary>
/// <param name="Score">0 to 1: weight of the phrase times how well the places fit.</param>
internal readonly record struct Anchored<T>(T Value, Label Label, Relation Relation, double Score);

/// <summary>Finds the values of one kind that a label announces: to its right, below it, or in the next line.</summary>
internal sealed class Anchors<T>(DocumentText text, Func<LineContent, IReadOnlyList<T>> valuesOf, Func<T, TextSpan> spanOf)
{
    /// <summary>Values of one row that a label is compared with.</summary>
    const int MostInRow = 6;

    /// <summary>Lines below a label that are looked at, and how far down, in heights of the label.</summary>
    const int MostLinesBelow = 6;
    const double FarthestBelow = 5;

    /// <summary>Words between label and value, punctuation and numbers included.</summary>
    const int MostBetween = 24;

    const double BelowScore = 0.86;
    const double WrappedScore = 0.62;

    /// <summary>Off for each word that stands between label and value and is neither label, number nor currency.</summary>
    const double PerWordBetween = 0.14;
    const double PerValueBetween = 0.12;
    const double PerLineBetween = 0.1;

    /// <summary>A value in the same row makes one below unlikely.</summary>
    const double BelowDespiteRight = 0.45;

    public IEnumerable<Anchored<T>> For(Label label)
    {
        var right = Right(label).ToList();
        if (right.Count == 0)
            right = [.. Beside(label)];
        foreach (var value in right)
            yield return value;

        var beside = right.Count > 0 && right[0].Score >= label.Weight * 0.6;
        foreach (var value in Below(label))
            yield return beside ? value with { Score = value.Score * BelowDespiteRight } : value;
        if (right.Count == 0 && Wrapped(label) is { } wrapped)
            yield return wrapped;
    }

    IEnumerable<Anchored<T>> Right(Label label)
    {
        var content = text.Of(label.Span);
        var seen = 0;
        foreach (var value in valuesOf(content))
        {
            var span = spanOf(value);
            if (span.First <= label.Span.Last)
                continue;
            if (++seen > MostInRow)
                yield break;

            var words = WordsBetween(content, label, span);
            var score = 1 - (words * PerWordBetween) - ((seen - 1) * PerValueBetween);
            if (words < 0 || score <= 0.2)
                yield break; // another label stands between, and so it does for what follows
            yield return new(value, label, Relation.Right, label.Weight * score);
        }
    }

    /// <summary>Values of a line that is a little higher or lower than the label's, right of it.</summary>
    IEnumerable<Anchored<T>> Beside(Label label)
    {
        var box = label.Span.Box;
        foreach (var step in (int[])[-1, 1])
        {
            var number = label.Span.Line.Number + step;
            if (number < 0 || number >= text.Lines.Count)
                continue;
            var content = text.Lines[number];
            if (content.Line.Page != label.Span.Line.Page)
                continue;
            foreach (var value in valuesOf(content))
            {
                var other = spanOf(value).Box;
                var overlap = Math.Min(box.Y1, other.Y1) - Math.Max(box.Y0, other.Y0);
                if (other.X0 < box.X1 || overlap < LeastOverlap * Math.Min(box.Height, other.Height))
                    continue;
                if (!IsLabelled(content, spanOf(value), box.X1))
                    yield return new(value, label, Relation.Right, label.Weight * BesideScore);
                break;
            }
        }
    }

    /// <summary>In that line a label of its own stands before the value.</summary>
    static bool IsLabelled(LineContent content, TextSpan value, double from) =>
        content.Labels.Any(l => l.Weight >= 0.5 && l.Span.Last < value.First && l.Span.Box.X1 > from);

    const double LeastOverlap = 0.25;
    const double BesideScore = 0.8;

    /// <summary>-1 where another label with a claim of its own stands between.</summary>
    static int WordsBetween(LineContent content, Label label, TextSpan value)
    {
        if (value.First - label.Span.Last > MostBetween)
            return -1;

        var words = 0;
        for (var i = label.Span.Last + 1; i < value.First; i++)
        {
            var other = content.LabelAt(i);
            if (other is not null && other.Role is not (Role.Number or Role.Currency or Role.Country or Role.Title) && !IsColumn(other))
            {
                if (other.Weight >= 0.5)
                    return -1;
                words++;
            }
            else if ((other is null || IsColumn(other)) && content.Line.Folded[i].Length > 0 && !IsNumber(content, i)
                && !Currencies.IsMark(content.Line.Words[i].Text))
            {
                words++;
            }
        }

        return words;
    }

    /// <summary>Outside a table's head the name of a column is a word like any other.</summary>
    static bool IsColumn(Label label) => label.Role is >= Role.ColumnPosition and <= Role.ColumnDate;

    static bool IsNumber(LineContent content, int word) =>
        content.Numbers.Any(n => n.Span.First <= word && word <= n.Span.Last);

    IEnumerable<Anchored<T>> Below(Label label)
    {
        var box = label.Span.Box;
        var floor = box.Y1 + (FarthestBelow * box.Height);
        for (var n = 1; n <= MostLinesBelow && label.Span.Line.Number + n < text.Lines.Count; n++)
        {
            var content = text.Lines[label.Span.Line.Number + n];
            if (content.Line.Page != label.Span.Line.Page || content.Line.Box.Y0 > floor)
                yield break;

            var blocked = false;
            foreach (var segment in content.Line.Segments)
            {
                if (segment.Box.X0 >= box.X1 || segment.Box.X1 <= box.X0)
                    continue;
                blocked = true;
                foreach (var value in valuesOf(content))
                {
                    var span = spanOf(value);
                    if (span.First < segment.First || span.Last > segment.Last || !IsUnder(box, span.Box))
                        continue;

                    var score = BelowScore - ((n - 1) * PerLineBetween) - (WordsBefore(content, segment, span) * PerWordBetween);
                    if (score > 0.2)
                        yield return new(value, label, Relation.Below, label.Weight * score);
                }
            }

            if (blocked)
                yield break;
        }
    }

    /// <summary>Overlaps the label's width, or begins or ends where it does.</summary>
    static bool IsUnder(Box label, Box value) => value.X0 < label.X1 && value.X1 > label.X0;

    /// <summary>Counts no further than makes the score hopeless.</summary>
    static int WordsBefore(LineContent content, TextSpan segment, TextSpan value)
    {
        var words = 0;
        for (var i = segment.First; i < value.First && words < MostBetween; i++)
            words += content.Line.Folded[i].Length > 0 && !Currencies.IsMark(content.Line.Words[i].Text) ? 1 : 0;
        return words;
    }

    Anchored<T>? Wrapped(Label label)
    {
        var line = label.Span.Line;
        if (label.Span.Last < line.Words.Count - 1 - TrailingMarks(line) || line.Number + 1 >= text.Lines.Count)
            return null;

        var next = text.Lines[line.Number + 1];
        if (next.Line.Page != line.Page || next.Line.Box.Y0 - line.Box.Y1 > line.Box.Height)
            return null;

        foreach (var value in valuesOf(next))
        {
            if (spanOf(value).First == 0)
                return new(value, label, Relation.Wrapped, label.Weight * WrappedScore);
        }

        return null;
    }

    static int TrailingMarks(Line line)
    {
        var marks = 0;
        while (marks < line.Words.Count && line.Folded[^(marks + 1)].Length == 0)
            marks++;
        return marks;
    }
}
