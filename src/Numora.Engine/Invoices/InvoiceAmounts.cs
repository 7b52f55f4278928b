using Numora.Engine.Ranking;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices;

/// <summary>
/// Net, tax and total together: of the likeliest few of each, every combination is weighed by its probabilities and by
/// whether it adds up; an amount is as sure as all combinations with it together.
/// </summary>
internal sealed class InvoiceAmounts
{
    /// <summary>Of each amount so many are combined.</summary>
    const int Most = 8;

    // Logarithms of how much likelier a sum that is right or wrong makes a combination.
    const double SumIsRight = 3.5;
    const double SumIsRightWithoutTax = 1;
    const double SumIsRightWithCharge = 2.5;
    const double SumIsWrong = -2;
    const double RateIsRight = 1.2;
    const double SameNumberTwice = -6;

    const int MostRates = 12;

    readonly Proposals _proposals;
    readonly Models _models;
    readonly IReadOnlyList<decimal> _extras;
    readonly IReadOnlyList<decimal> _rates;

    InvoiceAmounts(Proposals proposals, AmountRoles roles, Models models)
    {
        (_proposals, _models) = (proposals, models);
        _extras = [.. roles.Values(AmountRole.Charge).Concat(roles.Values(AmountRole.Rounding)),
            .. roles.Values(AmountRole.Discount).Select(d => -Math.Abs(d))];
        _rates = proposals.Text.Lines.SelectMany(l => l.Numbers).Where(n => n.Percent).Select(n => n.Value).Distinct()
            .Take(MostRates).ToList();
    }

    public static void Read(Proposals proposals, AmountRoles roles, Models models, Dictionary<string, ExtractedField> fields)
    {
        var amounts = new InvoiceAmounts(proposals, roles, models);
        var total = amounts.Solve(fields);
        amounts.AddDue(total, fields);
    }

    /// <summary>One of the amounts, or none.</summary>
    sealed record Choice(AmountCandidate? Candidate, double Probability)
    {
        public double Sum { get; set; }
    }

    List<Choice> Choices(string field)
    {
        var ranked = _proposals.Rank(field, _models);
        return [.. ranked.Best.DistinctBy(b => b.Candidate.Value).Take(Most)
            .Select(b => new Choice((AmountCandidate)b.Candidate, b.Probability)), new(null, ranked.None)];
    }

    AmountCandidate? Solve(Dictionary<string, ExtractedField> fields)
    {
        var (totals, nets, taxes) = (Choices("total_amount"), Choices("subtotal_amount"), Choices("tax_amount"));
        var (sum, best, winner) = (0.0, -1.0, (Total: totals[0], Net: nets[0], Tax: taxes[0]));
        foreach (var total in totals)
        {
            foreach (var net in nets)
            {
                foreach (var tax in taxes)
                {
                    var weight = total.Probability * net.Probability * tax.Probability * Math.Exp(Bonus(net, tax, total));
                    foreach (var choice in (Choice[])[total, net, tax])
                        choice.Sum += weight;
                    sum += weight;
                    if (weight > best)
                        (best, winner) = (weight, (total, net, tax));
                }
            }
        }

        Add("subtotal_amount", winner.Net, sum, fields);
        Add("tax_amount", winner.Tax, sum, fields);
        Add("total_amount", winner.Total, sum, fields);
        return winner.Total.Candidate;
    }

    double Bonus(Choice net, Choice tax, Choice total)
    {
        if (net.Candidate is not { } n || tax.Candidate is not { } t)
            return 0;
        if (total.Candidate is not { } whole)
            return SumIsWrong;
        if (n.Number == t.Number || n.Number == whole.Number || t.Number == whole.Number)
            return SameNumberTwice;
        var rest = whole.Amount - n.Amount - t.Amount;
        var bonus = Math.Abs(rest) <= Arithmetic.Tolerance ? t.Amount == 0 ? SumIsRightWithoutTax : SumIsRight
            : _extras.Any(e => Arithmetic.Equal(rest, e)) ? SumIsRightWithCharge : SumIsWrong;
        if (t.Amount != 0 && _rates.Any(r => Arithmetic.IsTaxOf(t.Amount, n.Amount, r)))
            bonus += RateIsRight;
        return bonus;
    }

    static void Add(string name, Choice choice, double sum, Dictionary<string, ExtractedField> fields)
    {
        if (choice.Candidate is { } amount && sum > 0)
            fields[name] = Found.Value(amount.Value, choice.Sum / sum, amount.Spans);
    }

    void AddDue(AmountCandidate? total, Dictionary<string, ExtractedField> fields)
    {
        if (_proposals.Rank("amount_due", _models).Winner is not { Candidate: AmountCandidate due } winner)
            return;
        // "Payment due in 30 days" is no amount where amounts have cents or a currency; and what is called total and not
        // due is the total alone.
        if (!due.Number.LooksLikeMoney && total is { Number.LooksLikeMoney: true })
            return;
        if (total is not null && due.Number == total.Number && due.Features[Feature.Label] < total.Features[Feature.Label])
            return;
        fields["amount_due"] = Found.Value(due.Value, winner.Probability, due.Spans);
    }
}
