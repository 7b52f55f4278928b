namespace Numora.Engine.Checks;

/// <summary>What the lines of an invoice come to, and which of its amounts that is.</summary>
/// <param name="Sum">Of the lines' amounts.</param>
/// <param name="Meaning">Null where it is none of them.</param>
sealed record LineSum(decimal Sum, LineSumMeaning? Meaning)
{
    /// <summary>The more there are, the likelier two of them explain a difference by chance.</summary>
    const int MaxCharges = 8;

    /// <summary>Null where the lines have no amounts, or there is nothing to compare their sum with.</summary>
    public static LineSum? Of(CheckedValues values)
    {
        if (values.OfLines("amount") is not { } amounts)
            return null;
        var (net, tax, total) =
            (values.Number("subtotal_amount"), values.Number("tax_amount"), values.Number("total_amount"));
        var sum = amounts.Sum();
        var tolerance = values.Unit * (amounts.Count + 1); // each line is rounded for itself
        if (net is { } n && Sums.AreEqual(sum, n, tolerance))
            return new(sum, LineSumMeaning.Net);
        if (total is { } t && Sums.AreEqual(sum, t, tolerance))
            return new(sum, LineSumMeaning.Total);
        if (net is null && total - tax is { } untaxed && Sums.AreEqual(sum, untaxed, tolerance))
            return new(sum, LineSumMeaning.Net);
        decimal[] totals = [.. new[] { net, total }.OfType<decimal>()];
        if (Charged(sum, values.Charges).Any(c => totals.Any(wanted => Sums.AreEqual(c, wanted, tolerance))))
            return new(sum, LineSumMeaning.BeforeCharges);
        // Without net and tax, lines that are not the total may well be the net.
        return net is null && (total is null || tax is null) ? null : new(sum, null);
    }

    /// <summary>The sum with each charge or discount, with two of them, and with all; on credit notes of either sign.</summary>
    static IEnumerable<decimal> Charged(decimal sum, IEnumerable<decimal> charges)
    {
        var some = charges.Where(c => c != 0).Distinct().Take(MaxCharges).ToList();
        var pairs = some.SelectMany((c, i) => some.Skip(i + 1).Select(d => c + d));
        return some.Concat(pairs).Append(some.Sum()).SelectMany(c => (decimal[])[sum + c, Math.Abs(sum) + c]);
    }
}

enum LineSumMeaning
{
    Net,

    /// <summary>The lines are given with their tax.</summary>
    Total,

    /// <summary>Net or total, once the document's own charges and discounts are counted.</summary>
    BeforeCharges,
}
