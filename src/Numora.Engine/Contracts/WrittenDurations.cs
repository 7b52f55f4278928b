using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>A length of time written in the text, e.g. "ninety (90) days".</summary>
sealed record WrittenDuration(int Count, DurationUnit Unit, Span Span)
{
    /// <summary>In English whatever the contract's language, so that a program can read it: "90 days", "1 year".</summary>
    public FieldValue Value => FieldValue.Of(string.Create(
        CultureInfo.InvariantCulture, $"{Count} {Unit.ToString().ToLowerInvariant()}{(Count == 1 ? "" : "s")}"));

    /// <summary>A month counted as 30 days; to compare, not to compute with.</summary>
    public int Days => Count * Unit switch
    {
        DurationUnit.Day => 1,
        DurationUnit.Week => 7,
        DurationUnit.Month => 30,
        DurationUnit.Year => 365,
    };
}

enum DurationUnit
{
    Day,
    Week,
    Month,
    Year,
}

/// <summary>Finds lengths of time, in eight languages.</summary>
static class WrittenDurations
{
    static readonly Dictionary<string, int> Words = NumberWords();

    static readonly Dictionary<string, DurationUnit> Units = UnitWords();

    /// <summary>The longest length of time that is looked for, without its unit.</summary>
    const int MaxLength = 64;

    static readonly FrozenDictionary<string, DurationUnit>.AlternateLookup<ReadOnlySpan<char>> UnitOf =
        Units.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly HashSet<string> Between =
        [.. ("calendar business working consecutive successive additional full volle voller vollen weitere weiterer weiteres weiteren "
            + "ganze ganzen").Split(' ')];

    /// <summary>"five (5) ", "5 (five) ", "60-", "twelve ", "zwei ", "three successive ", before a unit.</summary>
    static readonly Regex Number = new(
        $@"(?:\b(?<w>{Alternatives(Words.Keys)})(?:[ -](?<v>{Alternatives(Words.Keys)}))?"
        + @"(?: ?\( ?(?<n>\d{1,3}) ?\.?\))?|\b(?<n>\d{1,3})(?: ?\( ?[a-z -]{2,20}\))?)'?[ ~-]{0,2}"
        + $@"(?:(?:{Alternatives(Between)})[ -]){{0,2}}\(?$",
        Cue.Options, Cue.Timeout);

    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<WrittenDuration> In(ContractText text)
    {
        var found = new List<WrittenDuration>();
        var folded = text.Folded;
        for (var at = 0; at < folded.Length && found.Count < Cue.MaxPlaces;)
        {
            var end = at;
            while (end < folded.Length && char.IsAsciiLetterLower(folded[end]))
                end++;
            if (end > at && UnitOf.TryGetValue(folded.AsSpan(at, end - at), out var unit) && FollowsNumber(folded, at)
                && Of(folded, at, end, unit) is { } duration)
                found.Add(duration);
            at = Math.Max(end, at + 1);
        }

        return found;
    }

    /// <summary>"an", "day" and "month" are common words: look closer only after a digit, a bracket or a number's word.</summary>
    static bool FollowsNumber(string folded, int at)
    {
        var end = at;
        while (end > 0 && folded[end - 1] is ' ' or '-' or '~' or '\'' or '(')
            end--;
        if (end == 0 || folded[end - 1] == ')' || char.IsAsciiDigit(folded[end - 1]))
            return end > 0;
        var start = end;
        while (start > 0 && char.IsAsciiLetterLower(folded[start - 1]))
            start--;
        var word = folded[start..end];
        return Words.ContainsKey(word) || Between.Contains(word);
    }

    static WrittenDuration? Of(string folded, int at, int end, DurationUnit unit)
    {
        var start = Math.Max(0, at - MaxLength);
        var m = Number.Match(folded[start..at]);
        if (!m.Success)
            return null;
        var count = m.Groups["n"].Success
            ? int.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture)
            : Count(m.Groups["w"].Value, m.Groups["v"].Value);
        return count is > 0 and <= 999 ? new(count, unit, new(start + m.Index, end)) : null;
    }

    /// <summary>The duration with the highest score; one point over the least is as sure as it gets.</summary>
    public static Finding? Best(
        ContractText text, IEnumerable<WrittenDuration> durations, Func<ContractText, WrittenDuration, double> score, double least)
    {
        (WrittenDuration Duration, double Score)? best = null;
        foreach (var d in durations)
        {
            var value = score(text, d);
            if (value >= least && (best is null || value > best.Value.Score))
                best = (d, value);
        }

        return best is { } b ? new(b.Duration.Value, b.Duration.Span, b.Score >= least + 1 ? 0.88 : 0.7) : null;
    }

    /// <summary>"twenty four" is 24, "one hundred" 100.</summary>
    static int Count(string first, string second) => (Words[first], second) switch
    {
        (var n, "") => n,
        (var n, var word) when Words[word] == 100 => n * 100,
        (var n and >= 20, var word) => n + Words[word],
        (_, var word) => Words[word],
    };

    static string Alternatives(IEnumerable<string> words) => string.Join('|', words.OrderByDescending(w => w.Length));

    static Dictionary<string, DurationUnit> UnitWords()
    {
        var units = new Dictionary<string, DurationUnit>();
        Add(DurationUnit.Day, "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dni");
        Add(DurationUnit.Week, "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tygodni");
        Add(DurationUnit.Month, "month months monat monate monaten monats mois mes meses mese mesi maand maanden");
        Add(DurationUnit.Month, "miesiac miesiace miesiecy meses");
        Add(DurationUnit.Year, "year years jahr jahre jahren jahres an ans annee annees ano anos anno anni jaar jaren rok lata lat roku");
        return units;

        void Add(DurationUnit unit, string words)
        {
            foreach (var word in words.Split(' '))
                units[word] = unit;
        }
    }

    static Dictionary<string, int> NumberWords()
    {
        var numbers = new Dictionary<string, int>();
        string[] upToTwelve =
        [
            "one ein eine einem einen einer eines un une uno una um uma een jeden jednego",
            "two zwei deux dos due twee dois duas dwa dwoch",
            "three drei trois tres tre drie trzy trzech",
            "four vier quatre cuatro quattro quatro cztery",
            "five funf cinq cinco cinque vijf piec pieciu",
            "six sechs seis sei zes szesc szesciu",
            "seven sieben sept siete sette zeven sete siedem",
            "eight acht huit ocho otto oito osiem",
            "nine neun neuf nueve nove negen dziewiec",
            "ten zehn dix diez dieci tien dez dziesiec",
            "eleven elf onze once undici jedenascie",
            "twelve zwolf douze doce dodici twaalf doze dwanascie dwunastu",
        ];
        for (var i = 0; i < upToTwelve.Length; i++)
            Add(i + 1, upToTwelve[i]);
        string[] teens = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
        for (var i = 0; i < teens.Length; i++)
            Add(13 + i, teens[i]);
        string[] tens =
        [
            "twenty zwanzig vingt veinte venti twintig vinte", "thirty dreisig dreissig trente treinta trenta dertig trinta",
            "forty fourty", "fifty", "sixty sechzig soixante sesenta sessanta zestig sessenta", "seventy", "eighty",
            "ninety neunzig noventa novanta negentig",
        ];
        for (var i = 0; i < tens.Length; i++)
            Add(20 + (10 * i), tens[i]);
        Add(100, "hundred");
        return numbers;

        void Add(int number, string words)
        {
            foreach (var word in words.Split(' '))
                numbers[word] = number;
        }
    }
}
