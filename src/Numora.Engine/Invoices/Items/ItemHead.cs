using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Items;

/// <summary>One cell of a table's head, with everything it may mean.</summary>
internal sealed record HeadCell(double X0, double X1, IReadOnlyList<Label> Labels)
{
    public double Weight(Role role) => Labels.FirstOrDefault(l => l.Role == role)?.Weight ?? 0;
}

/// <summary>A table's head: one line, or a few where its cells are stacked ("Positions-/betrag").</summary>
internal sealed class ItemHead
{
    const int MostStackedLines = 3;

    /// <summary>Lines of one head are nearer to each other than this, in heights of a line.</summary>
    const double Pitch = 0.9;

    readonly DocumentText _text;
    readonly LineContent _main;

    public ItemHead(DocumentText text, int headerLine)
    {
        (_text, _main) = (text, text.Lines[headerLine]);
        var stacked = Stacked(headerLine).ToList();
        LastLine = Math.Max(headerLine, stacked.Count == 0 ? 0 : stacked.Max(s => s.Line.Number));
        Cells = [.. CellsOfMain(stacked).Concat(Extra(stacked)).OrderBy(c => c.X0)];
    }

    public IReadOnlyList<HeadCell> Cells { get; }

    public int LastLine { get; }

    /// <summary>Each label of the main line, and each of its segments that holds none, with what is stacked on it.</summary>
    IEnumerable<HeadCell> CellsOfMain(List<TextSpan> stacked)
    {
        foreach (var group in _main.Labels.GroupBy(l => l.Span))
        {
            var labels = Stack(group.Key, stacked, atLeast: 2);
            if (labels.Count == 0)
                labels = [.. group.Where(l => TableHeaders.IsColumnRole(l.Role))];
            yield return new(group.Key.Box.X0, group.Key.Box.X1, labels);
        }

        foreach (var segment in _main.Line.Segments)
        {
            if (!_main.Labels.Any(l => l.Span.Overlaps(segment)))
                yield return new(segment.Box.X0, segment.Box.X1, Stack(segment, stacked, atLeast: 1));
        }
    }

    static List<Label> Stack(TextSpan cell, List<TextSpan> stacked, int atLeast) => Longest(
        [.. stacked.Where(s => Overlap(s.Box, cell.Box)).Append(cell).OrderBy(s => s.Line.Number)], cell, atLeast);

    /// <summary>Segments of the neighbouring lines that hold no number and stand close.</summary>
    IEnumerable<TextSpan> Stacked(int headerLine)
    {
        foreach (var step in (int[])[-1, 1])
        {
            var last = _main.Line;
            for (var n = 1; n <= MostStackedLines; n++)
            {
                var at = headerLine + (n * step);
                if (at < 0 || at >= _text.Lines.Count)
                    break;
                var line = _text.Lines[at];
                var gap = step > 0 ? line.Line.Box.Y0 - last.Box.Y1 : last.Box.Y0 - line.Line.Box.Y1;
                if (line.Line.Page != last.Page || gap > Pitch * last.Box.Height || line.Numbers.Count > 0 || line.Dates.Count > 0)
                    break;
                foreach (var segment in line.Line.Segments)
                    yield return segment;
                last = line.Line;
            }
        }
    }

    /// <summary>Stacked cells over or under nothing of the main line, read from top to bottom.</summary>
    List<HeadCell> Extra(List<TextSpan> stacked)
    {
        var free = stacked.Where(s => !_main.Labels.Any(l => Overlap(l.Span.Box, s.Box))
            && !_main.Line.Segments.Any(m => Overlap(m.Box, s.Box))).OrderBy(s => s.Line.Number).ToList();
        var cells = new List<HeadCell>();
        while (free.Count > 0)
        {
            var column = free.Where(s => Overlap(s.Box, free[0].Box)).ToList();
            free.RemoveAll(column.Contains);
            var labels = Longest(column, column[0], atLeast: 1);
            if (labels.Count > 0)
                cells.Add(new(column.Min(s => s.Box.X0), column.Max(s => s.Box.X1), labels));
        }

        return cells;
    }

    /// <summary>The meaning of the most of the stacked words that make a phrase and hold a certain one of them.</summary>
    static List<Label> Longest(List<TextSpan> column, TextSpan holds, int atLeast)
    {
        for (var count = column.Count; count >= atLeast; count--)
        {
            for (var first = 0; first + count <= column.Count; first++)
            {
                var part = column.GetRange(first, count);
                var labels = part.Contains(holds) ? Meanings(part) : [];
                if (labels.Count > 0)
                    return labels;
            }
        }

        return [];
    }

    static List<Label> Meanings(List<TextSpan> stack)
    {
        var phrase = string.Concat(stack.Select(s => TextFold.Squash(s.Text)));
        return [.. Lexicon.Find(phrase).ToArray().Where(m => TableHeaders.IsColumnRole(m.Role))
            .Select(m => new Label(stack[0], m.Role, m.Weight))];
    }

    static bool Overlap(Pages.Box a, Pages.Box b) => a.X0 < b.X1 && b.X0 < a.X1;
}
