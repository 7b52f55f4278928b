namespace Numora.Engine.Reading.Identifiers;

/// <summary>Numbers of companies that name no country: SIREN, SIRET, NIP, ABN, BIC.</summary>
internal static class BusinessIds
{
    /// <summary>A French establishment: 14 digits. La Poste's own sum is not needed to recognise one.</summary>
    public static bool IsSiret(string digits) => digits.Length == 14 && Luhn.IsValid(digits);

    /// <summary>A French company: 9 digits.</summary>
    public static bool IsSiren(string digits) => digits.Length == 9 && Luhn.IsValid(digits);

    /// <summary>A Polish tax number without its prefix.</summary>
    public static bool IsNip(string digits) => digits.Length == 10 && VatId.IsValid("PL" + digits);

    /// <summary>An Australian business number: 11 digits, remainder 89.</summary>
    public static bool IsAbn(string digits)
    {
        if (digits.Length != 11 || !digits.All(char.IsAsciiDigit))
            return false;

        ReadOnlySpan<int> weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
        var sum = -10; // the first digit counts one less
        for (var i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum % 89 == 0;
    }

    /// <summary>A bank's code (ISO 9362): eight or eleven characters, the fifth and sixth a country.</summary>
    public static bool IsBic(string text) =>
        text.Length is 8 or 11 && text.AsSpan(0, 6).IndexOfAnyExceptInRange('A', 'Z') < 0
        && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) && Countries.IsCode(text[4..6]);
}
