using System.Text;
using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>Places the text of a form field in its rectangle, about where a viewer draws it.</summary>
static class FormValue
{
    /// <summary>The size that viewers choose where a field leaves it open, bounded by the field's height.</summary>
    const double UsualFontSize = 12;

    const double FontSizeOfHeight = 0.8;
    const double WidthOfCharacterEms = 0.5;
    const double LineHeightEms = 1.15;

    /// <param name="fontSize">In points; 0 where the field leaves it open.</param>
    /// <param name="printed">The words of the page; a value that stands among them at that place is not repeated.</param>
    public static IEnumerable<Word> Words(string value, Box field, double fontSize, IReadOnlyList<Word> printed)
    {
        if (field.Width <= 0 || field.Height <= 0 || IsPrinted(value, field, printed))
            yield break;
        var size = fontSize is > 0 and < 200 ? fontSize : Math.Min(UsualFontSize, field.Height * FontSizeOfHeight);
        var lines = value.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var top = lines.Length == 1 ? field.CentreY - size * LineHeightEms / 2 : field.Y0;
        foreach (var line in lines)
        {
            foreach (var (text, start) in Tokens(line))
                yield return new(text, Place(field, size, top, start, text.Length, line.Length), size);
            top += size * LineHeightEms;
        }
    }

    static Box Place(Box field, double size, double top, int start, int length, int lineLength)
    {
        var width = Math.Min(size * WidthOfCharacterEms, field.Width / Math.Max(lineLength, 1));
        var left = field.X0 + start * width;
        var upper = Math.Clamp(top, field.Y0, field.Y1 - Math.Min(size, field.Height));
        return new(left, upper, left + length * width, Math.Min(upper + size * LineHeightEms, field.Y1));
    }

    static IEnumerable<(string Text, int Start)> Tokens(string line)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            var kind = Characters.KindOf((uint)rune.Value);
            if (kind == CharacterKind.Readable && text.Length < WordBuilder.MaxWordCharacters)
                text.Append(Characters.TextOf((uint)rune.Value));
            else if (kind == CharacterKind.Space && text.Length > 0)
            {
                yield return (text.ToString(), at - text.Length);
                text.Clear();
            }

            at += rune.Utf16SequenceLength;
        }

        if (text.Length > 0)
            yield return (text.ToString(), Math.Max(0, at - text.Length));
    }

    static bool IsPrinted(string value, Box field, IReadOnlyList<Word> printed)
    {
        var inside = string.Concat(printed
            .Where(w => w.Box.CentreX >= field.X0 && w.Box.CentreX <= field.X1
                && w.Box.CentreY >= field.Y0 && w.Box.CentreY <= field.Y1)
            .Select(w => w.Text));
        return inside.Length > 0 && Letters(inside).Contains(Letters(value), StringComparison.Ordinal);
    }

    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
