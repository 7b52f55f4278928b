using System.Globalization;
using System.Text;

namespace Numora.Engine.EInvoice;

/// <summary>Text of a document made safe to show: one line, no control characters, of limited length.</summary>
static class PlainText
{
    /// <param name="max">In UTF-16 units; a character of two is not cut in half.</param>
    public static string Of(string raw, int max)
    {
        var text = new StringBuilder(Math.Min(raw.Length, max));
        var blank = false;

        foreach (var c in raw)
        {
            if (char.IsWhiteSpace(c))
            {
                blank = text.Length > 0; // several become one, none at either end
                continue;
            }

            if (IsUnprintable(c))
                continue;

            if (blank)
                text.Append(' ');
            blank = false;
            text.Append(c);

            if (text.Length > max)
                break;
        }

        if (text.Length > max)
            text.Length = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;

        return text.ToString().TrimEnd();
    }

    /// <summary>Controls, and the marks that turn the direction of what follows (they can disguise a number).</summary>
    static bool IsUnprintable(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\uFEFF';
}
