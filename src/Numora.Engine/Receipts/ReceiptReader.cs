using Numora.Engine.Invoices;
using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Receipts;

/// <summary>Reads a receipt off the words of its pages: from a text layer, or recognised ones.</summary>
internal static class ReceiptReader
{
    public static Extraction Read(IReadOnlyList<Page> pages)
    {
        var text = DocumentText.Of(pages);
        var headers = new TableHeaders(text);
        var fields = new Dictionary<string, ExtractedField>();

        ReceiptMerchant.Read(text, fields);
        ReceiptDetails.Read(text, fields);
        ReceiptTotals.Read(text, headers, fields);
        InvoiceCurrency.Read(text, fields);
        var lines = ReceiptItems.Read(text, headers, fields);

        return Extraction.Of(Schemas.Receipt, fields, lines, pages.Count);
    }
}
