using System.Globalization;
using System.Text;
using Numora.Engine;

namespace Numora.Operations;

/// <summary>All that was read from one file, as <c>extract</c> prints it for a person.</summary>
static class ExtractTable
{
    public static string Of(FileReading reading)
    {
        var text = new StringBuilder();
        text.AppendLine(TerminalText.OneLine(reading.File));
        if (reading.Result is not { } result)
            return text.AppendLine(CultureInfo.InvariantCulture, $"  failed: {TerminalText.OneLine(reading.Failure!.Message)}").ToString();

        var schema = Schemas.Find(result.Schema)!;
        text.AppendLine(CultureInfo.InvariantCulture,
            $"  {result.Schema}, {result.PageCount} pages, confidence {result.Confidence:0.00}");
        foreach (var field in schema.Fields)
            if (result.Fields.TryGetValue(field.Name, out var value))
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"  {field.Name,-26} {value.Confidence:0.00}  {OneLine(value.Value)}");
        foreach (var (line, number) in result.LineItems.Select((l, i) => (l, i + 1)))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  line {number,-21} {line.Confidence:0.00}  {Line(schema, line)}");
        foreach (var check in result.Checks.Where(c => !c.Ok))
            text.AppendLine(CultureInfo.InvariantCulture, $"  check failed {check.Code}: {TerminalText.OneLine(check.Message)}");
        foreach (var warning in result.Warnings)
            text.AppendLine(CultureInfo.InvariantCulture, $"  warning {warning.Code}: {TerminalText.OneLine(warning.Message)}");
        return text.ToString();
    }

    static string Line(Schema schema, ExtractedLine line) => string.Join(" | ", schema.LineFields
        .Where(f => line.Fields.ContainsKey(f.Name)).Select(f => $"{f.Name}: {OneLine(line.Fields[f.Name].Value)}"));

    static string OneLine(FieldValue value) => TerminalText.OneLine(value.ToString()!);
}
