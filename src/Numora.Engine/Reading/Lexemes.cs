using System.Text;
using Numora.Engine.Pages;

namespace Numora.Engine.Reading;

/// <summary>A run of digits, a run of letters, or one other character of a line.</summary>
/// <param name="Word">Index of the word in its line.</param>
/// <param name="Glued">Whether it follows the one before without white space.</param>
internal readonly record struct Lexeme(LexemeKind Kind, string Text, int Word, bool Glued)
{
    public bool Is(char c) => Kind is LexemeKind.Other && Text[0] == c;

    /// <summary>The number of a run of up to nine digits; -1 for anything else.</summary>
    public int Number => Kind is LexemeKind.Digits && Text.Length <= 9 ? int.Parse(Text, Invariant) : -1;

    static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;
}

internal enum LexemeKind
{
    Digits,
    Letters,
    Other,
}

internal static class Lexemes
{
    public static List<Lexeme> Of(Line line)
    {
        var lexemes = new List<Lexeme>();
        for (var i = 0; i < line.Words.Count; i++)
            Add(lexemes, Lookalikes.Mend(line.Words[i]), i);

        return lexemes;
    }

    static void Add(List<Lexeme> lexemes, string text, int word)
    {
        var start = 0;
        while (start < text.Length)
        {
            var kind = KindOf(text[start]);
            var end = start + 1;
            while (kind is not LexemeKind.Other && end < text.Length && KindOf(text[end]) == kind)
                end++;

            lexemes.Add(new(kind, text[start..end], word, Glued: start > 0));
            start = end;
        }
    }

    static LexemeKind KindOf(char c) =>
        char.IsAsciiDigit(c) ? LexemeKind.Digits : char.IsLetter(c) ? LexemeKind.Letters : LexemeKind.Other;
}

/// <summary>Recognised words take O for 0 and 5 for S. Mended only where the rest of the word says what it must be.</summary>
internal static class Lookalikes
{
    /// <summary>The word's text; for a recognised word with its odd letters or digits replaced.</summary>
    public static string Mend(Word word) => word.Confidence >= 1 ? word.Text : Mend(word.Text);

    static string Mend(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        var letters = text.Count(char.IsLetter);
        if (digits == 0 || letters == 0 || digits == letters)
            return text;
        if (digits < letters)
            return digits * 2 < letters ? string.Concat(text.Select(Letter)) : text;

        // Run by run: what is no number in the end was none ("21-Nov-1993", "INV10025").
        var mended = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[start]) && char.IsLetterOrDigit(text[end]))
                end++;
            var run = text[start..end];
            var number = string.Concat(run.Select(Digit));
            mended.Append(number.All(char.IsAsciiDigit) && MonthNames.MonthOf(run) == 0 ? number : run);
            start = end;
        }

        return mended.ToString();
    }

    /// <summary>The same with every letter that is like a digit read as one.</summary>
    public static string AsDigits(string text) => string.Concat(text.Select(Digit));

    static char Digit(char c) => c switch
    {
        'O' or 'o' or 'D' or 'Q' => '0',
        'l' or 'I' or 'i' or '|' => '1',
        'Z' or 'z' => '2',
        'S' or 's' => '5',
        'B' => '8',
        _ => c,
    };

    static char Letter(char c) => c switch
    {
        '0' => 'O',
        '1' => 'I',
        '5' => 'S',
        '8' => 'B',
        _ => c,
    };
}
