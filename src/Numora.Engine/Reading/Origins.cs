using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Reading;

/// <summary>Where a document comes from, as far as it shows.</summary>
/// <param name="Language">Of most of its labels; English where there are none.</param>
/// <param name="Country">ISO 3166 code, or null.</param>
/// <param name="Dollars">Whether an amount is in dollars of whatever country.</param>
/// <param name="IsCountryShown">Whether something names the country; otherwise only the language points to it.</param>
internal sealed record Origin(Language Language, string? Country, bool Dollars, bool IsCountryShown = false)
{
    /// <summary>ISO 4217 code of the money of the country that is shown; null where none is.</summary>
    public string? HomeMoney => IsCountryShown && Country is not null ? Origins.MoneyOf(Country) : null;

    /// <summary>Whether numeric dates begin with the month there; English with dollars and no country is the US.</summary>
    public bool MonthFirst => Country is "US" or "PH" || (Country is null && Language is Language.English && Dollars);
}

internal static class Origins
{
    /// <summary>US states with the letters that stand before a ZIP code.</summary>
    static readonly HashSet<string> States = [.. """
        AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
        PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR
        """.Split([' ', '\n'])];

    /// <summary>Names of countries have up to three words.</summary>
    const int LongestName = 3;

    /// <summary>Where one currency is the money of one country.</summary>
    const string Money = "GBP GB INR IN MYR MY SGD SG AUD AU NZD NZ CHF CH PLN PL SEK SE NOK NO DKK DK CZK CZ HUF HU CAD CA ZAR ZA IDR ID";

    const string Euro = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK";

    /// <summary>Forms of companies that only one country has, folded.</summary>
    const string FormsOfCountries = """
        sdnbhd MY berhad MY pteltd SG ptyltd AU pvtltd IN spzoo PL gmbh DE ggmbh DE srls IT spa IT bv NL sarl FR sas FR
        ltda PT aps DK oyj FI kft HU zrt HU
        """;

    /// <summary>Words of addresses that only one country has.</summary>
    const string StreetsOfCountries = "jalan MY jln MY lorong MY persiaran MY tmn MY seksyen MY";

    /// <summary>Country codes of telephone numbers (ITU E.164) in the countries that are told apart here.</summary>
    const string Dialling = """
        1 US 44 GB 49 DE 33 FR 34 ES 39 IT 31 NL 351 PT 48 PL 43 AT 41 CH 32 BE 353 IE 46 SE 47 NO 45 DK 358 FI 420 CZ
        60 MY 65 SG 61 AU 64 NZ 91 IN 852 HK 27 ZA 52 MX 55 BR
        """;

    static readonly Dictionary<string, string> CountryOfMoney = Pairs(Money);

    static readonly Dictionary<string, string> MoneyOfCountry = CountryOfMoney.Where(m => m.Key != m.Value)
        .ToDictionary(m => m.Value, m => m.Key);

    static readonly Dictionary<string, string> CountryOfForm = Pairs(FormsOfCountries);

    static readonly Dictionary<string, string> CountryOfStreet = Pairs(StreetsOfCountries);

    static readonly Dictionary<string, string> CountryOfDialling = Pairs(Dialling);

    const int LongestDialling = 3;

    public static Origin Of(
        IReadOnlyList<Line> lines, int[] languages, IEnumerable<IdentifierCandidate> identifiers, IEnumerable<string> currencies)
    {
        var votes = new Dictionary<string, int>();
        foreach (var identifier in identifiers)
        {
            // Two letters before digits are soon found where recognition errs: then only check digits count.
            if (identifier.Valid || identifier.Span.Line.Words[identifier.Span.First].Confidence >= 1)
                Vote(votes, identifier.Value[..2] is "EL" ? "GR" : identifier.Value[..2], identifier.Valid ? 3 : 1);
        }


        foreach (var line in lines)
            Vote(line, votes);
        var dollars = false;
        foreach (var mark in currencies)
        {
            dollars |= mark.Contains('$') || Currencies.CodeOf(mark, null) is "USD";
            if (Currencies.CodeOf(mark, null) is { } code && CountryOfMoney.TryGetValue(code, out var home))
                Vote(votes, home, 1);
        }

        var language = (Language)Array.IndexOf(languages, languages.Max());
        var country = votes.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => v.Key).FirstOrDefault(Countries.IsCode);
        return new(language, country ?? HomeOf(language), dollars, country is not null);
    }

    /// <summary>ISO 4217 code of a country's money; null where it is not known.</summary>
    public static string? MoneyOf(string country) => country is "US" or "PR" ? "USD"
        : Euro.Contains(country, StringComparison.Ordinal) ? "EUR"
        : MoneyOfCountry.GetValueOrDefault(country);

    public static DecimalMark UsualMark(Origin origin) =>
        origin.Language is Language.English || origin.Country is "CH" or "GB" or "IE" or "US"
            ? DecimalMark.Point
            : DecimalMark.Comma;

    static void Vote(Line line, Dictionary<string, int> votes)
    {
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (i > 1 && IsZip(line.Words[i].Text) && States.Contains(line.Words[i - 1].Text.Trim(',', '.')) && EndsAddress(line, i))
                Vote(votes, "US", 3);
            if (line.Words[i].Text is ['+', >= '1' and <= '9', ..] phone && CountryOfPhone(phone) is { } country)
                Vote(votes, country, 3);
            VoteForWord(line, i, votes);
        }

        foreach (var segment in line.Segments)
            VoteForName(segment, votes);
    }

    /// <summary>One word or two: "GmbH", "Sdn Bhd"; and "Jalan".</summary>
    static void VoteForWord(Line line, int at, Dictionary<string, int> votes)
    {
        if (at > 0 && (CountryOfForm.TryGetValue(line.Folded[at], out var country)
            || CountryOfForm.TryGetValue(line.Folded[at - 1] + line.Folded[at], out country)))
            Vote(votes, country, 1);
        if (CountryOfStreet.TryGetValue(line.Folded[at], out var home))
            Vote(votes, home, 1);
    }

    /// <summary>A country's name ends an address or stands alone; in running text it says nothing.</summary>
    static void VoteForName(TextSpan segment, Dictionary<string, int> votes)
    {
        for (var count = Math.Min(LongestName, segment.Count); count > 0; count--)
        {
            var folded = string.Concat(segment.Line.Folded.Skip(segment.Last - count + 1).Take(count));
            if (folded.Length > 2 && Countries.CodeOfFolded(folded) is { } code)
            {
                Vote(votes, code, segment.Count <= LongestName ? 2 : 1);
                return;
            }
        }
    }

    /// <summary>After "CA 94538" nothing follows but the country; in "DE 80333 München" the town does.</summary>
    static bool EndsAddress(Line line, int zip) => zip + 1 >= line.Words.Count || line.GapBefore(zip + 1) > 1
        || line.Folded[zip + 1] is "us" or "usa" or "united";

    static string? CountryOfPhone(string phone)
    {
        var digits = string.Concat(phone.Skip(1).TakeWhile(char.IsAsciiDigit));
        for (var length = Math.Min(LongestDialling, digits.Length); length > 0; length--)
        {
            if (CountryOfDialling.TryGetValue(digits[..length], out var country))
                return country;
        }

        return null;
    }

    static Dictionary<string, string> Pairs(string table) => table.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2).ToDictionary(p => p[0], p => p[1]);

    static void Vote(Dictionary<string, int> votes, string country, int weight) =>
        votes[country] = votes.GetValueOrDefault(country) + weight;

    static bool IsZip(string text) => text.Length is 5 or 10 && text.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0
        && (text.Length == 5 || text[5] == '-');

    /// <summary>The country that a language alone points to; none for English, which is written everywhere.</summary>
    static string? HomeOf(Language language) => language switch
    {
        Language.English => null,
        Language.German => "DE",
        Language.French => "FR",
        Language.Spanish => "ES",
        Language.Italian => "IT",
        Language.Dutch => "NL",
        Language.Portuguese => "PT",
        Language.Polish => "PL",
    };
}
