using Numora.Engine.Invoices;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Receipts;

/// <summary>Total, tax, subtotal and tip of a receipt: by label, by what was given and came back, by repetition.</summary>
internal sealed class ReceiptTotals
{
    enum Group
    {
        Total,
        Due,
        Net,
        Tax,
        Tip,
        Cash,
        Change,
        Card,
        Rounding,
        Other,
    }

    /// <summary>A total after rounding comes before the total.</summary>
    const double DueBonus = 0.08;
    const double CashMinusChange = 0.45;
    const double PaidByCard = 0.25;
    const double NetPlusTax = 0.3;
    const double RoundedTotal = 0.3;
    const double PerRepetition = 0.06;
    const int MostRepetitions = 4;
    const double RivalShare = 0.35;
    const double NotMoney = 0.6;

    readonly DocumentText _text;
    readonly FieldScores<NumberCandidate, Group> _scores = new();
    readonly Dictionary<decimal, int> _repetitions = [];
    readonly Dictionary<Group, List<decimal>> _values = [];

    /// <summary>To this, cash is rounded where there are no smaller coins (Malaysia, Switzerland, Sweden, the Netherlands).</summary>
    const decimal CashUnit = 0.05m;

    readonly bool _isRounded;

    ReceiptTotals(DocumentText text, TableHeaders headers)
    {
        _text = text;
        _isRounded = text.Lines.Any(l => l.Labels.Any(label => label.Role is Role.Rounding));
        var anchors = new Anchors<NumberCandidate>(text, c => c.Numbers, n => n.Span);
        foreach (var label in text.Lines.SelectMany(l => l.Labels))
        {
            if (GroupOf(label.Role) is not { } group || headers.IsColumn(label))
                continue;
            foreach (var anchored in anchors.For(label))
            {
                if (!anchored.Value.Percent)
                    _scores.Add(anchored.Value, group,
                        Claim.Of(anchored, anchored.Score * (anchored.Value.LooksLikeMoney ? 1 : NotMoney)));
            }
        }

        foreach (var number in text.Lines.SelectMany(l => l.Numbers).Where(n => n.LooksLikeMoney))
            _repetitions[number.Value] = _repetitions.GetValueOrDefault(number.Value) + 1;
    }

    public static ReceiptTotals Propose(Proposals proposals, TableHeaders headers)
    {
        var totals = new ReceiptTotals(proposals.Text, headers);
        proposals.Add("total_amount", totals.Candidates(proposals));
        return totals;
    }

    public void Read(Proposals proposals, Models models, Dictionary<string, ExtractedField> fields)
    {
        var ranked = proposals.Rank("total_amount", models);
        var best = ranked.Best.GroupBy(r => r.Candidate.Value)
            .Select(g => (Candidate: (AmountCandidate)g.First().Candidate, Probability: g.Sum(r => r.Probability)))
            .OrderByDescending(b => b.Probability).FirstOrDefault();
        if (best.Candidate is not { } total || best.Probability <= ranked.None)
            return;

        fields["total_amount"] = Found.Value(total.Value, best.Probability, total.Spans);
        Add("tax_amount", Group.Tax, total.Number, fields);
        Add("subtotal_amount", Group.Net, total.Number, fields);
        Add("tip_amount", Group.Tip, total.Number, fields);
    }

    /// <summary>Those with a label first; then every other amount, the last first.</summary>
    IEnumerable<Candidate> Candidates(Proposals proposals)
    {
        var facts = new AmountFacts(_text);
        var labelled = _scores.Candidates.Where(n => Own(n).Score > 0 && n.Value >= 0).OrderByDescending(n => Own(n).Score).ToList();
        var known = labelled.ToHashSet(ReferenceEqualityComparer.Instance);
        var best = labelled.Count == 0 ? 0 : Own(labelled[0]).Score;
        var others = _text.Lines.Reverse().SelectMany(l => l.Numbers.Where(n => n.LooksLikeMoney && n.Value >= 0 && !known.Contains(n)));
        return labelled.Concat(others).Select(n =>
        {
            var own = Own(n);
            var features = proposals.At(n.Span, own, Rival(n), own.Score >= best);
            facts.Add(n, features);
            features[Feature.Points] = Support(n.Value);
            return new AmountCandidate(n, features);
        });
    }

    Claim Own(NumberCandidate number)
    {
        var (total, due) = (_scores.ClaimOf(number, Group.Total), _scores.ClaimOf(number, Group.Due));
        return due.Score > 0 && due.Score + DueBonus > total.Score ? due with { Score = due.Score + DueBonus } : total;
    }

    static Group? GroupOf(Role role) => role switch
    {
        Role.Total => Group.Total,
        Role.AmountDue => Group.Due,
        Role.Net or Role.LinesTotal => Group.Net,
        Role.Tax => Group.Tax,
        Role.Tip => Group.Tip,
        Role.Cash => Group.Cash,
        Role.Change => Group.Change,
        Role.Card => Group.Card,
        Role.Rounding => Group.Rounding,
        Role.Discount or Role.OtherAmount or Role.ItemCount => Group.Other,
        _ => null,
    };

    double Rival(NumberCandidate number) => Math.Max(
        Math.Max(_scores.Of(number, Group.Net), _scores.Of(number, Group.Tax)),
        Math.Max(_scores.Of(number, Group.Change), Math.Max(_scores.Of(number, Group.Other), _scores.Of(number, Group.Cash))));

    /// <summary>What else on the receipt says that this was paid.</summary>
    double Support(decimal value)
    {
        if (value == 0)
            return -0.3;

        var support = PerRepetition * Math.Min(MostRepetitions, _repetitions.GetValueOrDefault(value) - 1);
        var given = Values(Group.Cash);
        var back = Values(Group.Change);
        if (given.Any(g => back.Any(b => g - b == value)))
            support += CashMinusChange;
        if (Values(Group.Rounding).Any(r => r != 0 && Values(Group.Total).Any(t => t + r == value || t - r == value)))
            support += RoundedTotal;
        else if (_isRounded && value % CashUnit == 0 && _repetitions.Keys.Any(w => w % CashUnit != 0 && Math.Abs(w - value) < CashUnit))
            support += RoundedTotal;
        if (Values(Group.Card).Contains(value))
            support += PaidByCard;
        if (Values(Group.Net).Any(n => Values(Group.Tax).Any(t => t != 0 && Arithmetic.Equal(n + t, value))))
            support += NetPlusTax;
        return support;
    }

    /// <summary>A few values that their labels claim for a group; found once, since every total asks for them.</summary>
    List<decimal> Values(Group group)
    {
        if (!_values.TryGetValue(group, out var values))
        {
            _values[group] = values = [.. _scores.Candidates.Where(c => _scores.Of(c, group) > SureValue).Select(c => c.Value)
                .Distinct().Take(MostValues)];
        }

        return values;
    }

    const double SureValue = 0.3;
    const int MostValues = 8;

    void Add(string name, Group group, NumberCandidate total, Dictionary<string, ExtractedField> fields)
    {
        NumberCandidate? best = null;
        var bestScore = 0.5;
        foreach (var number in _scores.Candidates)
        {
            var score = _scores.Of(number, group) - (RivalShare * _scores.BestOther(number, group));
            if (number != total && Math.Abs(number.Value) <= Math.Abs(total.Value) && score > bestScore && number.LooksLikeMoney)
                (best, bestScore) = (number, score);
        }

        if (best is not null)
            fields[name] = Found.Number(best.Value, Confidences.Line(bestScore, 0.5, 0.55, 1, 0.85), best.Span);
    }
}
