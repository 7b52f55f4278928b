using System.Globalization;
using System.Text;
using Numora.Engine.Pages;

namespace Numora.Engine.Contracts;

/// <summary>Characters of the running text, the end not included.</summary>
readonly record struct Span(int Start, int End)
{
    public int Length => End - Start;

    public Span Union(Span other) => new(Math.Min(Start, other.Start), Math.Max(End, other.End));
}

/// <summary>A contract as one running text whose every character still knows its word, page and box.</summary>
sealed class ContractText
{
    /// <summary>About 700,000 characters, 250 pages of dense print; what follows is annexes and is not read.</summary>
    public const int MaxWords = 120_000;

    readonly List<(int Start, Page Page, Word Word)> _words;

    ContractText(string text, List<(int Start, Page Page, Word Word)> words, IReadOnlyList<ContractLine> lines)
    {
        Text = text;
        Folded = Fold(text);
        _words = words;
        Lines = lines;
    }

    /// <summary>The words as printed with one blank between them; lines and pages leave no trace here.</summary>
    public string Text { get; }

    /// <summary>The same characters in the same places: lower case, without accents, quotes and dashes made plain.</summary>
    public string Folded { get; }

    public IReadOnlyList<ContractLine> Lines { get; }

    public static ContractText Of(IReadOnlyList<Page> pages)
    {
        var text = new StringBuilder();
        var words = new List<(int, Page, Word)>();
        var lines = new List<ContractLine>();
        foreach (var line in RunningHeads.Without(PrintedLine.Of(pages, MaxWords)))
        {
            var start = text.Length;
            foreach (var word in line.Words)
            {
                words.Add((text.Length, line.Page, word));
                text.Append(word.Text).Append(' ');
            }

            lines.Add(new ContractLine(new(start, text.Length - 1), line));
        }

        return new ContractText(text.ToString(), words, lines);
    }

    public string this[Span span] => Text[span.Start..span.End];

    /// <summary>The folded text before a place, at most <paramref name="length"/> characters.</summary>
    public ReadOnlySpan<char> Before(int at, int length) =>
        Folded.AsSpan(Math.Max(0, at - length), at - Math.Max(0, at - length));

    /// <summary>The folded text from a place on, at most <paramref name="length"/> characters.</summary>
    public ReadOnlySpan<char> After(int at, int length) => Folded.AsSpan(at, Math.Min(length, Folded.Length - at));

    /// <summary>The page on which the span begins, and the box around its words there.</summary>
    public (Page Page, FractionBox Box) Place(Span span)
    {
        var at = WordAt(span.Start);
        var (_, page, word) = _words[at];
        var box = word.Box;
        while (++at < _words.Count && _words[at].Start < span.End && _words[at].Page.Number == page.Number)
            box = box.Union(_words[at].Word.Box);
        return (page, page.Fraction(box));
    }

    /// <summary>The line in which a place lies.</summary>
    public int LineAt(int at)
    {
        var (low, high) = (0, Lines.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Lines[middle].Span.Start <= at ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    int WordAt(int at)
    {
        var (low, high) = (0, _words.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _words[middle].Start <= at ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Lower case, without accents; one character stays one character, so that places remain places.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < folded.Length; i++)
            folded[i] = text[i] < 0x80 && text[i] != '_' ? char.ToLowerInvariant(text[i]) : FoldRare(text[i]);
    });

    static char FoldRare(char c)
    {
        switch (c)
        {
            case '“' or '”' or '„' or '‟' or '«' or '»' or '″':
                return '"';
            case '‘' or '’' or '‚' or '′' or '`' or '´':
                return '\'';
            case '\u037E': // the Greek question mark: text layers write it for a semicolon
                return ';';
            case '–' or '—' or '‐' or '‑' or '−' or '\u00AD':
                return '-';
            case '_' or '\u00A0' or '\u202F':
                return ' ';
            case 'ß':
                return 's';
            case 'ł' or 'Ł':
                return 'l';
            case 'ø' or 'Ø':
                return 'o';
            case < '\u00C0' or (> '\u024F' and < '\u1E00') or > '\u1EFF':
                return char.ToLowerInvariant(c);
        }

        var plain = c.ToString().Normalize(NormalizationForm.FormD)[0];
        return CharUnicodeInfo.GetUnicodeCategory(plain) is UnicodeCategory.NonSpacingMark
            ? c
            : char.ToLowerInvariant(plain);
    }
}

/// <summary>A line of the running text and how it stands on its page.</summary>
sealed record ContractLine(Span Span, PrintedLine Print);
