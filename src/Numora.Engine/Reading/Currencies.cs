namespace Numora.Engine.Reading;

/// <summary>Currencies by symbol, code and name (ISO 4217; also the national ones that the euro replaced).</summary>
internal static class Currencies
{
    const string Codes = """
        EUR USD GBP CHF JPY CNY AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN HRK RSD ISK TRY RUB UAH INR PKR LKR BDT
        MYR SGD IDR THB PHP VND HKD TWD KRW AED SAR QAR KWD BHD OMR ILS EGP ZAR NGN KES GHS MAD TND BRL MXN ARS CLP
        COP PEN UYU DEM FRF ITL ESP NLG BEF ATS PTE IEP FIM GRD LUF
        """;

    static readonly HashSet<string> Iso = [.. Codes.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>As printed, without full stops and in upper case; a question mark: it depends on the country.</summary>
    const string SymbolTable = """
        € EUR | £ GBP | $ ? | US$ USD | USD$ USD | $US USD | CA$ CAD | C$ CAD | CAD$ CAD | A$ AUD | AU$ AUD | AUD$ AUD
        NZ$ NZD | S$ SGD | SG$ SGD | SGD$ SGD | HK$ HKD | HKD$ HKD | NT$ TWD | R$ BRL | MX$ MXN | ¥ ? | ￥ ? | ₹ INR
        RS INR | ₩ KRW | ₺ TRY | ₽ RUB | ₪ ILS | ฿ THB | ₫ VND | ₱ PHP | ₴ UAH | ZŁ PLN | ZL PLN | KČ CZK | KC CZK
        FT HUF | RM MYR | KR ? | FR ? | SFR CHF | EURO EUR | EUROS EUR | DM DEM | RP IDR | DOLLAR ? | DOLLARS ?
        ZLOTY PLN | ZŁOTYCH PLN | LEI RON
        """;

    /// <summary>Dollars, yen, crowns and francs by country.</summary>
    const string NationalTable = """
        $CA CAD | $AU AUD | $NZ NZD | $SG SGD | $HK HKD | $MX MXN | $AR ARS | $CL CLP | $CO COP | $TW TWD
        KSE SEK | KNO NOK | KDK DKK | KIS ISK | FCH CHF | FLI CHF | ¥CN CNY
        """;

    static readonly Dictionary<string, string> Symbols = Pairs(SymbolTable);

    static readonly Dictionary<string, string> National = Pairs(NationalTable);

    static Dictionary<string, string> Pairs(string table) => table.Split(['|', '\n'], StringSplitOptions.TrimEntries)
        .Select(p => p.Split(' ')).ToDictionary(p => p[0], p => p[1]);

    /// <summary>Longer words are no symbol and no code.</summary>
    const int LongestMark = 8;

    /// <summary>Whether a word is a currency's symbol, code or name.</summary>
    public static bool IsMark(string word)
    {
        var mark = Clean(word);
        return mark.Length > 0 && (!IsCommonWord(word)
            && (Iso.Contains(mark) && IsUpper(word) || Symbols.ContainsKey(mark)));
    }

    /// <summary>The ISO code, or null where only the country could tell and it does not.</summary>
    /// <param name="country">ISO 3166 code of where the document comes from, or null.</param>
    public static string? CodeOf(string word, string? country)
    {
        var mark = Clean(word);
        if (Iso.Contains(mark))
            return mark;
        if (!Symbols.TryGetValue(mark, out var code) || code is not "?")
            return code;

        var symbol = mark[0] is '￥' ? '¥' : mark[0] is 'D' ? '$' : mark[0];
        if (country is not null && National.TryGetValue($"{symbol}{country}", out var national))
            return national;
        return symbol switch
        {
            '$' => "USD",
            '¥' => "JPY",
            _ => null,
        };
    }

    /// <summary>An ISO 4217 code as it is written.</summary>
    public static bool IsCode(string word) => Iso.Contains(word);

    static string Clean(string word)
    {
        if (word.Length > LongestMark)
            return "";

        return word.Trim('.', ',', ':', ';', '(', ')', '[', ']').ToUpperInvariant().Replace(".", "", StringComparison.Ordinal);
    }

    static bool IsUpper(string word) => !word.Any(char.IsLower) || word is "Eur" or "Usd" or "Gbp";

    /// <summary>"lei", "fr" and others are words of running text.</summary>
    static bool IsCommonWord(string word) => word is "lei" or "rs" or "RS" or "ft" or "FT" or "rp" or "FR" or "fr"
        or "BHD" or "Bhd" or "PTE"; // "Sdn Bhd" and "Pte Ltd" are far commoner than the dinar and the escudo
}
