using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Reading;

/// <summary>Where a document comes from, as far as it shows.</summary>
/// <param name="Language">Of most of its labels; English where there are none.</param>
/// <param name="Country">ISO 3166 code, or null.</param>
internal sealed record Origin(Language Language, string? Country)
{
    /// <summary>Whether numeric dates begin with the month there.</summary>
    public bool MonthFirst => Country is "US" or "PH" || (Country is null && Language is Language.English);
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

    public static Origin Of(IReadOnlyList<Line> lines, int[] languages, IEnumerable<IdentifierCandidate> identifiers)
    {
        var votes = new Dictionary<string, int>();
        foreach (var identifier in identifiers)
            Vote(votes, identifier.Value[..2] is "EL" ? "GR" : identifier.Value[..2], identifier.Valid ? 3 : 1);
        foreach (var line in lines)
            Vote(line, votes);

        var language = (Language)Array.IndexOf(languages, languages.Max());
        var country = votes.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => v.Key).FirstOrDefault(Countries.IsCode);
        return new(language, country ?? HomeOf(language));
    }

    public static DecimalMark UsualMark(Origin origin) =>
        origin.Language is Language.English || origin.Country is "CH" or "GB" or "IE" or "US"
            ? DecimalMark.Point
            : DecimalMark.Comma;

    static void Vote(Line line, Dictionary<string, int> votes)
    {
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (i > 0 && IsZip(line.Words[i].Text) && States.Contains(line.Words[i - 1].Text.Trim(',', '.')))
                Vote(votes, "US", 3);
        }

        foreach (var segment in line.Segments)
            VoteForName(segment, votes);
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
