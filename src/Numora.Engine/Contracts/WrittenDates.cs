using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>A day written in the text.</summary>
/// <param name="Certain">False where day and month could change places.</param>
sealed record WrittenDate(DateOnly Day, Span Span, bool Certain)
{
    /// <summary>What an uncertain order of day and month leaves of the confidence.</summary>
    const double Doubt = 0.7;

    public Finding ToFinding(double confidence) => new(FieldValue.Of(Day), Span, Certain ? confidence : confidence * Doubt);
}

/// <summary>Finds the days that a contract writes out, in eight languages.</summary>
static class WrittenDates
{
    /// <summary>The longest day with a month's name that is looked for.</summary>
    const int MaxLength = 48;

    const string Ordinals = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
        + "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|"
        + "twenty-third|twenty-fourth|twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|"
        + "thirty-first";

    static readonly SearchValues<string> Centuries = Cue.Words("19 20");

    static readonly string[] OrdinalWords = Ordinals.Split('|');

    /// <summary>21 June 1999, 21st day of June, 1999, 1. Juni 1999, 1er juin 1999, 1 de junio de 1999.</summary>
    /// <remarks>Raised letters come apart in text layers: "21s t".</remarks>
    static readonly Regex DayFirst = new(
        $@"\b(?<d>\d{{1,2}}|{Ordinals})(?: ?(?:s ?t|n ?d|r ?d|t ?h|er|o|a)\b)?[.,°º]? ?(?:day )?(?:of |de |del |di |den |d')?"
        + $@"(?<m>{MonthNames.Pattern})[.,]{{0,2}} ?(?:of |de |del |do |anno )?(?<y>(?:19|20)\d\d)$", Cue.Options, Cue.Timeout);

    /// <summary>June 21, 1999; June 21st, 1999; Dec. 8 , 2005.</summary>
    static readonly Regex MonthFirst = new(
        $@"\b(?<m>{MonthNames.Pattern})[.,]{{0,2}} ?(?<d>\d{{1,2}}) ?(?:s ?t|n ?d|r ?d|t ?h)?,? ?,?(?:of )?"
        + @"(?<y>(?:19|20)\d\d)$", Cue.Options, Cue.Timeout);

    /// <summary>31.12.2020, 12/31/2020, 2020-12-31.</summary>
    static readonly Regex Digits = new(
        @"\b(?<a>\d{1,4}) ?[./-] ?(?<b>\d{1,2}) ?[./-] ?(?<c>\d{2,4})\b", Cue.Options, Cue.Timeout);

    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<WrittenDate> In(ContractText text)
    {
        var monthFirst = IsMonthFirst(text.Folded);
        return Named(text.Folded)
            .Concat(Digits.Matches(text.Folded).Take(Cue.MaxPlaces).Select(m => Numeric(m, monthFirst)))
            .OfType<WrittenDate>()
            .OrderBy(d => d.Span.Start)
            .ToList();
    }

    /// <summary>The date with the highest score.</summary>
    public static (WrittenDate Date, double Score)? Best(
        ContractText text, IEnumerable<WrittenDate> dates, Func<ContractText, WrittenDate, double> score)
    {
        (WrittenDate Date, double Score)? best = null;
        foreach (var date in dates)
        {
            var value = score(text, date);
            if (best is null || value > best.Value.Score)
                best = (date, value);
        }

        return best;
    }

    /// <summary>Every such day ends in a year: from there it is read backwards.</summary>
    static IEnumerable<WrittenDate?> Named(string folded)
    {
        foreach (var at in Cue.Places(folded, Centuries))
        {
            if (at == 0 || at + 4 > folded.Length || char.IsLetterOrDigit(folded[at - 1])
                || !char.IsAsciiDigit(folded[at + 2]) || !char.IsAsciiDigit(folded[at + 3])
                || (at + 4 < folded.Length && char.IsLetterOrDigit(folded[at + 4])))
                continue;
            var start = Math.Max(0, at - MaxLength);
            var window = folded[start..(at + 4)];
            var m = DayFirst.Match(window);
            if (!m.Success)
                m = MonthFirst.Match(window);
            if (m.Success)
                yield return Named(m, start);
        }
    }

    /// <summary>Only contracts of the United States write 12/31/2020.</summary>
    static bool IsMonthFirst(string folded) =>
        folded.Contains("state of ", StringComparison.Ordinal) || folded.Contains(", inc", StringComparison.Ordinal);

    static WrittenDate? Named(Match m, int offset)
    {
        var day = m.Groups["d"].Value;
        var number = char.IsDigit(day[0])
            ? int.Parse(day, CultureInfo.InvariantCulture)
            : Array.IndexOf(OrdinalWords, day) + 1;
        return Of(m, Year(m.Groups["y"].Value), MonthNames.Number(m.Groups["m"].Value), number, certain: true, offset);
    }

    static WrittenDate? Numeric(Match m, bool monthFirst)
    {
        var (a, b, c) = (m.Groups["a"].Value, Small(m.Groups["b"].Value), m.Groups["c"].Value);
        if (a.Length == 4)
            return c.Length <= 2 ? Of(m, Year(a), b, Small(c), certain: true) : null;
        if (a.Length == 3 || c.Length == 3 || (c.Length == 2 && !m.Value.Contains('/', StringComparison.Ordinal)))
            return null; // a section number such as 1.2.10
        var first = Small(a);
        var dotted = m.Value.Contains('.', StringComparison.Ordinal);
        var dayFirst = first > 12 || (b <= 12 && (dotted || !monthFirst));
        var certain = dotted || first > 12 || b > 12 || first == b;
        return dayFirst ? Of(m, Year(c), b, first, certain) : Of(m, Year(c), first, b, certain);
    }

    static int Small(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <summary>Two digits mean the years from 1970 to 2069.</summary>
    static int Year(string digits) =>
        Small(digits) switch { < 70 => 2000 + Small(digits), < 100 => 1900 + Small(digits), _ => Small(digits) };

    static WrittenDate? Of(Match m, int year, int month, int day, bool certain, int offset = 0)
    {
        var isDay = year is >= 1900 and <= 2100 && month is >= 1 and <= 12
            && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return isDay ? new(new(year, month, day), new(offset + m.Index, offset + m.Index + m.Length), certain) : null;
    }
}
