using System.Globalization;
using Numora.Engine;

namespace Numora.Operations;

/// <summary>The table of <c>extract</c> for many files: a line a file, printed as soon as it is read.</summary>
/// <param name="columns">Of the terminal. A narrow one wraps; what comes last is not cut.</param>
sealed class ExtractRows(int columns)
{
    /// <summary>Where the output is no terminal.</summary>
    public const int WideColumns = 170;

    const int SchemaWidth = 11; // contract_v1
    const int StatusWidth = 15; // review_required
    const int NumberWidth = 16;
    const int DateWidth = 10;
    const int TotalWidth = 14; // EUR 1234567.89
    const int ConfidenceWidth = 4;

    /// <summary>For the gaps between columns and a remark at the end.</summary>
    const int Rest = 36;

    const int MinFileWidth = 16;
    const int MaxFileWidth = 44;
    const int MinNameWidth = 14;
    const int MaxNameWidth = 28;

    readonly int _fileWidth = Math.Clamp(Spare(columns) * 3 / 5, MinFileWidth, MaxFileWidth);
    readonly int _nameWidth = Math.Clamp(Spare(columns) * 2 / 5, MinNameWidth, MaxNameWidth);

    public string Header => Row("FILE", "SCHEMA", "STATUS", "CONF", "NUMBER", "VENDOR OR TITLE", "DATE", "TOTAL", "REMARKS");

    public string Of(FileReading reading)
    {
        if (reading.Result is not { } result)
            return Row(reading.File, reading.Schema, reading.Status, "", "", "", "", "", reading.Failure!.Code.InWords());
        var confidence = result.Confidence.ToString("0.00", CultureInfo.InvariantCulture);
        var (number, name, date) = Telling(result);
        return Row(reading.File, result.Schema, reading.Status, confidence, number, name, date, Total(result), Remarks(result));
    }

    static int Spare(int columns) =>
        columns - SchemaWidth - StatusWidth - NumberWidth - DateWidth - TotalWidth - ConfidenceWidth - Rest;

    /// <summary>The fields by which a person knows the document again.</summary>
    static (string Number, string Name, string Date) Telling(Engine.Extraction result)
    {
        if (result.Schema == Schemas.Receipt.Id)
            return (Value(result, "receipt_number"), Value(result, "merchant_name"), Value(result, "transaction_date"));
        if (result.Schema == Schemas.Contract.Id)
            return ("", Value(result, "contract_title"), Value(result, "agreement_date", "effective_date"));
        return (Value(result, "invoice_number"), Value(result, "vendor_name"), Value(result, "invoice_date"));
    }

    static string Total(Engine.Extraction result)
    {
        var total = Value(result, "total_amount", "total_value");
        return total.Length == 0 ? "" : $"{Value(result, "currency"),3} {total}";
    }

    static string Value(Engine.Extraction result, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (result.Fields.TryGetValue(name, out var field))
                return field.Value.ToString()!;
        return "";
    }

    static string Remarks(Engine.Extraction result) => string.Join(", ",
        result.Checks.Where(c => !c.Ok).Select(c => $"not {c.Code}").Concat(result.Warnings.Select(w => w.Code)).Distinct());

    string Row(params ReadOnlySpan<string> cells) => string.Join("  ",
        TerminalText.PathCell(cells[0], _fileWidth),
        TerminalText.Cell(cells[1], SchemaWidth),
        TerminalText.Cell(cells[2], StatusWidth),
        TerminalText.Cell(cells[3], ConfidenceWidth),
        TerminalText.Cell(cells[4], NumberWidth),
        TerminalText.Cell(cells[5], _nameWidth),
        TerminalText.Cell(cells[6], DateWidth),
        TerminalText.Cell(cells[7].PadLeft(TotalWidth), TotalWidth),
        TerminalText.OneLine(cells[8])).TrimEnd();
}
