namespace Numora.Engine.Reading.Identifiers;

/// <summary>VAT identification numbers of the EU, the United Kingdom, Switzerland and Norway.</summary>
internal static class VatId
{
    /// <summary>After the prefix: d digit, a letter, x either; variants apart by a space.</summary>
    const string Table = """
        AT Udddddddd
        BE dddddddddd ddddddddd
        BG ddddddddd dddddddddd
        CY dddddddda
        CZ dddddddd ddddddddd dddddddddd
        DE ddddddddd
        DK dddddddd
        EE ddddddddd
        EL ddddddddd
        GR ddddddddd
        ES addddddda adddddddd dddddddda
        FI dddddddd
        FR xxddddddddd
        GB ddddddddd dddddddddddd GDddd HAddd
        HR ddddddddddd
        HU dddddddd
        IE ddddddda dxddddda dddddddaa
        IT ddddddddddd
        LT ddddddddd dddddddddddd
        LU dddddddd
        LV ddddddddddd
        MT dddddddd
        NL dddddddddBdd
        PL dddddddddd
        PT ddddddddd
        RO dddddddddd ddddddddd dddddddd ddddddd dddddd
        SE dddddddddddd
        SI dddddddd
        SK dddddddddd
        XI ddddddddd
        CHE ddddddddd
        NO ddddddddd
        """;

    static readonly Dictionary<string, string[]> Shapes = Table.Split('\n')
        .Select(l => l.Split(' ')).ToDictionary(l => l[0], l => l[1..]);

    /// <summary>The longest number with its prefix.</summary>
    public const int LongestText = 14;

    /// <summary>Upper-case letters and digits only.</summary>
    public static string Compact(string text) =>
        string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>The prefix of a number that has the shape of its country's; null where it has none.</summary>
    public static string? CountryOf(string compact)
    {
        if (compact.Length is < 5 or > LongestText + 4)
            return null;

        var prefix = compact.StartsWith("CHE", StringComparison.Ordinal) ? "CHE" : compact[..2];
        if (!Shapes.TryGetValue(prefix, out var shapes))
            return null;

        var rest = compact.AsSpan(prefix.Length);
        if (prefix is "CHE" or "NO")
            rest = TrimTail(rest);
        foreach (var shape in shapes)
        {
            if (Fits(rest, shape))
                return prefix;
        }

        return null;
    }

    /// <summary>
    /// Whether <see cref="IsValid"/> tells right from wrong: a prefix of a country whose check digits are known, and its
    /// shape, or else digits only, in a wrong number.
    /// </summary>
    public static bool CanBeChecked(string compact)
    {
        if (CountryOf(compact) is { } country)
            return VatCheckDigits.AreKnown(country);
        return compact.Length is >= ShortestWrong and <= LongestText && Shapes.ContainsKey(compact[..2])
            && VatCheckDigits.AreKnown(compact[..2]) && compact.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>Fewer characters are hardly a VAT number with one missing.</summary>
    const int ShortestWrong = 9;

    /// <summary>
    /// A recognised number with the letters and digits that its country's shape asks for, where that makes its check digit
    /// right: <c>NL123456789801</c> is <c>NL123456789B01</c>. Otherwise as it was.
    /// </summary>
    public static string Mend(string compact)
    {
        if (compact.Length is < 5 or > LongestText || IsValid(compact))
            return compact;
        var prefix = compact.StartsWith("CHE", StringComparison.Ordinal) ? "CHE" : compact[..2];
        foreach (var shape in Shapes.GetValueOrDefault(prefix) ?? [])
        {
            if (shape.Length != compact.Length - prefix.Length)
                continue;
            var rest = string.Concat(shape.Zip(compact[prefix.Length..], (wanted, c) => wanted switch
            {
                'd' => Lookalikes.AsDigits($"{c}")[0],
                'a' or 'x' => c,
                _ => wanted,
            }));
            if (IsValid(prefix + rest))
                return prefix + rest;
        }

        return compact;
    }

    /// <summary>Right shape and, where the country has one, right check digit.</summary>
    public static bool IsValid(string compact) => CountryOf(compact) is { } prefix
        && VatCheckDigits.AreRight(prefix, new(TrimTail(compact.AsSpan(prefix.Length))));

    /// <summary>Swiss numbers end in MWST, TVA or IVA, Norwegian ones in MVA.</summary>
    static ReadOnlySpan<char> TrimTail(ReadOnlySpan<char> rest)
    {
        foreach (var tail in (string[])["MWST", "TVA", "IVA", "MVA"])
        {
            if (rest.EndsWith(tail))
                return rest[..^tail.Length];
        }

        return rest;
    }

    static bool Fits(ReadOnlySpan<char> text, string shape)
    {
        if (text.Length != shape.Length)
            return false;

        for (var i = 0; i < shape.Length; i++)
        {
            var fits = shape[i] switch
            {
                'd' => char.IsAsciiDigit(text[i]),
                'a' => char.IsAsciiLetterUpper(text[i]),
                'x' => char.IsAsciiLetterOrDigit(text[i]),
                var c => text[i] == c,
            };
            if (!fits)
                return false;
        }

        return true;
    }
}
