using Numora.Engine.Invoices;
using Numora.Engine.Invoices.Items;
using Numora.Engine.Reading;

namespace Numora.Engine.Receipts;

/// <summary>What was bought: rows of a table where the receipt has a head, else lines that end in an amount.</summary>
internal static class ReceiptItems
{
    public static IReadOnlyList<ExtractedLine> Read(
        DocumentText text, TableHeaders headers, Dictionary<string, ExtractedField> fields)
    {
        List<decimal> totals = [.. fields.Where(f => f.Key is "subtotal_amount" or "total_amount").Select(f => f.Value.Value)
            .OfType<FieldValue.Number>().Select(n => n.Value)];
        return [.. LineItems.Read(text, headers, totals).Select(Narrowed)];
    }

    /// <summary>A receipt's lines have fewer fields than an invoice's.</summary>
    static ExtractedLine Narrowed(ExtractedLine line) =>
        ExtractedLine.Of(line.Fields.Where(f => Schemas.Receipt.LineField(f.Key) is not null).ToDictionary(f => f.Key, f => f.Value));
}
