using Numora.Engine.Ranking;

namespace Numora.Engine.Training;

/// <summary>The candidates of one field of one document, and which of them are right.</summary>
/// <param name="Right">By candidate; none where the document does not have the field, or no candidate is its value.</param>
internal sealed record Example(string Group, FeatureVector[] Candidates, bool[] Right, double Weight)
{
    /// <summary>Null where the truth says nothing of the field.</summary>
    public static Example? Of(Truth truth, Field field, IReadOnlyList<Candidate> candidates, double weight)
    {
        if (!truth.Knows(field.Name) && !truth.Lacks(field.Name))
            return null;
        var right = candidates.Select(c => truth.Knows(field.Name) && Likeness.IsRight(field, c.Value, truth)).ToArray();
        // A value that no candidate has is not to teach that there was none; but to say none is better than to say another.
        var isMissed = truth.Knows(field.Name) && !right.Contains(true);
        return new(truth.Group, [.. candidates.Select(c => c.Features)], right, isMissed ? weight * MissedWeight : weight);
    }

    const double MissedWeight = 0.3;
}

/// <summary>Fits the model of one field to examples.</summary>
internal static class FieldTrainer
{
    /// <summary>How strongly weights are drawn back to the prior: the penalty of a weight that is 1 away from it, halved.</summary>
    public const double Penalty = 0.6;

    public static FieldModel Fit(IReadOnlyList<Example> examples, FieldModel prior, double penalty = Penalty)
    {
        var start = prior.Weights.Append(prior.None).ToArray();
        // Ten documents of one layout say more than one, but not ten times as much as one of another.
        var sizes = examples.CountBy(e => e.Group).ToDictionary(g => g.Key, g => Math.Sqrt(g.Value));
        Example[] balanced = [.. examples.Select(e => e with { Weight = e.Weight * BalancedWeight / sizes[e.Group] })];
        var fitted = Lbfgs.Minimise(start, (x, gradient) => Loss(balanced, start, x, gradient, penalty));
        return new(fitted[^1], fitted[..^1]);
    }

    /// <summary>So that a group of two documents with their copies weighs as much as without the balance.</summary>
    const double BalancedWeight = 2.8;

    /// <summary>Negative logarithm of the probability of what is right, and the penalty; writes the gradient.</summary>
    static double Loss(Example[] examples, double[] prior, double[] x, double[] gradient, double penalty)
    {
        var loss = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            loss += penalty / 2 * (x[k] - prior[k]) * (x[k] - prior[k]);
            gradient[k] = penalty * (x[k] - prior[k]);
        }

        foreach (var example in examples)
            loss += Loss(example, x, gradient);
        return loss;
    }

    static double Loss(Example example, double[] x, double[] gradient)
    {
        var count = example.Candidates.Length;
        var weights = new double[count + 1];
        for (var c = 0; c < count; c++)
            weights[c] = Score(example.Candidates[c], x);
        weights[count] = x[^1]; // the null candidate
        var highest = weights.Max();
        for (var c = 0; c <= count; c++)
            weights[c] = Math.Exp(weights[c] - highest);
        var all = weights.Sum();
        var isNone = !example.Right.Contains(true);
        var right = isNone ? weights[count] : example.Right.Select((r, c) => r ? weights[c] : 0).Sum();

        for (var c = 0; c <= count; c++)
        {
            var isRight = c == count ? isNone : example.Right[c];
            var share = weights[c] / all - (isRight ? weights[c] / right : 0);
            if (c == count)
            {
                gradient[^1] += example.Weight * share;
                continue;
            }

            var values = example.Candidates[c].Values;
            for (var k = 0; k < values.Length; k++)
                gradient[k] += example.Weight * share * values[k];
        }

        return -example.Weight * Math.Log(Math.Max(right / all, 1e-300));
    }

    static double Score(FeatureVector features, double[] x)
    {
        var score = 0.0;
        var values = features.Values;
        for (var k = 0; k < values.Length; k++)
            score += x[k] * values[k];
        return score;
    }
}
