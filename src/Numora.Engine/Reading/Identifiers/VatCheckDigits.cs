using System.Globalization;

namespace Numora.Engine.Reading.Identifiers;

/// <summary>Check digits of VAT numbers, as the national offices publish them (list of the European Commission).</summary>
internal static class VatCheckDigits
{
    /// <summary>Whether the numbers of this country carry a check digit that is known here.</summary>
    public static bool AreKnown(string prefix) => prefix is not ("BG" or "CY" or "CZ" or "LV");

    /// <param name="number">Without the prefix, of the country's shape.</param>
    /// <returns>True also for numbers that carry no check digit.</returns>
    public static bool AreRight(string prefix, string number) => prefix switch
    {
        "AT" => Austria(number),
        "BE" => Belgium(number),
        "DE" => Iso7064(number),
        "DK" => Weighted(number, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0,
        "EE" => Weighted(number, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0,
        "EL" or "GR" => Weighted(number, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == Digit(number, 8),
        "ES" => Spain(number),
        "FI" => Weighted(number, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0,
        "FR" => France(number),
        "GB" or "XI" => Britain(number),
        "HR" => Iso7064(number),
        "HU" => Weighted(number, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0,
        "IE" => Ireland(number),
        "IT" => Luhn.IsValid(number),
        "LT" => Lithuania(number),
        "LU" => Long(number[..6]) % 89 == Long(number[6..]),
        "MT" => Weighted(number, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0,
        "NL" => Netherlands(number),
        "PL" => Weighted(number, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == Digit(number, 9),
        "PT" => Complement(number, 9, 8, 7, 6, 5, 4, 3, 2) % 10 % 11 == Digit(number, 8),
        "RO" => Romania(number),
        "SE" => Luhn.IsValid(number[..10]),
        "SI" => Complement(number, 8, 7, 6, 5, 4, 3, 2) % 10 == Digit(number, 7),
        "SK" => Long(number) % 11 == 0,
        "NO" or "CHE" => Complement(number, prefix is "NO" ? [3, 2, 7, 6, 5, 4, 3, 2] : [5, 4, 3, 2, 7, 6, 5, 4]) is var c
            && (c == 11 ? 0 : c) == Digit(number, 8),
        _ => true, // BG, CY, CZ, LV: several kinds of number behind one shape
    };

    static int Digit(string number, int at) => number[at] - '0';

    static long Long(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    static int Weighted(string number, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += Digit(number, i) * weights[i];
        return sum;
    }

    /// <summary>11 minus the remainder of 11: 1 to 11.</summary>
    static int Complement(string number, params ReadOnlySpan<int> weights) => 11 - (Weighted(number, weights) % 11);

    /// <summary>ISO 7064, MOD 11,10.</summary>
    static bool Iso7064(string number)
    {
        var product = 10;
        for (var i = 0; i < number.Length - 1; i++)
        {
            var sum = (Digit(number, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == Digit(number, number.Length - 1);
    }

    static bool Austria(string number)
    {
        var sum = 4;
        for (var i = 1; i <= 7; i++)
        {
            var product = Digit(number, i) * (i % 2 == 1 ? 1 : 2);
            sum += product / 10 + product % 10;
        }

        return (10 - sum % 10) % 10 == Digit(number, 8);
    }

    static bool Belgium(string number)
    {
        var ten = number.PadLeft(10, '0');
        return 97 - Long(ten[..8]) % 97 == Long(ten[8..]);
    }

    static bool Spain(string number)
    {
        const string letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        if (char.IsAsciiDigit(number[0]))
            return letters[(int)(Long(number[..8]) % 23)] == number[8];
        if (number[0] is 'X' or 'Y' or 'Z')
            return letters[(int)(Long($"{number[0] - 'X'}{number[1..8]}") % 23)] == number[8];

        var sum = 0;
        for (var i = 1; i <= 7; i++)
        {
            var product = Digit(number, i) * (i % 2 == 1 ? 2 : 1);
            sum += product / 10 + product % 10;
        }

        var check = (10 - sum % 10) % 10;
        return number[8] == '0' + check || number[8] == "JABCDEFGHI"[check];
    }

    /// <summary>New-style keys with letters carry no check that is published.</summary>
    static bool France(string number) => !number[..2].All(char.IsAsciiDigit)
        || (Luhn.IsValid(number[2..]) && (12 + 3 * (Long(number[2..]) % 97)) % 97 == Long(number[..2]));

    static bool Britain(string number)
    {
        if (number.Length < 9)
            return true;

        var sum = Weighted(number, 8, 7, 6, 5, 4, 3, 2) + Long(number[7..9]);
        return sum % 97 == 0 || (sum + 55) % 97 == 0;
    }

    static bool Ireland(string number)
    {
        if (!number[..7].All(char.IsAsciiDigit))
            return true; // old style: letter or sign in second place

        var sum = Weighted(number, 8, 7, 6, 5, 4, 3, 2) + (number.Length == 9 ? (number[8] - 'A' + 1) * 9 : 0);
        return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] == number[7];
    }

    static bool Lithuania(string number)
    {
        if (number.Length == 12)
            return true;

        var first = Weighted(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        var check = first < 10 ? first : Weighted(number, 3, 4, 5, 6, 7, 8, 9, 1) % 11 % 10;
        return check == Digit(number, 8);
    }

    /// <summary>Companies by weights; since 2020 sole traders by remainder 97 over the letters as numbers.</summary>
    static bool Netherlands(string number)
    {
        if (Weighted(number, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == Digit(number, 8))
            return true;

        var remainder = 0;
        foreach (var c in "NL" + number)
        {
            remainder = char.IsAsciiDigit(c)
                ? (remainder * 10 + (c - '0')) % 97
                : (remainder * 100 + (c - 'A' + 10)) % 97;
        }

        return remainder == 1;
    }

    static bool Romania(string number)
    {
        var ten = number.PadLeft(10, '0');
        return Weighted(ten, 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == Digit(ten, 9);
    }
}
