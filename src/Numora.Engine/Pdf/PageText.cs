using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>Reads the characters of one page into words.</summary>
unsafe ref struct PageText
{
    /// <summary>A densely set A3 page has about 20,000.</summary>
    public const int MaxCharacters = 250_000;

    /// <summary>Of the words of a text layer that somebody's recognition has put under a scan.</summary>
    const double ConfidenceOfInvisibleText = 0.9;

    const int RenderModeInvisible = 3;
    const int BoldWeight = 600;
    const int MaxFontNameBytes = 256;

    readonly nint _text;
    readonly PageGeometry _geometry;
    readonly WordBuilder _words;
    double _fontSize = 1;

    PageText(nint text, PageGeometry geometry)
    {
        (_text, _geometry) = (text, geometry);
        _words = new(geometry);
    }

    /// <summary>Every visible word, at most <see cref="WordBuilder.MaxWords"/>, and how many characters had no meaning.</summary>
    public static (List<Word> Words, int Unreadable) Read(nint page, PageGeometry geometry)
    {
        var text = Pdfium.FPDFText_LoadPage(page);
        if (text == 0)
            return ([], 0);
        try
        {
            return new PageText(text, geometry).Read();
        }
        finally
        {
            Pdfium.FPDFText_ClosePage(text);
        }
    }

    (List<Word> Words, int Unreadable) Read()
    {
        var count = Math.Min(Pdfium.FPDFText_CountChars(_text), MaxCharacters);
        var unreadable = 0;
        for (var at = 0; at < count && !_words.IsFull; at++)
        {
            var (code, next) = CodePoint(at, count);
            switch (Characters.KindOf(code))
            {
                case CharacterKind.Space:
                    _words.End();
                    break;
                case CharacterKind.Unreadable:
                    unreadable++;
                    break;
                case CharacterKind.Readable:
                    Add(code, at);
                    break;
            }

            at = next;
        }

        _words.End();
        return (_words.Words, unreadable);
    }

    /// <summary>PDFium gives what lies beyond the basic plane as two surrogates: they are one character here.</summary>
    readonly (uint Code, int Last) CodePoint(int at, int count)
    {
        var code = Pdfium.FPDFText_GetUnicode(_text, at);
        if (code is < 0xD800 or > 0xDBFF || at + 1 >= count)
            return (code, at);
        var low = Pdfium.FPDFText_GetUnicode(_text, at + 1);
        return low is >= 0xDC00 and <= 0xDFFF
            ? (0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), at + 1)
            : (code, at);
    }

    void Add(uint code, int at)
    {
        if (Pdfium.FPDFText_GetLooseCharBox(_text, at, out var raw) == 0)
            return;
        var box = _geometry.Displayed(raw);
        if (code == Characters.SoftHyphen && box.Width <= 0)
            return; // a hint where a word may be broken; with a width it is a printed hyphen
        if (!_words.Continues(box, _fontSize))
        {
            _words.End();
            _fontSize = FontSize(at);
            _words.Start(_fontSize, IsBold(at), Confidence(at));
        }

        _words.Add(code, box);
    }

    /// <summary>PDFium tells the size without the text matrix, which many producers use for scaling.</summary>
    readonly double FontSize(int at)
    {
        var size = Math.Abs(Pdfium.FPDFText_GetFontSize(_text, at));
        if (Pdfium.FPDFText_GetMatrix(_text, at, out var matrix) != 0)
            size *= Math.Sqrt((double)matrix.C * matrix.C + (double)matrix.D * matrix.D);
        return double.IsFinite(size) ? Math.Round(size, 2) : 0;
    }

    readonly double Confidence(int at) =>
        Pdfium.FPDFText_GetTextRenderMode(_text, at) == RenderModeInvisible ? ConfidenceOfInvisibleText : 1;

    readonly bool IsBold(int at)
    {
        if (Pdfium.FPDFText_GetFontWeight(_text, at) >= BoldWeight)
            return true;
        var name = stackalloc byte[MaxFontNameBytes];
        var length = Pdfium.FPDFText_GetFontInfo(_text, at, name, MaxFontNameBytes, null);
        return length is > 0 and <= MaxFontNameBytes && Characters.NamesBoldFont(new ReadOnlySpan<byte>(name, (int)length));
    }
}
