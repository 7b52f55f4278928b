namespace Numora.Engine.Reading;

/// <summary>What a line of an address block is.</summary>
internal enum AddressPart
{
    None,
    Street,
    City,
    Country,
}

/// <summary>Tells streets, towns with postal codes and countries from other text.</summary>
internal static class AddressLines
{
    /// <summary>Longer segments are running text.</summary>
    const int LongestLine = 14;

    static readonly HashSet<string> StreetWords = [.. """
        street st road rd avenue ave boulevard blvd drive dr lane ln way court ct place pl square sq highway hwy
        parkway pkwy suite ste floor unit building apt po pobox box terrace close crescent plaza park house row
        strasse str weg platz allee gasse ring damm ufer postfach chaussee hof
        rue bd boulevard impasse allee chemin quai cours route bp cedex zac zi
        calle c avda avenida paseo plaza carrer pza poligono poligonoindustrial apartado ctra carretera ronda
        via viale piazza corso vicolo largo strada localita contrada loc
        straat laan weg plein kade postbus gracht singel dijk baan steenweg
        rua av avenida travessa praca largo estrada alameda lote
        ul ulica al aleja pl plac os osiedle
        jalan jln jl lorong taman lot persiaran
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    static readonly string[] StreetEndings =
        "strasse str weg platz allee gasse straat laan plein kade gracht steenweg dijk singel ring damm ufer".Split(' ');

    /// <summary>Words of a country's name, with a region behind it.</summary>
    const int LongestCountry = 6;

    public static AddressPart PartOf(TextSpan span)
    {
        if (span.Count > LongestLine)
            return AddressPart.None;
        if (CountryOf(span) is not null)
            return AddressPart.Country;
        if (HasPostcode(span))
            return AddressPart.City;
        return IsStreet(span) ? AddressPart.Street : AddressPart.None;
    }

    /// <summary>The country that is all the span says.</summary>
    public static string? CountryOf(TextSpan span)
    {
        if (span.Count > LongestCountry)
            return null;

        var end = span.First; // "Germany / Deutschland", "Ireland - Leinster": up to the separator
        while (end <= span.Last && span.Line.Folded[end].Length > 0)
            end++;
        var folded = string.Concat(span.Line.Folded.Skip(span.First).Take(end - span.First));
        return folded.Length > 2 ? Countries.CodeOfFolded(folded) : null;
    }

    /// <summary>A number beside a word: <c>80333 München</c>, <c>CA 94538</c>, <c>3012 CN Rotterdam</c>, <c>M1 1AA</c>.</summary>
    public static bool HasPostcode(TextSpan span)
    {
        var letters = false;
        var code = false;
        for (var i = span.First; i <= span.Last; i++)
        {
            var word = span.Line.Words[i].Text.Trim(',', '.', ';', '(', ')');
            letters |= word.Length >= 3 && word.All(c => char.IsLetter(c) || c is '-' or '\'' or '.' or '’' or '/');
            code |= IsPostcode(word) || (i < span.Last && IsTwoPart(word, span.Line.Words[i + 1].Text.Trim(',', '.')));
        }

        return code && letters;
    }

    static bool IsPostcode(string word)
    {
        var dash = word.IndexOf('-', StringComparison.Ordinal);
        if (dash is 1 or 2 && word[..dash].All(char.IsAsciiLetterUpper))
            word = word[(dash + 1)..]; // D-63571
        else if (word.Length is 6 or 7 && char.IsAsciiLetterUpper(word[0]) && char.IsAsciiDigit(word[^5]))
            word = word.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]);

        return word switch
        {
            { Length: 4 or 5 or 6 } => word.All(char.IsAsciiDigit) || IsPolish(word),
            { Length: 8 } => word[4] == '-' && Digits(word, 4) && Digits(word[5..], 3), // Portugal
            { Length: 9 } => word[5] == '-' && Digits(word, 5) && Digits(word[6..], 3), // Brazil
            { Length: 10 } => word[5] == '-' && Digits(word, 5) && Digits(word[6..], 4), // ZIP+4
            _ => false,
        };
    }

    static bool IsPolish(string word) => word.Length == 6 && word[2] == '-' && Digits(word, 2) && Digits(word[3..], 3);

    static bool Digits(string text, int count) => text.AsSpan(0, count).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>British, Irish, Canadian and Dutch codes stand in two words.</summary>
    static bool IsTwoPart(string first, string second)
    {
        if (first.Length == 4 && Digits(first, 4) && second.Length == 2 && second.All(char.IsAsciiLetterUpper))
            return true;
        if (first.Length is < 2 or > 4 || second.Length is not (3 or 4) || !char.IsAsciiLetterUpper(first[0]))
            return false;
        if (!first.All(char.IsAsciiLetterOrDigit) || !second.All(char.IsAsciiLetterOrDigit) || !first.Any(char.IsAsciiDigit))
            return false;

        return char.IsAsciiDigit(second[0]) && second[1..].Any(char.IsAsciiLetterUpper) // M1 1AA, K1A 0B1
            || (second.Length == 4 && second.Any(char.IsAsciiLetterUpper)); // D02 XA00
    }

    /// <summary>A street's word or ending, or a house number at an end with letters beside it.</summary>
    static bool IsStreet(TextSpan span)
    {
        var digits = false;
        var letters = false;
        var word = false;
        for (var i = span.First; i <= span.Last; i++)
        {
            var text = span.Line.Words[i].Text;
            var folded = span.Line.Folded[i];
            digits |= text.Any(char.IsAsciiDigit);
            letters |= folded.Length >= 3 && folded.Any(char.IsLetter);
            word |= StreetWords.Contains(folded)
                || (folded.Length > 5 && StreetEndings.Any(e => folded.EndsWith(e, StringComparison.Ordinal)));
        }

        if (!digits || !letters)
            return false;
        return word || IsHouseNumber(span.Line.Words[span.First].Text) || IsHouseNumber(span.Line.Words[span.Last].Text);
    }

    static bool IsHouseNumber(string word)
    {
        var text = word.Trim(',', '.');
        return text.Length is >= 1 and <= 6 && char.IsAsciiDigit(text[0])
            && text.All(c => char.IsAsciiDigit(c) || c is '-' or '/' || char.IsAsciiLetter(c)) && text.Count(char.IsAsciiLetter) <= 1;
    }
}
