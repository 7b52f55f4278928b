using Numora.Engine.Reading;

namespace Numora.Engine.Checks;

/// <summary>Whether the symbols and codes printed beside the amounts are those of the document's currency.</summary>
static class CurrencyCheck
{
    /// <summary>Symbols that several currencies share.</summary>
    static readonly (string Marks, string Codes)[] s_shared =
    [
        ("$ DOLLAR DOLLARS", "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU BRL"),
        ("¥ ￥", "JPY CNY"),
        ("£", "GBP EGP IEP ITL"),
        ("KR", "SEK NOK DKK ISK"),
        ("FR", "CHF FRF BEF LUF"),
        ("RS", "INR PKR LKR"),
    ];

    /// <returns>Null where no amount names a currency, or the document none.</returns>
    public static Check? Of(CheckedValues values, IReadOnlyList<string> amounts)
    {
        if (values.Currency is not { } currency)
            return null;
        var marks = amounts.Select(name => (Name: name, Mark: MarkOf(values.Printed(name))))
            .Where(m => m.Mark is not null).ToList();
        if (marks.Count == 0)
            return null;
        var others = marks.Where(m => !Fits(m.Mark!, currency)).ToList();
        return others.Count == 0
            ? new(CheckCode.CurrencyConsistent, true, $"The amounts are in {currency}.",
                ["currency", .. marks.Select(m => m.Name)])
            : new(CheckCode.CurrencyConsistent, false,
                $"The currency is {currency}, but an amount is printed with {others[0].Mark}.",
                ["currency", .. others.Select(m => m.Name)]);
    }

    /// <summary>The symbol or code beside a printed amount, e.g. <c>€</c> of <c>€1.234,00-</c>.</summary>
    static string? MarkOf(string? printed)
    {
        if (printed is null)
            return null;
        var letters = string.Concat(printed.Select(c => char.IsDigit(c) || ".,'’+-−–()".Contains(c) ? ' ' : c));
        return letters.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(Currencies.IsMark);
    }

    static bool Fits(string mark, string currency)
    {
        var upper = mark.ToUpperInvariant();
        foreach (var (marks, codes) in s_shared)
        {
            if (marks.Split(' ').Contains(upper))
                return codes.Split(' ').Contains(currency);
        }

        return Currencies.CodeOf(mark, country: null) is not { } code || code == currency;
    }
}
