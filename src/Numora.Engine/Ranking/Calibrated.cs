namespace Numora.Engine.Ranking;

/// <summary>Replaces what the readers say of their own values by the share of such values that have proved right.</summary>
internal static class Calibrated
{
    /// <summary>Under this name the cells of all line items are calibrated together.</summary>
    public const string LineItems = "line_items";

    public static Extraction Of(Extraction read, Models models)
    {
        var schema = Schemas.Find(read.Schema)!;
        var fields = read.Fields.ToDictionary(f => f.Key, f => Of(f.Value, read.Schema, f.Key, models));
        var lines = read.LineItems.Select(l => ExtractedLine.Of(
            l.Fields.ToDictionary(f => f.Key, f => Of(f.Value, read.Schema, LineItems, models)))).ToList();
        return Extraction.Of(schema, fields, lines, read.PageCount, read.Warnings) with { Charges = read.Charges };
    }

    static ExtractedField Of(ExtractedField field, string schema, string name, Models models) =>
        field with { Confidence = Math.Round(models.CalibrationOf(schema, name, field.Source).Of(field.Confidence), 4) };
}
