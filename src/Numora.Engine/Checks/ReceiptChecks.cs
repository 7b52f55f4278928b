namespace Numora.Engine.Checks;

/// <summary>What must hold within a receipt.</summary>
static class ReceiptChecks
{
    static readonly string[] s_amounts = ["subtotal_amount", "tax_amount", "tip_amount", "total_amount"];

    public static IEnumerable<Check?> Of(CheckedValues values)
    {
        var totals = TotalsAddUp(values);
        yield return totals;
        yield return LinesSumToTotal(values, totals is { Ok: true } && values.Number("tax_amount") is not 0);
        yield return IdentifierChecks.VatIds(values, Schemas.Receipt, "merchant_tax_id");
        yield return CurrencyCheck.Of(values, s_amounts);
    }

    /// <summary>What is paid in cash is rounded to the smallest coin; half of it either way.</summary>
    static decimal Rounding(CheckedValues values) => values.Currency switch
    {
        "SEK" or "NOK" or "CZK" => 0.5m,
        "DKK" => 0.25m,
        "HUF" => 2.5m,
        _ => values.Unit * 5,
    };

    /// <summary>Prices may include the tax, so that the subtotal is the total; a tip may be given on top.</summary>
    static Check? TotalsAddUp(CheckedValues values)
    {
        if ((values.Number("subtotal_amount"), values.Number("tax_amount"), values.Number("total_amount"))
            is not ({ } net, { } tax, { } total))
            return null;
        var (tip, rounding) = (values.Number("tip_amount") ?? 0, Rounding(values));
        decimal[] sums = [net + tax, net + tax + tip, net, net + tip];
        var ok = sums.Any(s => Sums.AreEqual(s, total, rounding));
        var parts = $"Subtotal {Sums.Text(net)}, tax {Sums.Text(tax)}{(tip == 0 ? "" : $", tip {Sums.Text(tip)}")}";
        return new(CheckCode.TotalsAddUp, ok,
            ok ? $"{parts} and total {Sums.Text(total)} add up." : $"{parts} do not make the total {Sums.Text(total)}.",
            ["subtotal_amount", "tax_amount", .. tip == 0 ? [] : (string[])["tip_amount"], "total_amount"]);
    }

    static Check? LinesSumToTotal(CheckedValues values, bool confirmed)
    {
        if (values.OfLines("amount") is not { } amounts || values.Number("total_amount") is not { } total)
            return null;
        var (net, tax) = (values.Number("subtotal_amount"), values.Number("tax_amount"));
        var tip = values.Number("tip_amount") ?? 0;
        var (sum, tolerance) = (amounts.Sum(), Rounding(values) + values.Unit * amounts.Count);
        decimal?[] wanted = [total, total - tip, net, net + tax, total - tax, total - tip - tax];
        var ok = wanted.OfType<decimal>().Any(w => Sums.AreEqual(sum, w, tolerance));
        var text = $"The {values.LineCount} line items come to {Sums.Text(sum)}";
        string[] fields = [CheckedValues.LineItems, net is null ? "total_amount" : "subtotal_amount"];
        return new(CheckCode.LinesSumToTotal, ok,
            ok ? $"{text}, which fits the totals." : $"{text}, but the total is {Sums.Text(total)}.",
            !ok && confirmed ? [CheckedValues.LineItems] : fields);
    }
}
