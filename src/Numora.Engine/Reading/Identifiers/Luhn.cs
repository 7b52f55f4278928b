namespace Numora.Engine.Reading.Identifiers;

/// <summary>The check digit of SIREN, SIRET, Swedish and Italian numbers (ISO/IEC 7812-1).</summary>
internal static class Luhn
{
    public static bool IsValid(string digits)
    {
        if (digits.Length < 2 || !digits.All(char.IsAsciiDigit))
            return false;

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var part = i % 2 == 0 ? digit : digit * 2;
            sum += part > 9 ? part - 9 : part;
        }

        return sum % 10 == 0;
    }
}
