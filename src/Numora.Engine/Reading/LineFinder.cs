using Numora.Engine.Pages;

namespace Numora.Engine.Reading;

/// <summary>Puts the words of pages, which come in any order, into lines from top to bottom.</summary>
internal static class LineFinder
{
    /// <summary>A word is compared with this many of the lines begun last: enough for columns that are out of step.</summary>
    const int OpenLines = 8;

    /// <summary>Words of one line; more are several lines, so that no step pays the square of a hostile line's length.</summary>
    const int LongestLine = 200;

    public static IReadOnlyList<Line> Lines(IReadOnlyList<Page> pages)
    {
        var lines = new List<Line>();
        foreach (var page in pages)
        {
            foreach (var words in Rows(page).SelectMany(r => r.Chunk(LongestLine)))
                lines.Add(new(lines.Count, page, words));
        }

        return lines;
    }

    static IEnumerable<Word[]> Rows(Page page)
    {
        var rows = new List<Row>();
        foreach (var word in page.Words.SelectMany(WordSplitter.Split).OrderBy(w => w.Box.CentreY))
        {
            var row = Nearest(rows, word);
            if (row is null)
                rows.Add(row = new());
            row.Add(word);
        }

        return rows.OrderBy(r => r.Centre)
            .Select(r => r.Words.OrderBy(w => w.Box.X0).ToArray());
    }

    static Row? Nearest(List<Row> rows, Word word)
    {
        Row? nearest = null;
        for (var i = rows.Count - 1; i >= Math.Max(0, rows.Count - OpenLines); i--)
        {
            if (rows[i].Takes(word) && (nearest is null || rows[i].Distance(word) < nearest.Distance(word)))
                nearest = rows[i];
        }

        return nearest;
    }

    sealed class Row
    {
        double _centres;
        double _heights;

        public List<Word> Words { get; } = [];

        public double Centre => _centres / Words.Count;

        double Height => _heights / Words.Count;

        public double Distance(Word word) => Math.Abs(word.Box.CentreY - Centre);

        /// <summary>
        /// Of equally high words at least half must overlap; a tall word does not bind two small lines together.
        /// </summary>
        public bool Takes(Word word) => Distance(word) <= Math.Min(Height, word.Box.Height) / 2;

        public void Add(Word word)
        {
            Words.Add(word);
            _centres += word.Box.CentreY;
            _heights += word.Box.Height;
        }
    }
}
