namespace Numora.Engine.Invoices;

/// <summary>How well each of several candidates fits each of several things it may be.</summary>
internal sealed class FieldScores<TCandidate, TGroup>
    where TCandidate : class
    where TGroup : struct, Enum
{
    readonly Dictionary<(TCandidate, TGroup), double> _scores = new(ByReference);
    readonly List<TCandidate> _candidates = [];
    readonly HashSet<TCandidate> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Keeps the best score of each pair.</summary>
    public void Add(TCandidate candidate, TGroup group, double score)
    {
        if (_known.Add(candidate))
            _candidates.Add(candidate);
        if (score > _scores.GetValueOrDefault((candidate, group)))
            _scores[(candidate, group)] = score;
    }

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<TCandidate> Candidates => _candidates;

    public double Of(TCandidate candidate, TGroup group) => _scores.GetValueOrDefault((candidate, group));

    /// <summary>The best score as anything else.</summary>
    public double BestOther(TCandidate candidate, TGroup group)
    {
        var best = 0.0;
        foreach (var other in Enum.GetValues<TGroup>())
        {
            if (!other.Equals(group))
                best = Math.Max(best, Of(candidate, other));
        }

        return best;
    }

    static readonly IEqualityComparer<(TCandidate, TGroup)> ByReference =
        EqualityComparer<(TCandidate, TGroup)>.Create(
            (a, b) => ReferenceEquals(a.Item1, b.Item1) && a.Item2.Equals(b.Item2),
            p => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(p.Item1), p.Item2));
}
