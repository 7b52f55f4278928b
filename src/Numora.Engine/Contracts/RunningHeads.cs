namespace Numora.Engine.Contracts;

/// <summary>
/// Page numbers and lines that come again at the top or bottom of pages. They tear sentences apart, so they leave the
/// text; the first print of each stays, since a title is often the running head as well.
/// </summary>
static class RunningHeads
{
    /// <summary>How many lines at either edge of a page may be its head or foot.</summary>
    const int EdgeLines = 3;

    /// <summary>On so many pages a line must come to be a running head.</summary>
    const int MinPages = 3;

    public static IEnumerable<PrintedLine> Without(List<PrintedLine> lines)
    {
        var edges = Edges(lines);
        var pagesWith = edges.GroupBy(Key).Where(g => g.Key.Length > 0)
            .ToDictionary(g => g.Key, g => g.Select(l => l.Page.Number).Distinct().Count());
        var seen = new HashSet<string>();
        foreach (var line in lines)
        {
            if (edges.Contains(line))
            {
                var key = Key(line);
                if (key is "" or "page" or "pageof" or "seite" or "seitevon")
                    continue;
                if (pagesWith[key] >= MinPages && !seen.Add(key))
                    continue;
            }

            yield return line;
        }
    }

    static HashSet<PrintedLine> Edges(List<PrintedLine> lines)
    {
        var edges = new HashSet<PrintedLine>();
        foreach (var page in lines.GroupBy(l => l.Page.Number))
        {
            var ofPage = page.ToList();
            edges.UnionWith(ofPage.Take(EdgeLines));
            edges.UnionWith(ofPage.TakeLast(EdgeLines));
        }

        return edges;
    }

    /// <summary>The letters alone: page numbers differ from page to page.</summary>
    static string Key(PrintedLine line) =>
        string.Concat(line.Words.SelectMany(w => w.Text).Where(char.IsLetter).Take(80)).ToLowerInvariant();
}
