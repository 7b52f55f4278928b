using Numora.Engine.Invoices.Items;
using Numora.Engine.Invoices.Parties;
using Numora.Engine.Pages;
using Numora.Engine.Ranking;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices;

/// <summary>Reads an invoice off the words of its pages.</summary>
internal static class InvoiceReader
{
    /// <param name="models">Null for those of this program.</param>
    public static Extraction Read(IReadOnlyList<Page> pages, Models? models = null)
    {
        models ??= Models.Shipped;
        var text = DocumentText.Of(pages);
        var headers = new TableHeaders(text);
        var (proposals, roles, parties) = Propose(text, headers);
        var fields = new Dictionary<string, ExtractedField>();

        InvoiceNumbers.Read(proposals, models, fields);
        new DateSolver(proposals, models).Read(fields);
        InvoiceAmounts.Read(proposals, roles, models, fields);
        InvoiceCurrency.Read(text, fields);
        var (vendor, customer) = parties.Read(proposals, models, fields);
        TaxIds.Read(text, vendor, customer, fields);

        var lines = LineItems.Read(text, headers, Totals(fields));

        return Extraction.Of(Schemas.Invoice, fields, lines, pages.Count) with { Charges = [.. Charges(roles, fields)] };
    }

    /// <summary>Charges, discounts and roundings that are named, and what a named sum of the lines and the net differ by.</summary>
    static IEnumerable<decimal> Charges(AmountRoles roles, Dictionary<string, ExtractedField> fields)
    {
        var net = (fields.GetValueOrDefault("subtotal_amount")?.Value as FieldValue.Number)?.Value;
        var all = roles.Values(AmountRole.LinesTotal).Select(lines => net - lines ?? 0)
            .Concat(roles.Values(AmountRole.Discount).Select(d => -Math.Abs(d)))
            .Concat(roles.Values(AmountRole.Charge)).Concat(roles.Values(AmountRole.Rounding));
        return all.Where(c => c != 0).Distinct();
    }

    /// <summary>The candidates alone, for training.</summary>
    public static Proposals Propose(DocumentText text) => Propose(text, new(text)).Proposals;

    static (Proposals Proposals, AmountRoles Roles, InvoiceParties Parties) Propose(DocumentText text, TableHeaders headers)
    {
        var proposals = new Proposals(Schemas.Invoice, text);
        InvoiceNumbers.Propose(proposals, headers);
        InvoiceDates.Propose(proposals, headers);
        return (proposals, AmountRoles.Propose(proposals, headers), InvoiceParties.Propose(proposals, headers));
    }

    static List<decimal> Totals(Dictionary<string, ExtractedField> fields) =>
        [.. fields.Where(f => f.Key is "subtotal_amount" or "total_amount").Select(f => f.Value.Value)
            .OfType<FieldValue.Number>().Select(n => n.Value)];
}
