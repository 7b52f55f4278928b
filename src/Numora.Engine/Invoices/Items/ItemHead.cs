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
        Cells = [.. CellsOfMain().Concat(Extra(stacked)).OrderBy(c => c.X0)];
    }

    public IReadOnlyList<HeadCell> Cells { get; }

    public int LastLine { get; }

    IEnumerable<HeadCell> CellsOfMain()
    {
        foreach (var group in _main.Labels.GroupBy(l => (l.Span.First, l.Span.Last)))
        {
            var box = group.First().Span.Box;
            var labels = group.Where(l => TableHeaders.IsColumnRole(l.Role)).ToList();
            yield return new(box.X0, box.X1, labels);
        }

        foreach (var segment in _main.Line.Segments)
        {
            if (!_main.Labels.Any(l => l.Span.Overlaps(segment)))
                yield return new(segment.Box.X0, segment.Box.X1, []);
        }
    }

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

    /// <summary>Stacked cells that stand under no label of the main line, read from top to bottom.</summary>
    List<HeadCell> Extra(List<TextSpan> stacked)
    {
        var free = stacked.Concat(Unlabelled()).Where(s => !_main.Labels.Any(l => Overlap(l.Span.Box, s.Box)))
            .OrderBy(s => s.Line.Number).ToList();
        var cells = new List<HeadCell>();
        while (free.Count > 0)
        {
            var column = free.Where(s => Overlap(s.Box, free[0].Box)).ToList();
            free.RemoveAll(column.Contains);
            var labels = Longest(column);
            if (labels.Count > 0)
                cells.Add(new(column.Min(s => s.Box.X0), column.Max(s => s.Box.X1), labels));
        }

        return cells;
    }

    IEnumerable<TextSpan> Unlabelled() => _main.Line.Segments.Where(s => !_main.Labels.Any(l => l.Span.Overlaps(s)));

    /// <summary>The meaning of as many of the stacked words as make a phrase.</summary>
    static List<Label> Longest(List<TextSpan> column)
    {
        for (var count = column.Count; count > 0; count--)
        {
            var phrase = string.Concat(column.Take(count).Select(s => TextFold.Squash(s.Text)));
            var meanings = Lexicon.Find(phrase).ToArray();
            var labels = meanings.Where(m => TableHeaders.IsColumnRole(m.Role)).Select(m => new Label(column[0], m.Role, m.Weight)).ToList();
            if (labels.Count > 0)
                return labels;
        }

        return [];
    }

    static bool Overlap(Pages.Box a, Pages.Box b) => a.X0 < b.X1 && b.X0 < a.X1;
}
