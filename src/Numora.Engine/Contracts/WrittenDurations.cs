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

    /// <summary>"five (5) years", "5 (five) years", "60-day", "twelve month", "zwei Jahre", "three successive annual".</summary>
    static readonly Regex Duration = new(
        $@"(?:\b(?<w>{Alternatives(Words.Keys)})(?:[ -](?<v>{Alternatives(Words.Keys)}))?"
        + @"(?: ?\( ?(?<n>\d{1,3}) ?\.?\))?|\b(?<n>\d{1,3})(?: ?\( ?[a-z -]{2,20}\))?)'?[ ~-]{0,2}"
        + @"(?:(?:calendar|business|working|consecutive|successive|additional|full|volle[rn]?|weitere[rn]?|jours? |ganze[rn]?)[ -])"
        + $@"{{0,2}}\(?(?<u>{Alternatives(Units.Keys)})\b",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>In the order of the text.</summary>
    public static IReadOnlyList<WrittenDuration> In(ContractText text) =>
        Duration.Matches(text.Folded).Select(Of).OfType<WrittenDuration>().ToList();

    static WrittenDuration? Of(Match m)
    {
        var count = m.Groups["n"].Success
            ? int.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture)
            : Count(m.Groups["w"].Value, m.Groups["v"].Value);
        return count is > 0 and <= 999
            ? new(count, Units[m.Groups["u"].Value], new(m.Index, m.Index + m.Length))
            : null;
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
        Add(DurationUnit.Week, "week weeks woche wochen semaine semaines semana semanas settimana settimane weken tygodni tygodnie");
        Add(DurationUnit.Month, "month months monat monate monaten monats mois mes meses mese mesi maand maanden miesiac miesiace miesiecy");
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
        string[] tens = ["twenty zwanzig vingt veinte venti twintig vinte", "thirty dreisig dreissig trente treinta trenta dertig trinta", "forty", "fifty", "sixty sechzig soixante sesenta sessanta zestig sessenta", "seventy", "eighty", "ninety neunzig noventa novanta negentig"];
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
