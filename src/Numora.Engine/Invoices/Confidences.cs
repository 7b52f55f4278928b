namespace Numora.Engine.Invoices;

/// <summary>What a score of the rules is worth, before calibration (Ranking/Calibrated).</summary>
internal static class Confidences
{
    /// <summary>Between two points straight, beyond them flat.</summary>
    public static double Line(double score, double low, double atLow, double high, double atHigh) =>
        score <= low ? atLow : score >= high ? atHigh : atLow + ((score - low) / (high - low) * (atHigh - atLow));
}
