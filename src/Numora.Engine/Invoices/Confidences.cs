using Numora.Engine.Reading;

namespace Numora.Engine.Invoices;

/// <summary>What a score is worth: fitted so that of the values given at 0.9 nine in ten are right.</summary>
internal static class Confidences
{
    public static double OfNumber(string name, double score) => name switch
    {
        "invoice_number" => Line(score, 0.3, 0.55, 0.85, 0.97),
        "purchase_order_number" => Line(score, 0.3, 0.45, 0.9, 0.93),
        _ => Line(score, 0.3, 0.4, 0.9, 0.85),
    };

    public static double OfDate(string name, double score, DateCandidate date)
    {
        var confidence = name switch
        {
            "invoice_date" => Line(score, 0.25, 0.55, 0.8, 0.97),
            "due_date" => Line(score, 0.25, 0.45, 0.85, 0.95),
            _ => Line(score, 0.25, 0.4, 0.85, 0.92),
        };
        return date.Ambiguous ? confidence * 0.95 : confidence;
    }

    /// <param name="adds">Whether net and tax make the total.</param>
    public static double OfAmount(string name, double score, bool adds) => name switch
    {
        "total_amount" => adds ? 0.98 : Line(score, 0.3, 0.55, 0.9, 0.95),
        "amount_due" => adds ? 0.93 : Line(score, 0.3, 0.45, 0.95, 0.88),
        _ => adds ? 0.97 : Line(score, 0.3, 0.4, 0.95, 0.85),
    };

    /// <param name="lead">Points ahead of the next name.</param>
    public static double OfVendor(double points, double lead) =>
        Math.Min(Line(points, 1, 0.55, 3.2, 0.97), Line(lead, 0, 0.6, 1, 0.97));

    /// <summary>Between two points straight, beyond them flat.</summary>
    public static double Line(double score, double low, double atLow, double high, double atHigh) =>
        score <= low ? atLow : score >= high ? atHigh : atLow + ((score - low) / (high - low) * (atHigh - atLow));
}
