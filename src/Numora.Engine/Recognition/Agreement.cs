namespace Numora.Engine.Recognition;

/// <summary>Puts two readings of one document together, field by field.</summary>
static class Agreement
{
    /// <summary>Two attempts that find the same value seldom both err: so much of the doubt goes.</summary>
    const double DoubtLeft = 0.5;

    /// <summary>A value that the other attempt reads differently is so much less sure.</summary>
    const double Disputed = 0.85;

    const double MostSure = 0.99;

    public static Extraction Of(Extraction first, Extraction second, Schema schema)
    {
        var fields = new Dictionary<string, ExtractedField>();
        foreach (var name in first.Fields.Keys.Union(second.Fields.Keys))
            fields[name] = Of(first.Fields.GetValueOrDefault(name), second.Fields.GetValueOrDefault(name));
        var lines = first.LineItems.Count > 0 ? first.LineItems : second.LineItems;
        return Extraction.Of(schema, fields, lines, first.PageCount, first.Warnings) with
        {
            Words = first.Words,
            Charges = first.LineItems.Count > 0 ? first.Charges : second.Charges,
        };
    }

    static ExtractedField Of(ExtractedField? first, ExtractedField? second)
    {
        if (first is null || second is null)
            return (first ?? second)!;
        var surer = first.Confidence >= second.Confidence ? first : second;
        var confidence = first.Value.Equals(second.Value)
            ? Math.Max(surer.Confidence, Math.Min(MostSure, 1 - (1 - surer.Confidence) * DoubtLeft))
            : surer.Confidence * Disputed;
        return surer with { Confidence = Math.Round(confidence, 4) };
    }
}
