using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>What the contract is worth, where it says so in one sum.</summary>
static class ContractValue
{
    /// <summary>How far after "total consideration" the sum may stand.</summary>
    const int Reach = 90;

    static readonly SearchValues<string> CueWords = Cue.Words(
        "total aggregate contract purchase gesamt auftragswert vertragswert kaufpreis prix montant precio importe prezzo corrispettivo "
        + "preco valor wynagrodzenie laczna");

    static readonly Regex Whole = Cue.After(
        "",
        """
        total (?:contract )?(?:consideration|price|value|amount|fee|compensation)\b
        aggregate (?:purchase price|consideration|contract price)\b
        contract (?:price|value|sum)\b|purchase price\b
        gesamtpreis\b|gesamtverg.tung\b|auftragswert\b|vertragswert\b|kaufpreis\b
        prix total\b|montant total\b
        precio total\b|importe total\b
        prezzo (?:totale|complessivo)\b|corrispettivo (?:totale|complessivo)\b
        totaalprijs\b|totale prijs\b
        preco total\b|valor total\b
        wynagrodzenie (?:calkowite|laczne)\b|laczna cena\b
        """);

    const string Codes = "usd|eur|gbp|chf|pln|aud|cad|nzd|sgd|hkd|jpy|cny|inr|sek|nok|dkk|czk|huf|ron|brl|mxn|zar|ils";

    const string Digits = @"(?<n>\d{1,3}(?:[., ']\d{3})*(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?)";

    static readonly Regex Sum = new(
        $@"(?<c>us ?\$|\$|€|£|{Codes}|zl) ?{Digits}\b(?<m> million)?|"
        + $@"\b{Digits} ?(?<c>€|euros?|us dollars|dollars|francs|{Codes}|zl|pounds)", Cue.Options, Cue.Timeout);

    static readonly Regex NotTheWhole = Cue.Begins(
        """
        per |each\b|exceed|less than\b|up to\b|month|annual|greater of\b|defined\b|product\b
        """);

    static readonly Regex Defined = new(
        @"^[^.;]{0,12}\((?:the )?[""'](?:contract price|purchase price|total (?:price|fee|consideration))", Cue.Options, Cue.Timeout);

    public static (Finding Amount, Finding Currency)? In(ContractText text)
    {
        foreach (var at in Cue.Places(text.Folded, CueWords))
        {
            foreach (var cue in Whole.EnumerateMatches(text.After(at, Reach)))
            {
                if (SumAt(text, at, at + cue.Length) is { } value)
                    return value;
            }
        }

        return null;
    }

    /// <summary>"total price … is $5,000", or "$5,000 (the "Contract Price")".</summary>
    static (Finding, Finding)? SumAt(ContractText text, int at, int end)
    {
        var after = Clauses.After(text, end, Reach).ToString();
        var sum = Sum.Match(after);
        if (sum.Success && !NotTheWhole.IsMatch(after.AsSpan(0, sum.Index)))
            return Of(sum, end, 0.6);
        var before = text.Before(at, 60).ToString();
        return Sum.Matches(before).LastOrDefault() is { } named
            && Defined.IsMatch(text.After(at - before.Length + named.Index + named.Length, 60))
            ? Of(named, at - before.Length, 0.7)
            : null;
    }

    static (Finding, Finding)? Of(Match sum, int offset, double confidence)
    {
        if (sum.Groups["m"].Success)
            return null;
        var span = new Span(offset + sum.Index, offset + sum.Index + sum.Length);
        var currency = CurrencyOf(sum.Groups["c"].Value);
        return Amount(sum.Groups["n"].Value) is { } amount
            ? (new(FieldValue.Of(amount), span, confidence), new(FieldValue.Of(currency), span, confidence))
            : null;
    }

    static string CurrencyOf(string printed) => printed switch
    {
        "€" or "euro" or "euros" => "EUR",
        "£" or "pounds" => "GBP",
        "francs" => "CHF",
        "zl" => "PLN",
        [>= 'a', >= 'a', >= 'a'] => printed.ToUpperInvariant(),
        _ => "USD",
    };

    /// <summary>A mark followed by two digits at the end is the decimal one; all others group thousands.</summary>
    static decimal? Amount(string printed)
    {
        var digits = string.Concat(printed.Where(char.IsAsciiDigit));
        if (printed.Length > 3 && printed[^3] is '.' or ',')
            digits = digits.Insert(digits.Length - 2, ".");
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
