namespace Numora.Engine.Checks;

/// <summary>What must hold within an invoice or credit note.</summary>
static class InvoiceChecks
{
    static readonly string[] s_amounts = ["subtotal_amount", "tax_amount", "total_amount", "amount_due"];

    public static IEnumerable<Check?> Of(CheckedValues values)
    {
        var totals = TotalsAddUp(values);
        // A sum of three figures does not come right by chance; without tax net and total are one figure.
        var confirmed = totals is { Ok: true } && values.Number("tax_amount") is not 0;
        var lines = LineSum.Of(values);
        yield return totals;
        yield return LinesSumToNet(values, lines, confirmed);
        yield return TaxMatchesRate(values, lines, confirmed);
        yield return DateChecks.InOrder(
            values, "invoice_date", "due_date", CheckCode.DueDateAfterInvoiceDate, Schemas.Invoice);
        yield return IdentifierChecks.Iban(values, "vendor_iban");
        yield return IdentifierChecks.VatIds(values, Schemas.Invoice, "vendor_tax_id", "customer_tax_id");
        yield return CurrencyCheck.Of(values, s_amounts);
    }

    static Check? TotalsAddUp(CheckedValues values)
    {
        if ((values.Number("subtotal_amount"), values.Number("tax_amount"), values.Number("total_amount"))
            is not ({ } net, { } tax, { } total))
            return null;
        // Of a credit note the net may be printed with a minus and the tax without.
        var ok = Sums.AreEqual(net + tax, total, values.Unit * 2)
            || Sums.AreEqual(Math.Abs(net) + Math.Abs(tax), total, values.Unit * 2);
        var sum = $"Net {Sums.Text(net)} and tax {Sums.Text(tax)} make {Sums.Text(net + tax)}";
        return new(CheckCode.TotalsAddUp, ok,
            ok ? $"{sum}, the total." : $"{sum}, but the total is {Sums.Text(total)}.",
            ["subtotal_amount", "tax_amount", "total_amount"]);
    }

    static Check? LinesSumToNet(CheckedValues values, LineSum? lines, bool confirmed)
    {
        if (lines is null)
            return null;
        var amount = values.Number("subtotal_amount") is null ? "total_amount" : "subtotal_amount";
        var sum = $"The {values.LineCount} line items come to {Sums.Text(lines.Sum)}";
        var label = Schemas.Invoice.Field(amount)!.Label.ToLowerInvariant();
        return lines.Meaning switch
        {
            LineSumMeaning.Net => new(CheckCode.LinesSumToNet, true,
                $"{sum}, the net.", [CheckedValues.LineItems, amount]),
            LineSumMeaning.Total => new(CheckCode.LinesSumToNet, true,
                $"{sum}, the total: they are given with tax.", [CheckedValues.LineItems, "total_amount"]),
            LineSumMeaning.BeforeCharges => new(CheckCode.LinesSumToNet, true,
                $"{sum}; with the document's charges and discounts that fits its totals.",
                [CheckedValues.LineItems, amount]),
            null => new(CheckCode.LinesSumToNet, false,
                $"{sum}, but the {label} is {Sums.Text(values.Number(amount)!.Value)}.",
                confirmed ? [CheckedValues.LineItems] : [amount, CheckedValues.LineItems]),
            _ => throw new ArgumentOutOfRangeException(nameof(lines)),
        };
    }

    /// <summary>Only where the lines are all of the base: on which rate a charge or discount falls is not known.</summary>
    static Check? TaxMatchesRate(CheckedValues values, LineSum? lines, bool confirmed)
    {
        if (lines?.Meaning is not (LineSumMeaning.Net or LineSumMeaning.Total)
            || values.Number("tax_amount") is not { } tax
            || values.OfLines("tax_rate") is not { } rates || rates.Any(r => r is < 0 or > 100))
            return null;
        var expected = values.OfLines("amount")!.Zip(rates, (amount, rate) =>
            amount * rate / (lines.Meaning is LineSumMeaning.Net ? 100 : 100 + rate)).Sum();
        var ok = Sums.AreEqual(expected, tax, values.Unit * (values.LineCount + 1));
        var sum = $"The line items' tax rates make {Sums.Text(Math.Round(expected, 2))} of tax";
        return new(CheckCode.TaxMatchesRate, ok, ok ? $"{sum}, as stated." : $"{sum}, but it is {Sums.Text(tax)}.",
            ok || !confirmed ? ["tax_amount", CheckedValues.LineItems] : [CheckedValues.LineItems]);
    }
}
