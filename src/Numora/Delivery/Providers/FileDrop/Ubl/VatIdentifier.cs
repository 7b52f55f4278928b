namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>VAT identifiers that begin with the country that gave them, as BR-CO-09 asks for.</summary>
static class VatIdentifier
{
    /// <summary>The member states of the EU, and the neighbours whose identifiers are written that way.</summary>
    static readonly HashSet<string> Prefixes =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "GB", "XI", "NO", "CH", "IS", "LI",
    ];

    /// <summary>Without its blanks and marks two letters and 5 to 15 more, most of them digits.</summary>
    public static bool Is(string? taxId)
    {
        var plain = string.Concat((taxId ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return plain.Length is >= 7 and <= 17 && Prefixes.Contains(plain[..2])
            && taxId!.Trim().StartsWith(plain[..2], StringComparison.Ordinal)
            && plain[2..].Count(char.IsAsciiDigit) * 2 > plain.Length - 2;
    }

    /// <summary>The country as ISO 3166-1 writes it, or null.</summary>
    public static string? CountryOf(string? taxId) => !Is(taxId) ? null : taxId!.Trim()[..2] switch
    {
        "EL" => "GR", // Greece
        "XI" => "GB", // Northern Ireland
        var country => country,
    };
}
