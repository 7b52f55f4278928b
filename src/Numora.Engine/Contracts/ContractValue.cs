using System.Globalization;
using System.Text.RegularExpressions;

namespace Numora.Engine.Contracts;

/// <summary>What the contract is worth, where it says so in one sum.</summary>
static class ContractValue
{
    const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>How far after "total consideration" the sum may stand.</summary>
    const int Reach = 90;

    static readonly Regex Cue = new(
        @"\btotal (?:contract )?(?:consideration|price|value|amount|fee|compensation)\b|\baggregate (?:purchase price|consideration|contract price)\b|"
        + @"\bcontract (?:price|value|sum)\b|\bpurchase price\b|\bgesamtpreis\b|\bgesamtverg.tung\b|\bauftragswert\b|\bvertragswert\b|\bkaufpreis\b|"
        + @"\bprix total\b|\bmontant total\b|\bprecio total\b|\bimporte total\b|\bprezzo (?:totale|complessivo)\b|\bcorrispettivo (?:totale|complessivo)\b|"
        + @"\btotaalprijs\b|\btotale prijs\b|\bpreco total\b|\bvalor total\b|\bwynagrodzenie (?:calkowite|laczne)\b|\blaczna cena\b", Options);

    static readonly Regex Sum = new(
        @"(?<c>us ?\$|\$|€|£|usd|eur|gbp|chf|pln|zl) ?(?<n>\d{1,3}(?:[., ']\d{3})*(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?)\b( million)?|"
        + @"\b(?<n>\d{1,3}(?:[., ']\d{3})*(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?) ?(?<c>€|euros?|eur|usd|us dollars|dollars|chf|francs|pln|zl|gbp|pounds)\b",
        Options);

    static readonly Regex NotTheWhole = new(@"\bper \b|\beach\b|\bexceed|\bless than\b|\bup to\b|\bmonth|\bannual|\bgreater of\b|\bdefined\b|\bproduct\b", Options);

    static readonly Regex DefinedAs = new(@"^[^.;]{0,12}\((?:the )?[""“'](?:contract price|purchase price|total (?:price|fee|consideration))", Options);

    public static (Finding Amount, Finding Currency)? In(ContractText text)
    {
        foreach (var cue in Cue.EnumerateMatches(text.Folded))
        {
            var from = cue.Index + cue.Length;
            var after = text.After(from, Reach);
            var sum = Sum.Match(after);
            if (sum.Success && !NotTheWhole.IsMatch(after[..sum.Index]) && !after[..sum.Index].Contains(". ", StringComparison.Ordinal))
                return Of(sum, from, 0.6);
            var before = text.Before(cue.Index, 60);
            var defined = Sum.Matches(before).LastOrDefault();
            if (defined is not null && DefinedAs.IsMatch(text.After(cue.Index - before.Length + defined.Index + defined.Length, 60)))
                return Of(defined, cue.Index - before.Length, 0.7);
        }

        return null;
    }

    static (Finding, Finding)? Of(Match sum, int offset, double confidence)
    {
        if (sum.Groups[1].Success && sum.Groups[1].Value == " million")
            return null;
        var span = new Span(offset + sum.Index, offset + sum.Index + sum.Length);
        var currency = CurrencyOf(sum.Groups["c"].Value);
        return Amount(sum.Groups["n"].Value) is { } amount
            ? (new(FieldValue.Of(amount), span, confidence), new(FieldValue.Of(currency), span, confidence))
            : null;
    }

    static string CurrencyOf(string printed) => printed switch
    {
        "€" or "eur" or "euro" or "euros" => "EUR",
        "£" or "gbp" or "pounds" => "GBP",
        "chf" or "francs" => "CHF",
        "pln" or "zl" => "PLN",
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
