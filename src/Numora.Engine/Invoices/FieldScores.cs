using Numora.Engine.Ranking;

namespace Numora.Engine.Invoices;

/// <summary>What labels claim each of several candidates to be, for each of several things it may be.</summary>
internal sealed class FieldScores<TCandidate, TGroup>
    where TCandidate : class
    where TGroup : struct, Enum
{
    static readonly TGroup[] s_groups = Enum.GetValues<TGroup>();

    readonly Dictionary<TCandidate, Claim[]> _claims = new(ReferenceEqualityComparer.Instance);
    readonly List<TCandidate> _candidates = [];
    readonly double[] _best = new double[s_groups.Length];

    /// <summary>Keeps the best claim of each pair.</summary>
    public void Add(TCandidate candidate, TGroup group, Claim claim)
    {
        if (!_claims.TryGetValue(candidate, out var claims))
        {
            _claims[candidate] = claims = new Claim[s_groups.Length];
            _candidates.Add(candidate);
        }

        var at = Array.IndexOf(s_groups, group);
        if (claim.Score > claims[at].Score)
            claims[at] = claim;
        _best[at] = Math.Max(_best[at], claim.Score);
    }

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<TCandidate> Candidates => _candidates;

    public Claim ClaimOf(TCandidate candidate, TGroup group) =>
        _claims.TryGetValue(candidate, out var claims) ? claims[Array.IndexOf(s_groups, group)] : default;

    public double Of(TCandidate candidate, TGroup group) => ClaimOf(candidate, group).Score;

    public bool IsBest(TCandidate candidate, TGroup group) =>
        Of(candidate, group) is > 0 and var score && score >= _best[Array.IndexOf(s_groups, group)];

    /// <summary>The best score as anything else.</summary>
    public double BestOther(TCandidate candidate, TGroup group)
    {
        if (!_claims.TryGetValue(candidate, out var claims))
            return 0;
        var best = 0.0;
        for (var i = 0; i < claims.Length; i++)
        {
            if (!s_groups[i].Equals(group))
                best = Math.Max(best, claims[i].Score);
        }

        return best;
    }
}
