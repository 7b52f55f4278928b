using System.Globalization;
using Numora.Engine;
using Numora.Engine.Checks;

namespace Numora.Tests.Checks;

/// <summary>Extractions made by hand, each value read off a page at 0.95.</summary>
static class Values
{
    public const double Confidence = 0.95;

    /// <param name="fields">E.g. <c>total_amount=119.00 due_date=2026-04-13</c>; <c>total_amount=119.00@€119.00</c> with its text.</param>
    /// <param name="lines">A line each: its amount, or its amount and tax rate as <c>100.00*19</c>.</param>
    public static Extraction Of(Schema schema, string fields, params IReadOnlyList<string> lines) => Extraction.Of(
        schema,
        fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2))
            .ToDictionary(f => f[0], f => Field(schema.Field(f[0])!, f[1])),
        [.. lines.Select(Line)], pageCount: 1);

    public static Check? Check(this Extraction read, string code) => Checked.Of(read).Checks.SingleOrDefault(c => c.Code == code);

    static ExtractedField Field(Field field, string value)
    {
        var parts = value.Split('@');
        return new(
            field.Type is FieldType.Number ? FieldValue.Of(decimal.Parse(parts[0], CultureInfo.InvariantCulture))
                : FieldValue.Of(parts[0].Replace('_', ' ')),
            Confidence, FieldSource.Text, Page: 1, Text: parts[^1].Replace('_', ' '));
    }

    static ExtractedLine Line(string line)
    {
        var fields = new Dictionary<string, ExtractedField> { ["description"] = new(FieldValue.Of("Thing"), Confidence, FieldSource.Text) };
        foreach (var (name, value) in new[] { "amount", "tax_rate" }.Zip(line.Split('*', StringSplitOptions.RemoveEmptyEntries)))
            fields[name] = new(FieldValue.Of(decimal.Parse(value, CultureInfo.InvariantCulture)), Confidence, FieldSource.Text);
        return ExtractedLine.Of(fields);
    }
}
