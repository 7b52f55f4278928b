using Numora.Engine;

namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>
/// The sums of an invoice by BR-CO-10 to BR-CO-18. What the document says is written; what it leaves open follows from the
/// rules; where both disagree, the rule is named and nothing is bent.
/// </summary>
sealed class UblArithmetic(PushDocument document, UblGaps gaps)
{
    /// <summary>What the rules' own check allows (BR-CO-17 in CEN's schematron): tax may be rounded line by line.</summary>
    const decimal TaxTolerance = 1m;

    public UblTotals Totals(IReadOnlyList<UblLine> lines, string? reason, string? reasonCode)
    {
        var lineSum = lines.Count > 0 && lines.All(l => l.Net is not null) ? lines.Sum(l => l.Net) : null;
        var taxes = lines.All(l => l is { Net: not null, Category: not null, Rate: not null })
            ? Breakdown(lines, reason, reasonCode)
            : [];

        var net = Amount("subtotal_amount", "BR-DEC-12") ?? lineSum;
        if (net is null)
            gaps.Missing("BT-109", "the total without VAT, subtotal_amount");
        else if (lineSum is not null && lineSum != net)
            gaps.Breaks("BR-CO-13", "the lines do not add up to subtotal_amount; a discount or charge on the whole invoice is no field.");

        var (tax, shown) = Tax(taxes);
        var gross = Amount("total_amount", "BR-DEC-14");
        if (gross is null)
            gaps.Missing("BT-112", "the total with VAT, total_amount");
        else if (net + tax is { } sum && sum != gross)
            gaps.Breaks("BR-CO-15", "the total without VAT and the VAT do not add up to total_amount.");

        var due = Amount("amount_due", "BR-DEC-18") ?? gross; // nothing is known to be paid
        if (due is null)
            gaps.Missing("BT-115", "the amount due, amount_due");
        if (due > gross)
            gaps.Breaks("BR-CO-16", "amount_due is more than total_amount.");
        return new(lineSum, net, tax, gross, due < gross ? gross - due : null, due, shown);
    }

    public static bool HasCents(decimal amount) => amount * 100 % 1 == 0;

    static List<UblTax> Breakdown(IReadOnlyList<UblLine> lines, string? reason, string? reasonCode) =>
    [
        .. lines.GroupBy(l => (Category: l.Category!, Rate: l.Rate!.Value)).Select(g =>
        {
            var taxable = g.Sum(l => l.Net!.Value);
            var isExempt = g.Key.Category is "E" or "AE" or "K" or "G";
            return new UblTax(
                g.Key.Category, g.Key.Rate, taxable, decimal.Round(taxable * g.Key.Rate / 100, 2, MidpointRounding.AwayFromZero),
                isExempt ? reason : null, isExempt ? reasonCode : null);
        }),
    ];

    (decimal? Tax, IReadOnlyList<UblTax> Taxes) Tax(List<UblTax> taxes)
    {
        var given = Amount("tax_amount", "BR-DEC-13");
        if (taxes.Count == 0)
        {
            if (given is null)
                gaps.Missing("BT-110", "the VAT in total, tax_amount");
            return (given, taxes);
        }

        var computed = taxes.Sum(t => t.Amount);
        if (given is null || given == computed)
            return (computed, taxes);
        if (taxes is [var only] && Math.Abs(given.Value - computed) < TaxTolerance)
            return (given, [only with { Amount = given.Value }]);

        gaps.Breaks("BR-CO-14", "the VAT of the lines by their rates does not add up to tax_amount.");
        return (given, taxes);
    }

    decimal? Amount(string field, string rule)
    {
        var amount = (document.Fields.GetValueOrDefault(field) as FieldValue.Number)?.Value;
        if (amount is { } value && !HasCents(value))
            gaps.Breaks(rule, $"{field} has more than two decimals.");
        return amount;
    }
}
