using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices;

/// <summary>What an amount beside the totals may be.</summary>
internal enum AmountRole
{
    Net,
    LinesTotal,
    Discount,
    Charge,
    Tax,
    Total,
    Due,
    Paid,
    Rounding,
    Other,
}

/// <summary>An amount with the score its label gives it in one role.</summary>
internal sealed record Amount(NumberCandidate Number, double Score)
{
    public decimal Value => Number.Value;
}

/// <summary>Scores every number of the document in every role, from the labels around it.</summary>
internal sealed class AmountRoles
{
    /// <summary>Candidates of one role that are combined with those of the others.</summary>
    const int Most = 8;

    /// <summary>A whole number without a currency, where amounts have cents.</summary>
    const double NotMoney = 0.55;

    const double RivalShare = 0.4;

    /// <summary>Totals stand at the end: what is up to a whole document earlier loses this much.</summary>
    const double EarlyLoss = 0.15;

    /// <summary>"Total" may be said of what is due, and the other way round.</summary>
    const double DueAsTotal = 0.62;

    readonly DocumentText _text;
    readonly Anchors<NumberCandidate> _anchors;
    readonly FieldScores<NumberCandidate, AmountRole> _scores = new();

    public AmountRoles(DocumentText text, TableHeaders headers)
    {
        _text = text;
        _anchors = new(text, c => c.Numbers, n => n.Span);
        foreach (var label in text.Lines.SelectMany(l => l.Labels))
        {
            if (RoleOf(label.Role) is { } role && !headers.IsColumn(label))
                Claim(label, role);
        }
    }

    /// <summary>The best candidates of a role, best first; each value once.</summary>
    public IReadOnlyList<Amount> Best(AmountRole role)
    {
        var amounts = new List<Amount>();
        foreach (var number in _scores.Candidates)
        {
            var own = Own(number, role);
            var rival = role is AmountRole.Total or AmountRole.Due
                ? RivalsOfTotal.Max(r => _scores.Of(number, r))
                : _scores.BestOther(number, role);
            var score = own - (RivalShare * rival) - Early(number);
            if (own > 0 && score > 0.05)
                amounts.Add(new(number, Math.Min(1, score)));
        }

        return amounts.OrderByDescending(a => a.Score).DistinctBy(a => a.Value).Take(Most).ToList();
    }

    /// <summary>A total may well be due; it is no part of itself.</summary>
    static readonly AmountRole[] RivalsOfTotal = [AmountRole.Net, AmountRole.Tax, AmountRole.Other];

    double Own(NumberCandidate number, AmountRole role) => role is AmountRole.Total
        ? Math.Max(_scores.Of(number, role), DueAsTotal * _scores.Of(number, AmountRole.Due))
        : _scores.Of(number, role);

    void Claim(Label label, AmountRole role)
    {
        foreach (var anchored in _anchors.For(label))
        {
            var number = anchored.Value;
            if (number.Percent)
                continue;

            var score = anchored.Score * (number.LooksLikeMoney ? 1 : NotMoney);
            _scores.Add(number, role, score);
        }

        if (role is AmountRole.Tax)
            ClaimLastInRow(label);
    }

    /// <summary>"VAT 19 % of 336.00 is 63.84": where a rate stands in the row, the tax is what the rate makes of another.</summary>
    void ClaimLastInRow(Label label)
    {
        var row = _text.Of(label.Span).Numbers;
        foreach (var rate in row.Where(n => n.Percent || n.Value is > 0 and < 30))
        {
            foreach (var tax in row.Where(n => n.LooksLikeMoney && n.Span.First > label.Span.Last))
            {
                if (row.Any(b => b != tax && b != rate && b.LooksLikeMoney && Arithmetic.IsTaxOf(tax.Value, b.Value, rate.Value)))
                    _scores.Add(tax, AmountRole.Tax, label.Weight);
            }
        }
    }

    double Early(NumberCandidate number) =>
        EarlyLoss * (1 - ((number.Span.Line.Number + 1.0) / _text.Lines.Count));

    static AmountRole? RoleOf(Role role) => role switch
    {
        Role.Net => AmountRole.Net,
        Role.LinesTotal => AmountRole.LinesTotal,
        Role.Discount => AmountRole.Discount,
        Role.Charge => AmountRole.Charge,
        Role.Tax => AmountRole.Tax,
        Role.Total => AmountRole.Total,
        Role.AmountDue => AmountRole.Due,
        Role.Paid => AmountRole.Paid,
        Role.Rounding => AmountRole.Rounding,
        Role.OtherAmount => AmountRole.Other,
        _ => null,
    };
}
