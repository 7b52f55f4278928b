using Numora.Engine.Ranking;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices;

/// <summary>What an amount is among the other amounts of its document: the largest, a sum of two others.</summary>
internal sealed class AmountFacts
{
    /// <summary>Different amounts among which sums are looked for; the square of it is the cost.</summary>
    const int MostForSums = 60;

    readonly List<decimal> _ordered;
    readonly HashSet<decimal> _sums;

    public AmountFacts(DocumentText text)
    {
        var money = text.Lines.SelectMany(l => l.Numbers).Where(n => n.LooksLikeMoney).ToList();
        _ordered = [.. money.Select(n => n.Value).Distinct().Order()];
        var latest = Enumerable.Reverse(money).Select(n => n.Value).Where(v => v != 0).Distinct().Take(MostForSums).ToList();
        _sums = [.. latest.SelectMany((a, i) => latest.Skip(i + 1).Select(b => a + b))];
    }

    public void Add(NumberCandidate number, FeatureVector features)
    {
        features.Mark(Feature.Currency, number.Currency is not null);
        features.Mark(Feature.Cents, number.Decimals == 2);
        features.Mark(Feature.Largest, _ordered.Count > 0 && number.Value >= _ordered[^1]);
        features[Feature.ValueRank] = _ordered.Count == 0 ? 0 : Math.Abs(_ordered.BinarySearch(number.Value)) / (double)_ordered.Count;
        features.Mark(Feature.IsSum, _sums.Contains(number.Value));
        features.Mark(Feature.Zero, number.Value == 0);
        features.Mark(Feature.Negative, number.Value < 0);
    }
}
