using Numora.Engine.Invoices.Items;
using Numora.Engine.Invoices.Parties;
using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices;

/// <summary>Reads an invoice off the words of its pages.</summary>
internal static class InvoiceReader
{
    public static Extraction Read(IReadOnlyList<Page> pages)
    {
        var text = DocumentText.Of(pages);
        var headers = new TableHeaders(text);
        var fields = new Dictionary<string, ExtractedField>();

        InvoiceNumbers.Read(text, headers, fields);
        InvoiceDates.Read(text, headers, fields);
        InvoiceAmounts.Read(text, new(text, headers), fields);
        InvoiceCurrency.Read(text, fields);
        var (vendor, customer) = InvoiceParties.Read(text, headers, fields);
        TaxIds.Read(text, vendor, customer, fields);

        var lines = LineItems.Read(text, headers, Totals(fields));

        return Extraction.Of(Schemas.Invoice, fields, lines, pages.Count);
    }

    static List<decimal> Totals(Dictionary<string, ExtractedField> fields) =>
        [.. fields.Where(f => f.Key is "subtotal_amount" or "total_amount").Select(f => f.Value.Value)
            .OfType<FieldValue.Number>().Select(n => n.Value)];
}
