using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Items;

/// <summary>One column of a table of goods.</summary>
/// <param name="Role">What its head says; null where the head says nothing known.</param>
internal sealed record ItemColumn(Role? Role, double X0, double X1)
{
    public double Centre => (X0 + X1) / 2;
}

/// <summary>The columns of a table and where one ends and the next begins.</summary>
internal sealed class ItemColumns
{
    readonly double[] _bounds;

    ItemColumns(IReadOnlyList<ItemColumn> columns, double[] bounds, int lastHeaderLine) =>
        (Columns, _bounds, LastHeaderLine) = (columns, bounds, lastHeaderLine);

    /// <summary>From left to right.</summary>
    public IReadOnlyList<ItemColumn> Columns { get; }

    public int LastHeaderLine { get; }

    public bool Has(Role role) => Columns.Any(c => c.Role == role);

    /// <summary>The column that a place on the page lies in.</summary>
    public Role? RoleAt(double x)
    {
        var at = 0;
        while (at < _bounds.Length && x > _bounds[at])
            at++;
        return Columns[at].Role;
    }

    /// <summary>Two tables are one when most of their columns are the same.</summary>
    public bool IsLike(ItemColumns other)
    {
        var mine = Columns.Select(c => c.Role).ToHashSet();
        var shared = other.Columns.Count(c => mine.Contains(c.Role));
        return shared * 10 >= 7 * Math.Max(Columns.Count, other.Columns.Count);
    }

    /// <summary>Null where the head names no column of amounts.</summary>
    public static ItemColumns? Of(DocumentText text, int headerLine)
    {
        var head = new ItemHead(text, headerLine);
        var columns = ColumnRoles.Of(head.Cells);
        if (!columns.Any(c => c.Role is Role.ColumnAmount))
            return null;

        return new(columns, Bounds(text, head, columns), head.LastLine);
    }

    /// <summary>Lines under the head whose words show where the columns are.</summary>
    const int SampledLines = 60;

    /// <summary>Between the middles of two heads: where the fewest words stand; of several such places the widest.</summary>
    static double[] Bounds(DocumentText text, ItemHead head, IReadOnlyList<ItemColumn> columns)
    {
        var page = text.Lines[head.LastLine].Line.Page;
        var cover = new int[(int)Math.Clamp(page.Width, 1, 5000) + 2];
        foreach (var column in columns)
            Cover(cover, column.X0, column.X1, HeadWeight);
        foreach (var content in text.Lines.Skip(head.LastLine + 1).TakeWhile(l => l.Line.Page == page).Take(SampledLines))
        {
            if (TotalsLines.Is(content))
                break;
            var weight = content.Numbers.Count >= 2 ? RowWeight : 1;
            foreach (var word in content.Line.Words)
                Cover(cover, word.Box.X0, word.Box.X1, weight);
        }

        return [.. columns.Zip(columns.Skip(1), (left, right) => Valley(cover, left, right))];
    }

    /// <summary>Lines with several numbers outweigh heads, and these remarks that run across the columns.</summary>
    const int HeadWeight = 2;
    const int RowWeight = 6;

    static void Cover(int[] cover, double from, double to, int weight)
    {
        for (var x = Math.Max(0, (int)from); x <= Math.Min(cover.Length - 1, (int)to); x++)
            cover[x] += weight;
    }

    static double Valley(int[] cover, ItemColumn left, ItemColumn right)
    {
        var from = Math.Clamp((int)left.Centre, 0, cover.Length - 1);
        var to = Math.Clamp((int)right.Centre, from, cover.Length - 1);
        var least = cover.AsSpan(from..(to + 1)).ToArray().Min();
        var (best, length, start) = (0, 0, from);
        for (var x = from; x <= to + 1; x++)
        {
            if (x <= to && cover[x] == least)
                continue;
            if (x - start > length)
                (best, length) = ((start + x - 1) / 2, x - start);
            start = x + 1;
        }

        return length == 0 ? (left.X1 + right.X0) / 2 : best + 0.5;
    }
}
