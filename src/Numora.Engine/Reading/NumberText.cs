using System.Globalization;

namespace Numora.Engine.Reading;

/// <summary>Which character stands before the cents.</summary>
internal enum DecimalMark
{
    Point,
    Comma,
}

/// <summary>What digits with separators may mean: 1.234 is a thousand and more, or a little more than one.</summary>
/// <param name="Point">The number if the point is the decimal mark; null where that cannot be.</param>
/// <param name="Comma">The number if the comma is.</param>
internal readonly record struct NumberReading(decimal? Point, decimal? Comma)
{
    public bool Possible => Point is not null || Comma is not null;

    /// <summary>Whether it says by itself which mark the document uses.</summary>
    public DecimalMark? Votes => (Point, Comma) switch
    {
        (not null, null) => DecimalMark.Point,
        (null, not null) => DecimalMark.Comma,
        _ => null,
    };

    public decimal Value(DecimalMark mark) => (mark is DecimalMark.Point ? Point ?? Comma : Comma ?? Point) ?? 0;

    public NumberReading Negated => new(-Point, -Comma);
}

/// <summary>Reads digits with full stops, commas, apostrophes and spaces under both conventions.</summary>
internal static class NumberText
{
    /// <summary>More digits than money has; they are account or article numbers.</summary>
    const int MostDigits = 15;

    public static NumberReading Read(string text)
    {
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]) && text[0] is not ('.' or ',') || !char.IsAsciiDigit(text[^1]))
            return default;
        if (text.Count(char.IsAsciiDigit) > MostDigits || text.Any(c => !char.IsAsciiDigit(c) && !IsSeparator(c)))
            return default;

        return new(Read(text, '.', ','), Read(text, ',', '.'));
    }

    public static bool IsSeparator(char c) => c is '.' or ',' || IsOnlyGroup(c);

    /// <summary>Separators that never stand before cents.</summary>
    public static bool IsOnlyGroup(char c) => c is '\'' or '’' or '\u00a0' or '\u202f' or ' ';

    static decimal? Read(string text, char mark, char group)
    {
        var at = text.IndexOf(mark);
        if (at >= 0 && text.IndexOf(mark, at + 1) >= 0)
            return null; // a decimal mark stands once

        var whole = at < 0 ? text : text[..at];
        var cents = at < 0 ? "" : text[(at + 1)..];
        if (!cents.All(char.IsAsciiDigit) || !GroupsAreWhole(whole, group))
            return null;

        var digits = string.Concat(whole.Where(char.IsAsciiDigit));
        return decimal.TryParse($"{(digits.Length == 0 ? "0" : digits)}.{cents}0"[..^1].TrimEnd('.'),
            NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    /// <summary>Groups of three; of two before the last group, as India writes with commas; one kind of separator; no leading 0.</summary>
    static bool GroupsAreWhole(string whole, char group)
    {
        var separator = '\0';
        var length = 0;
        var groups = 0;
        for (var i = whole.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(whole[i]))
            {
                length++;
                continue;
            }

            if (whole[i] != group && !IsOnlyGroup(whole[i]) || (separator != '\0' && separator != whole[i]))
                return false;
            if (length != 3 && !(groups > 0 && length == 2 && separator is ','))
                return false;
            (separator, length, groups) = (whole[i], 0, groups + 1);
        }

        return groups == 0 || (length is >= 1 and <= 3 && whole[0] != '0');
    }
}
