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

    /// <summary>So many letters tell two lines apart.</summary>
    const int MaxKey = 60;

    public static IEnumerable<PrintedLine> Without(List<PrintedLine> lines)
    {
        var edges = Edges(lines);
        var pagesWith = edges.Values.GroupBy(edge => edge).ToDictionary(g => g.Key, g => g.Count());
        var seen = new HashSet<string>();
        foreach (var line in lines)
        {
            if (!edges.TryGetValue(line, out var key))
                yield return line;
            else if (key is not ("" or "page" or "pageof" or "seite" or "seitevon")
                && (pagesWith[key] < MinPages || seen.Add(key)))
                yield return line;
        }
    }

    /// <summary>The first and last lines of each page, with what is alike in running heads.</summary>
    static Dictionary<PrintedLine, string> Edges(List<PrintedLine> lines)
    {
        var edges = new Dictionary<PrintedLine, string>();
        for (var start = 0; start < lines.Count;)
        {
            var end = start;
            while (end < lines.Count && ReferenceEquals(lines[end].Page, lines[start].Page))
                end++;
            for (var i = start; i < end; i++)
            {
                if (i < start + EdgeLines || i >= end - EdgeLines)
                    edges[lines[i]] = Key(lines[i]);
            }

            start = end;
        }

        return edges;
    }

    /// <summary>The letters alone: page numbers differ from page to page.</summary>
    static string Key(PrintedLine line)
    {
        Span<char> key = stackalloc char[MaxKey];
        var length = 0;
        foreach (var word in line.Words)
        {
            foreach (var c in word.Text)
            {
                if (length < MaxKey && char.IsLetter(c))
                    key[length++] = char.ToLowerInvariant(c);
            }
        }

        return new string(key[..length]);
    }
}
