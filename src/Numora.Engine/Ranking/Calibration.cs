namespace Numora.Engine.Ranking;

/// <summary>
/// Turns what a reader says of its own value into the share of such values that are right: Platt's logistic curve over the
/// log-odds (J. Platt, Probabilistic Outputs for Support Vector Machines, 1999).
/// </summary>
internal sealed record Calibration(double Slope, double Shift)
{
    public static Calibration Identity { get; } = new(1, 0);

    /// <summary>No program is ever surer than this of what it read off a page.</summary>
    public const double Most = 0.99;

    public const double Least = 0.01;

    public double Of(double confidence) => Math.Clamp(Sigmoid(Slope * LogOdds(confidence) + Shift), Least, Most);

    /// <summary>Bounded: a confidence of 1 says no more than one of 0.999.</summary>
    public static double LogOdds(double p)
    {
        const double edge = 0.001;
        var inside = Math.Clamp(p, edge, 1 - edge);
        return Math.Log(inside / (1 - inside));
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
