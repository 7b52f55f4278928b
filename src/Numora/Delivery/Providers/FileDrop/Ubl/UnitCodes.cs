using System.Text.RegularExpressions;

namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>Codes of UN/ECE Recommendation 20 and 21 for units as invoices print them.</summary>
static partial class UnitCodes
{
    /// <summary>A plain count, "one".</summary>
    public const string One = "C62";

    /// <summary>The code, and what is printed for it in lower case, without a full stop at the end.</summary>
    static readonly (string Code, string Printed)[] Known =
    [
        ("H87", "st stk stck stück stueck pc pcs pce piece pieces pièce pièces pz pezzo pezzi ud uds unidad unidades szt stuk stuks"),
        ("EA", "each ea"),
        (One, "unit units"),
        ("HUR", "h hr hrs hour hours std stunde stunden heure heures uur ora ore hora horas godz"),
        ("MIN", "min minute minutes minuten"),
        ("DAY", "d day days tag tage jour jours dag dagen giorno giorni"),
        ("WEE", "week weeks woche wochen"),
        ("MON", "month months monat monate mois maand maanden"),
        ("ANN", "year years jahr jahre"),
        ("GRM", "g"), ("KGM", "kg"), ("TNE", "t to"), ("LBR", "lb lbs"),
        ("MMT", "mm"), ("CMT", "cm"), ("MTR", "m lfm"), ("KMT", "km"), ("MTK", "m² m2 qm"), ("MTQ", "m³ m3 cbm"),
        ("MLT", "ml"), ("LTR", "l ltr liter litre litres"), ("KWH", "kwh"), ("MWH", "mwh"), ("P1", "%"),
        ("SET", "set sets"), ("PR", "pair paar paire"), ("LS", "pauschal pausch psch pauschale forfait"),
        ("XBX", "box"), ("XCT", "karton carton ctn"), ("XPK", "paket package pack packung pkg"), ("XPX", "palette pallet"),
        ("XSA", "sack"), ("XRO", "rolle roll"), ("XBO", "flasche bottle"), ("XCX", "dose can"),
    ];

    static readonly Dictionary<string, string> Printed = Known
        .SelectMany(k => k.Printed.Split(' ').Select(printed => (printed, k.Code)))
        .ToDictionary(p => p.printed, p => p.Code);

    /// <summary>The code of a printed unit; a text that looks like a code is one; null where neither is so.</summary>
    public static string? Of(string unit)
    {
        var printed = unit.Trim().TrimEnd('.').ToLowerInvariant();
        return IsCode().IsMatch(unit.Trim()) && !Printed.ContainsKey(printed) ? unit.Trim() : Printed.GetValueOrDefault(printed);
    }

    [GeneratedRegex(@"^([A-Z][A-Z0-9]{1,2}|[0-9][A-Z0-9]|X[A-Z0-9]{2})\z", RegexOptions.NonBacktracking)]
    private static partial Regex IsCode();
}
