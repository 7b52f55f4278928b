namespace Numora.Engine.Ranking;

/// <summary>
/// What training starts from and is drawn back to where examples are few: that a label announces its value, that other
/// labels speak against it, and that a document begins on its first page.
/// </summary>
internal static class Priors
{
    const double Label = 9;
    const double RivalLabel = -4.5;
    const double PagesBefore = -2;
    const double Points = 9;

    /// <summary>A label of this weight is as likely as not.</summary>
    const double Doubtful = 0.3;

    public static FieldModel Of(string schema, string field)
    {
        var weights = new double[FeatureVector.Length];
        weights[(int)Feature.Label] = Label;
        weights[(int)Feature.RivalLabel] = RivalLabel;
        weights[(int)Feature.PagesBefore] = IsAmount(field) ? 0 : PagesBefore;
        weights[(int)Feature.LineRank] = IsAmount(field) ? 1 : 0;
        weights[(int)Feature.Points] = Points;
        return new(Label * Doubtful, weights);
    }

    /// <summary>
    /// How strongly training is drawn back: a date or an amount stands on an invoice like on any other, but each of a few dozen
    /// vendors has put its own name and its customer's where it likes.
    /// </summary>
    public static double PenaltyOf(string schema, string field) =>
        schema == Schemas.Invoice.Id && field.EndsWith("_name", StringComparison.Ordinal) ? PenaltyOfNames : Training.FieldTrainer.Penalty;

    const double PenaltyOfNames = 1.5;

    /// <summary>Totals stand at the end.</summary>
    static bool IsAmount(string field) => field.EndsWith("_amount", StringComparison.Ordinal) || field == "amount_due";
}
