using Numora.Engine.Ranking;

namespace Numora.Engine.Training;

/// <summary>Fits Platt's curves: one for each schema and source, and from it one for each field as far as its examples carry.</summary>
internal static class Calibrator
{
    /// <summary>How strongly a field's curve is drawn to that of all fields together.</summary>
    const double Penalty = 2;

    /// <summary>How strongly the common curve is drawn to the reader's own word.</summary>
    const double CommonPenalty = 0.5;

    /// <summary>Values of a field and source below which its own curve would say more about chance than about the field.</summary>
    const int LeastExamples = 8;

    public static Dictionary<(string, string, FieldSource), Calibration> Fit(IEnumerable<Outcome> outcomes)
    {
        var fitted = new Dictionary<(string, string, FieldSource), Calibration>();
        foreach (var source in outcomes.Where(o => o.IsGiven).GroupBy(o => (o.Schema, o.Source)))
        {
            var header = source.Where(o => o.Field != Calibrated.LineItems).ToList();
            var common = Fit(header, Calibration.Identity, CommonPenalty);
            foreach (var field in Schemas.Find(source.Key.Schema)!.Fields)
                fitted[(source.Key.Schema, field.Name, source.Key.Source)] = common;
            foreach (var field in source.GroupBy(o => o.Field).Where(f => f.Count() >= LeastExamples))
                fitted[(source.Key.Schema, field.Key, source.Key.Source)] = Fit([.. field], common, Penalty);
        }

        return fitted;
    }

    /// <summary>The targets are those of Platt's paper: a little inside 0 and 1, as if one more of each had been seen.</summary>
    static Calibration Fit(List<Outcome> outcomes, Calibration prior, double penalty)
    {
        double right = outcomes.Count(o => o.IsRight), wrong = outcomes.Count - right;
        var (high, low) = ((right + 1) / (right + 2), 1 / (wrong + 2));
        var points = outcomes.Select(o => (X: Calibration.LogOdds(o.Confidence), Y: o.IsRight ? high : low)).ToList();
        var fitted = Lbfgs.Minimise([prior.Slope, prior.Shift], (x, gradient) =>
        {
            var (slope, shift) = (x[0] - prior.Slope, x[1] - prior.Shift);
            var loss = penalty / 2 * (slope * slope + shift * shift);
            (gradient[0], gradient[1]) = (penalty * slope, penalty * shift);
            foreach (var (logOdds, target) in points)
            {
                var p = Calibration.Sigmoid(x[0] * logOdds + x[1]);
                loss -= target * Math.Log(p + 1e-12) + (1 - target) * Math.Log(1 - p + 1e-12);
                gradient[0] += (p - target) * logOdds;
                gradient[1] += p - target;
            }

            return loss;
        });
        return new(Math.Max(0, fitted[0]), fitted[1]); // never turned round: surer is never less likely right
    }
}
