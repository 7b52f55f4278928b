using Numora.Engine.Pages;

namespace Numora.Engine.Contracts;

/// <summary>Words of one page that stand side by side.</summary>
sealed class PrintedLine
{
    /// <summary>Of the lower of two boxes: words that overlap by less do not stand side by side.</summary>
    const double MinOverlap = 0.5;

    /// <summary>As a share of the page's width: how far a centred line's middle may be off.</summary>
    const double CentreTolerance = 0.04;

    PrintedLine(Page page, List<Word> words)
    {
        (Page, Words, Box) = (page, words, words[0].Box);
        var bold = 0;
        foreach (var word in words)
        {
            Box = Box.Union(word.Box);
            FontSize = Math.Max(FontSize, word.FontSize);
            bold += word.Bold ? 1 : -1;
        }

        Bold = bold > 0;
    }

    public Page Page { get; }

    public IReadOnlyList<Word> Words { get; }

    public Box Box { get; }

    public double FontSize { get; }

    /// <summary>Whether most of its words are.</summary>
    public bool Bold { get; }

    /// <summary>A short line with as much room on its left as on its right.</summary>
    public bool Centred => Box.Width < 0.8 * Page.Width
        && Box.X0 > 0.12 * Page.Width
        && Math.Abs(Box.CentreX - (Page.Width / 2)) < CentreTolerance * Page.Width;

    /// <summary>The lines of all pages in the order of the file.</summary>
    public static List<PrintedLine> Of(IReadOnlyList<Page> pages, int maxWords)
    {
        var lines = new List<PrintedLine>();
        var left = maxWords;
        foreach (var page in pages)
        {
            List<Word>? line = null;
            for (var i = 0; i < page.Words.Count && left > 0; i++, left--)
            {
                var word = page.Words[i];
                if (line is null || !Continues(line, word))
                    Close(lines, page, ref line);
                (line ??= []).Add(word);
            }

            Close(lines, page, ref line);
        }

        return lines;
    }

    static bool Continues(List<Word> line, Word word)
    {
        var last = line[^1].Box;
        var overlap = Math.Min(last.Y1, word.Box.Y1) - Math.Max(last.Y0, word.Box.Y0);
        return overlap > MinOverlap * Math.Min(last.Height, word.Box.Height) && word.Box.X1 > last.X0;
    }

    static void Close(List<PrintedLine> lines, Page page, ref List<Word>? line)
    {
        if (line is not null)
            lines.Add(new PrintedLine(page, line));
        line = null;
    }
}
