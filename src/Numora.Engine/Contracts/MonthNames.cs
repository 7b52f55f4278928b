namespace Numora.Engine.Contracts;

/// <summary>Month names in the eight languages, folded; the first three or four letters stand for abbreviations.</summary>
static class MonthNames
{
    static readonly string[] Months =
    [
        "january jan januar janner janvier janv enero ene gennaio gen januari janeiro stycznia styczen",
        "february feb februar feber fevrier fevr febrero febbraio februari fevereiro fev lutego luty",
        "march mar marz maerz mars marzo maart marco marca marzec mrz",
        "april apr avril avr abril abr aprile kwietnia kwiecien",
        "may mai mayo maggio mag mei maio maja maj",
        "june jun juni juin junio giugno giu junho czerwca czerwiec",
        "july jul juli juillet juil julio luglio lug julho lipca lipiec",
        "august aug aout agosto ago augustus sierpnia sierpien",
        "september sept sep septembre septiembre settembre set setembro wrzesnia wrzesien",
        "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik",
        "november nov novembre noviembre novembro listopada listopad",
        "december dec dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien",
    ];

    static readonly Dictionary<string, int> Numbers = Months
        .SelectMany((names, i) => names.Split(' ').Select(name => (name, i)))
        .ToDictionary(m => m.name, m => m.i + 1);

    /// <summary>For a regular expression; longer names first.</summary>
    public static string Pattern { get; } = string.Join('|', Numbers.Keys.OrderByDescending(n => n.Length));

    public static bool Is(string folded) => Numbers.ContainsKey(folded);

    /// <summary>1 to 12.</summary>
    public static int Number(string folded) => Numbers[folded];
}
