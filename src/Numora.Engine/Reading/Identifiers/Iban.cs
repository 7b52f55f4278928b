namespace Numora.Engine.Reading.Identifiers;

/// <summary>International bank account numbers (ISO 13616): length by country, remainder 97.</summary>
internal static class Iban
{
    /// <summary>Country and length, from the SWIFT IBAN registry.</summary>
    const string Lengths = """
        AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18
        FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
        LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18
        SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
        """;

    static readonly Dictionary<string, int> LengthOf = Lengths.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(l => l[..2], l => int.Parse(l[2..], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Characters of an IBAN that begins like this; 0 where the country has none.</summary>
    public static int LengthFor(string start) => start.Length >= 2 ? LengthOf.GetValueOrDefault(start[..2]) : 0;

    /// <summary>Right letters, digits and length; the check digits may be wrong.</summary>
    public static bool HasShape(string compact) =>
        compact.Length >= 4 && compact.Length == LengthFor(compact) && char.IsAsciiDigit(compact[2]) && char.IsAsciiDigit(compact[3])
        && compact.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    /// <summary>
    /// A recognised number with digits where letters were taken for them, in its check digits, after the letters of its bank,
    /// or everywhere, where that makes the remainder right. Otherwise as it was.
    /// </summary>
    public static string Mend(string compact)
    {
        const int country = 2, bank = 8;
        if (compact.Length <= bank || compact.Length != LengthFor(compact) || IsValid(compact))
            return compact;
        var digits = compact[..country] + Lookalikes.AsDigits(compact[country..]);
        var afterBank = digits[..4] + compact[4..bank] + digits[bank..];
        return IsValid(afterBank) ? afterBank : IsValid(digits) ? digits : compact;
    }

    public static bool IsValid(string compact)
    {
        if (!HasShape(compact))
            return false;

        var remainder = 0;
        foreach (var c in compact[4..] + compact[..4])
        {
            remainder = char.IsAsciiDigit(c)
                ? (remainder * 10 + (c - '0')) % 97
                : (remainder * 100 + (c - 'A' + 10)) % 97;
        }

        return remainder == 1;
    }
}
