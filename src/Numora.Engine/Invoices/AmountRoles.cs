using Numora.Engine.Ranking;
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

/// <summary>An amount that may be one of the totals.</summary>
internal sealed record AmountCandidate(NumberCandidate Number, FeatureVector Features)
    : Candidate(FieldValue.Of(Number.Value), [Number.Span], Features)
{
    public decimal Amount => Number.Value;
}

/// <summary>Scores every number of the document in every role, from the labels around it.</summary>
internal sealed class AmountRoles
{
    /// <summary>A whole number without a currency, where amounts have cents.</summary>
    const double NotMoney = 0.55;

    /// <summary>The sum of the lines is often, but not always the net.</summary>
    const double LinesTotalAsNet = 0.6;

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

    public static AmountRoles Propose(Proposals proposals, TableHeaders headers)
    {
        var roles = new AmountRoles(proposals.Text, headers);
        var facts = new AmountFacts(proposals.Text);
        foreach (var (name, role) in s_fields)
            proposals.Add(name, roles.Candidates(proposals, role, facts));
        return roles;
    }

    static readonly (string Name, AmountRole Role)[] s_fields =
    [
        ("subtotal_amount", AmountRole.Net), ("tax_amount", AmountRole.Tax), ("total_amount", AmountRole.Total),
        ("amount_due", AmountRole.Due),
    ];

    /// <summary>Values of a role that its labels are sure of.</summary>
    public IEnumerable<decimal> Values(AmountRole role) => _scores.Candidates.Where(n => _scores.Of(n, role) > SureValue)
        .OrderByDescending(n => _scores.Of(n, role)).Select(n => n.Value).Distinct().Take(MostValues);

    const double SureValue = 0.3;
    const int MostValues = 8;

    /// <summary>Those with a label first; then every other amount, the last of the document first.</summary>
    IEnumerable<Candidate> Candidates(Proposals proposals, AmountRole role, AmountFacts facts)
    {
        var labelled = _scores.Candidates.Where(n => Own(n, role).Score > 0).OrderByDescending(n => Own(n, role).Score).ToList();
        var known = labelled.ToHashSet(ReferenceEqualityComparer.Instance);
        var best = labelled.Count == 0 ? 0 : Own(labelled[0], role).Score;
        return labelled.Concat(_text.Lines.Reverse().SelectMany(l => l.Numbers.Where(n => n.LooksLikeMoney && !known.Contains(n))))
            .Select(n =>
            {
                var own = Own(n, role);
                var features = proposals.At(n.Span, own, Rival(n, role), own.Score >= best);
                facts.Add(n, features);
                return new AmountCandidate(n, features);
            });
    }

    double Rival(NumberCandidate number, AmountRole role) => role is AmountRole.Total or AmountRole.Due
        ? RivalsOfTotal.Max(r => _scores.Of(number, r))
        : _scores.BestOther(number, role);

    /// <summary>A total may well be due; it is no part of itself.</summary>
    static readonly AmountRole[] RivalsOfTotal = [AmountRole.Net, AmountRole.Tax, AmountRole.Other];

    Claim Own(NumberCandidate number, AmountRole role) => role switch
    {
        AmountRole.Total => Better(_scores.ClaimOf(number, role), _scores.ClaimOf(number, AmountRole.Due), DueAsTotal),
        AmountRole.Net => Better(_scores.ClaimOf(number, role), _scores.ClaimOf(number, AmountRole.LinesTotal), LinesTotalAsNet),
        _ => _scores.ClaimOf(number, role),
    };

    static Claim Better(Claim own, Claim other, double share) =>
        own.Score >= other.Score * share ? own : other with { Score = other.Score * share };

    void Claim(Label label, AmountRole role)
    {
        foreach (var anchored in _anchors.For(label))
        {
            var number = anchored.Value;
            if (number.Percent)
                continue;

            var score = anchored.Score * (number.LooksLikeMoney ? 1 : NotMoney);
            _scores.Add(number, role, Ranking.Claim.Of(anchored, score));
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
                    _scores.Add(tax, AmountRole.Tax, new(label.Weight, Relation.Right, label.EndsInColon));
            }
        }
    }

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
