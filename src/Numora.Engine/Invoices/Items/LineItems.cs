using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Items;

/// <summary>The line items of a document: of its tables the one that reads best.</summary>
internal static class LineItems
{
    /// <summary>A head this close under another is part of it.</summary>
    const int HeadLines = 4;

    /// <param name="totals">What the amounts may add up to.</param>
    public static IReadOnlyList<ExtractedLine> Read(
        DocumentText text, TableHeaders headers, IReadOnlyCollection<decimal> totals)
    {
        var rows = InTables(text, headers);
        return [.. (rows.Count > 0 ? rows : ItemList.Read(text, totals)).Select(r => r.ToLine())];
    }

    static List<ItemRow> InTables(DocumentText text, TableHeaders headers)
    {
        var tables = new List<(ItemColumns Columns, ItemTable Table)>();
        var heads = headers.Lines.Order().ToList();
        for (var i = 0; i < heads.Count; i++)
        {
            if (i > 0 && heads[i] - heads[i - 1] < HeadLines && text.Lines[heads[i]].Line.Page == text.Lines[heads[i - 1]].Line.Page)
                continue;
            if (ItemColumns.Of(text, heads[i]) is not { } columns)
                continue;

            var end = i + 1 < heads.Count ? heads[i + 1] : text.Lines.Count;
            var table = new ItemTable(text, columns);
            table.Read(columns.LastHeaderLine + 1, end);
            tables.Add((columns, table));
        }

        return Best(tables);
    }

    /// <summary>Tables with the same head are one that goes on; of different ones the rows that add up count most.</summary>
    static List<ItemRow> Best(List<(ItemColumns Columns, ItemTable Table)> tables)
    {
        List<ItemRow> best = [];
        var most = 0.0;
        foreach (var (columns, _) in tables)
        {
            var rows = tables.Where(t => t.Columns.IsLike(columns)).SelectMany(t => t.Table.Rows).Take(ItemTable.MostRows).ToList();
            var score = rows.Sum(r => r.Multiplies is true ? 2.0 : 1.0);
            if (score > most)
                (best, most) = (rows, score);
        }

        return best;
    }
}
