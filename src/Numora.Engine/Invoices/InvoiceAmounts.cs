using Numora.Engine.Reading;

namespace Numora.Engine.Invoices;

/// <summary>Net, tax, total and amount due: those that fit their labels and each other best.</summary>
internal sealed class InvoiceAmounts
{
    // Sums of logarithms: what a missing amount costs, and what a sum that is right or wrong is worth.
    const double MissingNet = -1.3;
    const double MissingTax = -1.2;
    const double SumIsRight = 2.2;
    const double SumIsRightWithoutTax = 0.7;
    const double SumIsRightWithCharge = 1.6;
    const double SumIsWrong = -1.4;
    const double RateIsRight = 0.6;

    /// <summary>An amount that no label names costs this much more than a missing one is worth.</summary>
    const double Unlabelled = 0.2;

    readonly DocumentText _text;
    readonly IReadOnlyList<Amount> _totals;
    readonly IReadOnlyList<Amount> _nets;
    readonly IReadOnlyList<Amount> _taxes;
    readonly IReadOnlyList<Amount> _dues;
    readonly IReadOnlyList<decimal> _extras;
    readonly IReadOnlyList<decimal> _rates;

    InvoiceAmounts(DocumentText text, AmountRoles roles)
    {
        _text = text;
        _totals = roles.Best(AmountRole.Total);
        _nets = roles.Best(AmountRole.Net).Concat(roles.Best(AmountRole.LinesTotal).Select(a => a with { Score = a.Score * 0.6 }))
            .ToList();
        _taxes = roles.Best(AmountRole.Tax);
        _dues = roles.Best(AmountRole.Due);
        _extras = [0, .. roles.Best(AmountRole.Charge).Concat(roles.Best(AmountRole.Rounding)).Select(a => a.Value),
            .. roles.Best(AmountRole.Discount).Select(a => -Math.Abs(a.Value))];
        _rates = text.Lines.SelectMany(l => l.Numbers).Where(n => n.Percent).Select(n => n.Value).Distinct().Take(MostRates).ToList();
    }

    const int MostRates = 12;

    public static void Read(DocumentText text, AmountRoles roles, Dictionary<string, ExtractedField> fields)
    {
        var amounts = new InvoiceAmounts(text, roles);
        if (amounts.Solve() is not { } solution)
            return;

        Add("subtotal_amount", solution.Net, solution, fields);
        Add("tax_amount", solution.Tax, solution, fields);
        Add("total_amount", solution.Total, solution, fields);
        amounts.AddDue(solution, fields);
    }

    sealed record Solution(Amount? Net, Amount? Tax, Amount Total, double Score, bool Adds);

    Solution? Solve()
    {
        Solution? best = null;
        foreach (var total in _totals.Count > 0 ? _totals : Largest())
        {
            foreach (var net in _nets.Prepend(null))
            {
                foreach (var tax in _taxes.Prepend(null))
                {
                    var solution = Weigh(net, tax, total);
                    if (best is null || solution.Score > best.Score)
                        best = solution;
                }
            }
        }

        return best;
    }

    Solution Weigh(Amount? net, Amount? tax, Amount total)
    {
        var score = Math.Log(total.Score) * 1.5
            + (net is null ? MissingNet : Math.Log(net.Score))
            + (tax is null ? MissingTax : Math.Log(tax.Score));
        if (net is null || tax is null)
            return new(net, tax, total, score, false);
        if (net.Number == tax.Number || net.Number == total.Number || tax.Number == total.Number)
            return new(net, tax, total, score + SumIsWrong, false);

        var rest = total.Value - net.Value - tax.Value;
        var adds = Math.Abs(rest) <= Arithmetic.Tolerance;
        var addsWithExtra = !adds && _extras.Any(e => Arithmetic.Equal(rest, e));
        score += adds ? tax.Value == 0 ? SumIsRightWithoutTax : SumIsRight
            : addsWithExtra ? SumIsRightWithCharge : SumIsWrong;
        if (tax.Value != 0 && _rates.Any(r => Arithmetic.IsTaxOf(tax.Value, net.Value, r)))
            score += RateIsRight;
        return new(net, tax, total, score, (adds && tax.Value != 0) || addsWithExtra);
    }

    /// <summary>Without any label: the largest amount with a currency or cents.</summary>
    IReadOnlyList<Amount> Largest()
    {
        var largest = _text.Lines.SelectMany(l => l.Numbers).Where(n => n.LooksLikeMoney).MaxBy(n => n.Value);
        return largest is null ? [] : [new(largest, Unlabelled)];
    }

    static void Add(string name, Amount? amount, Solution solution, Dictionary<string, ExtractedField> fields)
    {
        if (amount is not null)
            fields[name] = Found.Number(amount.Value, Confidences.OfAmount(name, amount.Score, solution.Adds), amount.Number.Span);
    }

    void AddDue(Solution solution, Dictionary<string, ExtractedField> fields)
    {
        // "Payment due in 30 days" is no amount where amounts have cents or a currency.
        var due = _dues.FirstOrDefault(d => (d.Number.LooksLikeMoney || !solution.Total.Number.LooksLikeMoney)
            && (d.Number != solution.Total.Number || d.Score > solution.Total.Score));
        if (due is not null)
        {
            fields["amount_due"] = Found.Number(due.Value,
                Confidences.OfAmount("amount_due", due.Score, Arithmetic.Equal(due.Value, solution.Total.Value)), due.Number.Span);
        }
    }
}
