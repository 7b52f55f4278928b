using System.Globalization;

namespace Numora.Benchmarks;

static class Figures
{
    /// <summary>Percentiles of times in milliseconds.</summary>
    public static string Of(List<double> times)
    {
        var sorted = times.Order().ToArray();
        double At(double p) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(sorted.Length * p))];
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {At(.5):0.0} ms, p95 {At(.95):0.0} ms, p99 {At(.99):0.0} ms, max {sorted[^1]:0.0} ms");
    }
}
