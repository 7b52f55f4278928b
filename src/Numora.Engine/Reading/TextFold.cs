using System.Globalization;
using System.Text;

namespace Numora.Engine.Reading;

/// <summary>Brings spellings of the same words together: case, accents, punctuation and spaces fall away.</summary>
internal static class TextFold
{
    /// <summary>
    /// Lower-case letters and digits only: <c>Rechnungs-Nr.</c> becomes <c>rechnungsnr</c>, <c>N° de TVA</c>
    /// <c>nodetva</c>, <c>#</c> <c>no</c>.
    /// </summary>
    public static string Squash(string text)
    {
        if (IsPlain(text))
            return text;

        var folded = new StringBuilder(text.Length);
        var decomposed = IsAscii(text) ? text : text.Normalize(NormalizationForm.FormKD);
        foreach (var c in decomposed)
            Append(folded, c);

        return folded.ToString();
    }

    /// <summary>Folded words of a text: cut at everything that is neither a letter nor a digit.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || IsMark(text[i]));
            if (inside && start < 0)
                start = i;
            if (inside || start < 0)
                continue;

            words.Add(Squash(text[start..i]));
            start = -1;
        }

        return words;
    }

    static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    static bool IsAscii(string text) => text.All(char.IsAscii);

    static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    static void Append(StringBuilder folded, char c)
    {
        switch (c)
        {
            case 'ß':
                folded.Append("ss");
                break;
            case 'ł' or 'Ł':
                folded.Append('l');
                break;
            case 'ø' or 'Ø':
                folded.Append('o');
                break;
            case 'æ' or 'Æ':
                folded.Append("ae");
                break;
            case 'œ' or 'Œ':
                folded.Append("oe");
                break;
            case 'đ' or 'Đ':
                folded.Append('d');
                break;
            case '#' or '№': // "Invoice #" reads as "invoice no"; NFKD already made "No" of the numero sign
                folded.Append("no");
                break;
            case '°' when folded.Length > 0 && folded[^1] == 'n': // "n° de facture"
                folded.Append('o');
                break;
            default:
                if (char.IsLetterOrDigit(c))
                    folded.Append(char.ToLowerInvariant(c));
                break;
        }
    }
}
