using System.Globalization;
using System.Text;

namespace Numora.Tests.Support;

/// <summary>UBL invoices: every field of them is read exactly, with confidence 1, and without a page.</summary>
static class EInvoices
{
    static int _number = 5000;

    /// <summary>An invoice in EUR with so many lines, "Item 1" and so on.</summary>
    /// <param name="number">Null for one that no other sample has.</param>
    public static byte[] Ubl(
        string? number = null, string? vendor = "Nordlicht GmbH", string total = "119.00", int lines = 2, string note = "")
    {
        number ??= $"UBL-{Interlocked.Increment(ref _number)}";
        var items = new StringBuilder();
        for (var i = 1; i <= lines; i++)
            items.Append(CultureInfo.InvariantCulture, $"""
                <a:InvoiceLine><b:ID>{i}</b:ID><b:InvoicedQuantity unitCode="H87">{i}</b:InvoicedQuantity>
                <b:LineExtensionAmount currencyID="EUR">50.00</b:LineExtensionAmount>
                <a:Item><b:Name>Item {i}</b:Name></a:Item></a:InvoiceLine>
                """);
        var seller = vendor is null ? "" : $"""
            <a:AccountingSupplierParty><a:Party><a:PartyLegalEntity><b:RegistrationName>{vendor}</b:RegistrationName>
            </a:PartyLegalEntity></a:Party></a:AccountingSupplierParty>
            """;
        return Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <u:Invoice xmlns:u="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
              xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
              xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
            <b:ID>{number}</b:ID><b:IssueDate>2026-03-14</b:IssueDate><b:DueDate>2026-04-13</b:DueDate>
            <b:InvoiceTypeCode>380</b:InvoiceTypeCode><b:Note>{note}</b:Note>
            <b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>{seller}
            <a:LegalMonetaryTotal><b:TaxExclusiveAmount currencyID="EUR">100.00</b:TaxExclusiveAmount>
            <b:TaxInclusiveAmount currencyID="EUR">{total}</b:TaxInclusiveAmount>
            <b:PayableAmount currencyID="EUR">{total}</b:PayableAmount></a:LegalMonetaryTotal>{items}
            </u:Invoice>
            """);
    }
}
