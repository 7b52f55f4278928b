namespace Numora.Engine.Reading;

/// <summary>Months by name and abbreviation in the eight languages, folded by <see cref="TextFold"/>.</summary>
internal static class MonthNames
{
    /// <summary>One line a month: en, de, fr, es, it, nl, pt, pl (also the Polish genitive that dates use).</summary>
    const string Table = """
        january jan januar janner janvier janv enero ene gennaio genn gen januari janeiro styczen stycznia sty
        february feb febr februar feber fevrier fevr fev febrero febbraio februari fevereiro luty lutego lut
        march mar maerz marz mrz mars marzo maart mrt marco marzec marca
        april apr avril avr abril abr aprile kwiecien kwietnia kwi
        may mai mayo maggio mag mei maio maj maja
        june jun juni juin junio giugno giu junho czerwiec czerwca cze czerw
        july jul juli juillet juil julio luglio lug julho lipiec lipca lip
        august aug aout agosto ago agos augustus sierpien sierpnia sie sierp
        september sep sept septembre septiembre setiembre settembre sett set setembro wrzesien wrzesnia wrz
        october oct oktober okt octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz pazdz
        november nov novembre noviembre novembro listopad listopada lis
        december dec dezember dez decembre diciembre dic dicembre dezembro grudzien grudnia gru
        """;

    static readonly Dictionary<string, int> Months = Table.Split('\n')
        .SelectMany((names, i) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => (Name: n, Month: i + 1)))
        .ToDictionary(m => m.Name, m => m.Month);

    /// <summary>Longer runs of letters are no month.</summary>
    const int LongestName = 14;

    /// <summary>1 to 12; 0 where the word is no month.</summary>
    public static int MonthOf(string word)
    {
        if (word.Length is < 3 or > LongestName)
            return 0;

        return Months.GetValueOrDefault(TextFold.Squash(word));
    }
}
