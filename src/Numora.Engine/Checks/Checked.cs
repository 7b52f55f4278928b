namespace Numora.Engine.Checks;

/// <summary>Checks what was read against itself, and lowers the confidence of what a failed check doubts.</summary>
public static class Checked
{
    /// <summary>Of a value that a failed check concerns: rather right than wrong, and too little to go unseen.</summary>
    public const double MaxDoubtful = 0.6;

    /// <summary>
    /// The same with <see cref="Extraction.Checks"/> and capped confidences. A reviewer's value keeps its own. Pure,
    /// and what it is given again it answers the same.
    /// </summary>
    public static Extraction Of(Extraction read)
    {
        var values = new CheckedValues(read);
        List<Check?> made =
        [
            .. read.Schema == Schemas.Contract.Id ? ContractChecks.Of(values)
                : read.Schema == Schemas.Receipt.Id ? ReceiptChecks.Of(values)
                : InvoiceChecks.Of(values),
            // What needs the pages themselves was checked while they were read.
            read.Checks.FirstOrDefault(c => c.Code == CheckCode.EInvoiceAgrees),
        ];
        List<Check> checks = [.. made.OfType<Check>()];

        var doubted = checks.Where(c => !c.Ok).SelectMany(c => c.Fields).ToHashSet();
        var fields = read.Fields.ToDictionary(f => f.Key, f => doubted.Contains(f.Key) ? Capped(f.Value) : f.Value);
        var confidence = Schemas.Find(read.Schema) is { } schema
            ? Extraction.ConfidenceOf(schema, name => fields.GetValueOrDefault(name)?.Confidence ?? 0)
            : read.Confidence;
        return read with
        {
            Confidence = confidence,
            Fields = fields,
            LineItems = Lines(read.LineItems, checks),
            Checks = checks,
        };
    }

    static IReadOnlyList<ExtractedLine> Lines(IReadOnlyList<ExtractedLine> lines, List<Check> checks)
    {
        var doubted = checks.Where(c => !c.Ok && c.Fields.Contains(CheckedValues.LineItems))
            .Select(c => c.Code is CheckCode.TaxMatchesRate ? "tax_rate" : "amount").ToHashSet();
        return doubted.Count == 0 ? lines : [.. lines.Select(line => ExtractedLine.Of(
            line.Fields.ToDictionary(f => f.Key, f => doubted.Contains(f.Key) ? Capped(f.Value) : f.Value)))];
    }

    static ExtractedField Capped(ExtractedField field) =>
        field.Source is FieldSource.Reviewer || field.Confidence <= MaxDoubtful
            ? field : field with { Confidence = MaxDoubtful };
}
