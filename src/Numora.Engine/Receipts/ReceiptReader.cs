using Numora.Engine.Invoices;
using Numora.Engine.Pages;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;

namespace Numora.Engine.Receipts;

/// <summary>Reads a receipt off the words of its pages: from a text layer, or recognised ones.</summary>
internal static class ReceiptReader
{
    /// <param name="models">Null for those of this program.</param>
    public static Extraction Read(IReadOnlyList<Page> pages, Models? models = null)
    {
        models ??= Models.Shipped;
        var text = DocumentText.Of(pages);
        var headers = new TableHeaders(text);
        var (proposals, totals, merchant) = Propose(text, headers);
        var fields = new Dictionary<string, ExtractedField>();

        merchant.Read(proposals, models, fields);
        ReceiptDetails.Read(proposals, models, fields);
        totals.Read(proposals, models, fields);
        InvoiceCurrency.Read(text, fields);
        var lines = ReceiptItems.Read(text, headers, fields);

        return Extraction.Of(Schemas.Receipt, fields, lines, pages.Count);
    }

    /// <summary>The candidates alone, for training.</summary>
    public static Proposals Propose(DocumentText text) => Propose(text, new(text)).Proposals;

    static (Proposals Proposals, ReceiptTotals Totals, ReceiptMerchant Merchant) Propose(DocumentText text, TableHeaders headers)
    {
        var proposals = new Proposals(Schemas.Receipt, text);
        ReceiptDetails.Propose(proposals);
        return (proposals, ReceiptTotals.Propose(proposals, headers), ReceiptMerchant.Propose(proposals));
    }
}
