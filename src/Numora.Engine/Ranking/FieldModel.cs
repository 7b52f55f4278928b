namespace Numora.Engine.Ranking;

/// <summary>
/// A logistic model of one field: the probability of a candidate is the softmax of its weighted features over all candidates
/// of the document and a null candidate, whose score is <see cref="None"/> alone.
/// </summary>
/// <param name="Weights">By <see cref="Feature"/>.</param>
internal sealed record FieldModel(double None, double[] Weights)
{
    /// <summary>A document of hostile length has no more candidates than this for one field; the best labelled come first.</summary>
    public const int MaxCandidates = 80;

    public double Score(FeatureVector features)
    {
        var score = 0.0;
        var values = features.Values;
        for (var i = 0; i < values.Length; i++)
            score += Weights[i] * values[i];
        return score;
    }

    public RankedList<T> Rank<T>(IReadOnlyList<T> candidates, Func<T, FeatureVector> featuresOf)
    {
        var scores = candidates.Select(c => Score(featuresOf(c))).ToArray();
        var highest = Math.Max(None, scores.DefaultIfEmpty(None).Max());
        var none = Math.Exp(None - highest);
        var sum = none + scores.Sum(s => Math.Exp(s - highest));
        var ranked = candidates.Select((c, i) => new Ranked<T>(c, Math.Exp(scores[i] - highest) / sum))
            .OrderByDescending(r => r.Probability).ToList();
        return new(ranked, none / sum);
    }
}
