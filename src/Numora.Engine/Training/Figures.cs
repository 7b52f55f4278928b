namespace Numora.Engine.Training;

/// <summary>How right and how honest a set of outcomes is.</summary>
internal sealed class Figures(IReadOnlyList<Outcome> outcomes)
{
    const int Bins = 10;
    public const double Sure = 0.9;

    public int Wanted => outcomes.Count(o => o.IsWanted);

    int Given => outcomes.Count(o => o.IsGiven);

    int Right => outcomes.Count(o => o.IsRight);

    public double Precision => Share(Right, Given);

    public double Recall => Share(Right, Wanted);

    public double F1 => Share(2 * Right, Given + Wanted);

    /// <summary>Given values at <see cref="Sure"/> or more: the part of all given ones, and how many of them are right.</summary>
    public (double Share, double Right) AtSure
    {
        get
        {
            var sure = outcomes.Where(o => o.IsGiven && o.Confidence >= Sure).ToList();
            return (Share(sure.Count, Given), Share(sure.Count(o => o.IsRight), sure.Count));
        }
    }

    /// <summary>
    /// Expected calibration error over ten bins of equal width (C. Guo et al., On Calibration of Modern Neural Networks, 2017).
    /// </summary>
    public double CalibrationError => Diagram.Sum(b => b.Part * Math.Abs(b.Confidence - b.Right));

    /// <summary>The reliability diagram: mean confidence, share that is right and part of all values, for each bin that has any.</summary>
    public IReadOnlyList<(double Confidence, double Right, double Part)> Diagram =>
        [.. outcomes.Where(o => o.IsGiven).GroupBy(o => Math.Min(Bins - 1, (int)(o.Confidence * Bins))).OrderBy(b => b.Key)
            .Select(b => (b.Average(o => o.Confidence), Share(b.Count(o => o.IsRight), b.Count()), Share(b.Count(), Given)))];

    static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
