using Numora.Engine.Files;
using Numora.Engine.Images;
using Numora.Engine.Pages;
using Numora.Engine.Recognition;

namespace Numora.Engine.Pdf;

/// <summary>Reads the pages of a PDF one by one: from their text, or by recognition where there is none to be trusted.</summary>
sealed class PdfPages(PdfDocument pdf, ReadingProgress progress)
{
    /// <summary>In one document; the words of further pages are left out, and a warning says so.</summary>
    const int MaxWords = 300_000;

    readonly DocumentRecognition _recognition = new(progress);
    readonly List<Page> _pages = [];
    /// <summary>The recognised pages as displayed, with nothing but the words whose text is known.</summary>
    readonly Dictionary<int, Page> _trusted = [];

    readonly List<int> _broken = [];
    readonly List<int> _textless = [];
    readonly List<int> _left = [];
    bool _hasText;
    int _words;

    public IReadOnlyList<Page> Pages => _pages;

    public void Read(int number)
    {
        if (_words > MaxWords)
        {
            _left.Add(number);
            return;
        }

        var page = pdf.ReadPage(number) switch
        {
            null => Broken(number),
            { Layer: TextLayer.Picture } read => Recognised(read, read.Page.Words),
            { Layer: TextLayer.Garbage } read => Recognised(read, read.FormValues),
            { Layer: TextLayer.Blank } read => read.Page,
            var read => WithText(read.Page),
        };
        _words += page.Words.Count;
        _pages.Add(page);
    }

    /// <summary>A recognised page in the other way; null where no time is left for it.</summary>
    public Page? ReadAgain(Page first)
    {
        var seen = _trusted[first.Number];
        return _recognition.ReadAgain(first, () => Picture(first.Number), (seen.Width, seen.Height)) is { } again
            ? Overlay.Of(again, seen) : null;
    }

    /// <exception cref="UnreadableException">No page has any text.</exception>
    public void RequireText()
    {
        if (_hasText)
            return;
        if (_broken.Count == pdf.PageCount)
            throw new UnreadableException(FailureCode.FileCorrupt,
                "None of the PDF's pages can be read. Export or print it to a new PDF and send that.");
        if (_textless.Count > 0)
            PageRecognition.Require();
        _recognition.RequireSome();
    }

    public IEnumerable<Warning> Warnings()
    {
        if (_broken.Count > 0)
            yield return new("pages_unreadable", $"{PageNumbers.Named(_broken)} could not be read: damaged.", []);
        if (_textless.Count > 0)
            yield return new("pages_without_text",
                $"{PageNumbers.Named(_textless)} could not be read: a picture without text. {TessData.Advice}", []);
        if (_left.Count > 0)
            yield return new("pages_not_read",
                $"{PageNumbers.Named(_left)} could not be read: the pages before hold more than {MaxWords} words.", []);
        foreach (var warning in _recognition.Warnings())
            yield return warning;
    }

    /// <param name="trusted">Words of the file itself: they stand in the picture too, and are better than recognised ones.</param>
    Page Recognised(PdfPage read, IReadOnlyList<Word> trusted)
    {
        var page = read.Page;
        if (!TessData.CanRecognise)
        {
            _textless.Add(page.Number);
            return page with { Words = trusted };
        }

        var recognised = _recognition.Read(page.Number, () => Picture(page.Number), (page.Width, page.Height));
        if (recognised is null)
            return page with { Words = trusted };
        _hasText = true;
        _trusted[page.Number] = page with { Words = trusted };
        return Overlay.Of(recognised, _trusted[page.Number]);
    }

    Picture Picture(int number) => pdf.PicturePage(number) ?? throw ImageHeader.Corrupt();

    Page WithText(Page page)
    {
        _hasText = true;
        return page;
    }

    Page Broken(int number)
    {
        _broken.Add(number);
        return new(number, 1, 1, []);
    }
}
