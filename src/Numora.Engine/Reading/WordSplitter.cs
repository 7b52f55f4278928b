using Numora.Engine.Pages;

namespace Numora.Engine.Reading;

/// <summary>Cuts a label from the value that is printed against it: <c>IBAN:DE89…</c>, <c>Invoice#42</c>.</summary>
internal static class WordSplitter
{
    /// <summary>Longer words are no label with a value; they stay as they are.</summary>
    const int LongestWord = 200;

    public static IEnumerable<Word> Split(Word word)
    {
        if (word.Text.Length > LongestWord)
            return [word];

        var cut = CutOf(word.Text);
        return cut < 0 ? [word] : Parts(word, cut);
    }

    static IEnumerable<Word> Parts(Word word, int cut)
    {
        var rest = word;
        while (cut > 0)
        {
            var (left, right) = Cut(rest, cut);
            yield return left;
            rest = right;
            cut = CutOf(rest.Text);
        }

        yield return rest;
    }

    static (Word Left, Word Right) Cut(Word word, int at)
    {
        var x = word.Box.X0 + (word.Box.Width * at / word.Text.Length);
        return (word with { Text = word.Text[..at], Box = word.Box with { X1 = x } },
            word with { Text = word.Text[at..], Box = word.Box with { X0 = x } });
    }

    /// <summary>Where the value begins; -1 where there is nothing to cut.</summary>
    static int CutOf(string text)
    {
        for (var i = 0; i < text.Length - 1; i++)
        {
            var cuts = text[i] switch
            {
                ':' => IsLabelColon(text, i),
                '#' => char.IsLetterOrDigit(text[i + 1]) && (i == 0 || char.IsLetter(text[i - 1])),
                '.' => IsLabelFullStop(text, i),
                _ => false,
            };
            if (cuts)
                return i + 1;
        }

        return -1;
    }

    /// <summary>Not the colon of a time or of an address on the web.</summary>
    static bool IsLabelColon(string text, int at) =>
        text[at + 1] != '/' && at > 0 && !(char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]));

    /// <summary><c>USt-IdNr.DE123456789</c>: letters, a full stop, then a country code and a digit.</summary>
    static bool IsLabelFullStop(string text, int at) =>
        at >= 2 && at + 3 < text.Length && char.IsLetter(text[at - 1]) && char.IsLetter(text[at - 2])
        && char.IsAsciiLetterUpper(text[at + 1]) && char.IsAsciiLetterUpper(text[at + 2]) && char.IsAsciiDigit(text[at + 3]);
}
