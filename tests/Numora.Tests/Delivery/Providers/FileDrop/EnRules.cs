using System.Globalization;
using System.Xml.Linq;

namespace Numora.Tests.Delivery.Providers.FileDrop;

/// <summary>
/// An invoice against the rules of EN 16931-1 that concern what Numora writes, read from the XML alone. Written from the
/// standard's list of rules, not from the program.
/// </summary>
static class EnRules
{
    static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    /// <summary>The sequence of the UBL 2.1 schema, of what may occur here.</summary>
    static readonly Dictionary<string, string> Sequence = new()
    {
        ["Invoice"] = "CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode DocumentCurrencyCode BuyerReference OrderReference "
            + "AccountingSupplierParty AccountingCustomerParty Delivery PaymentMeans PaymentTerms TaxTotal LegalMonetaryTotal InvoiceLine",
        ["Party"] = "PostalAddress PartyTaxScheme PartyLegalEntity",
        ["PostalAddress"] = "StreetName AdditionalStreetName CityName PostalZone AddressLine Country",
        ["PartyTaxScheme"] = "CompanyID TaxScheme",
        ["PartyLegalEntity"] = "RegistrationName CompanyID",
        ["Delivery"] = "ActualDeliveryDate DeliveryLocation",
        ["PaymentMeans"] = "PaymentMeansCode PaymentID PayeeFinancialAccount",
        ["TaxTotal"] = "TaxAmount TaxSubtotal",
        ["TaxSubtotal"] = "TaxableAmount TaxAmount TaxCategory",
        ["TaxCategory"] = "ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme",
        ["ClassifiedTaxCategory"] = "ID Percent TaxScheme",
        ["LegalMonetaryTotal"] = "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PrepaidAmount PayableAmount",
        ["InvoiceLine"] = "ID InvoicedQuantity LineExtensionAmount Item Price",
        ["Item"] = "Name SellersItemIdentification ClassifiedTaxCategory",
        ["Price"] = "PriceAmount",
    };

    /// <summary>The rules that are broken, in their order; none for a valid invoice.</summary>
    public static IReadOnlyList<string> Broken(string xml)
    {
        var invoice = XDocument.Parse(xml).Root!;
        var broken = new List<string>();
        void Must(string rule, bool holds)
        {
            if (!holds)
                broken.Add(rule);
        }

        Structure(invoice, Must);
        Presence(invoice, Must);
        Lines(invoice, Must);
        Sums(invoice, Must);
        Taxes(invoice, Must);
        return broken;
    }

    static void Structure(XElement invoice, Action<string, bool> must)
    {
        foreach (var element in invoice.DescendantsAndSelf())
        {
            must($"empty {element.Name.LocalName}", element.HasElements || element.Value.Trim().Length > 0);
            if (!Sequence.TryGetValue(element.Name.LocalName, out var sequence))
                continue;
            var places = element.Elements().Select(e => Array.IndexOf(sequence.Split(' '), e.Name.LocalName)).ToList();
            must($"sequence of {element.Name.LocalName}", !places.Contains(-1) && places.SequenceEqual(places.Order()));
        }

        foreach (var amount in invoice.Descendants().Where(e => e.Name.LocalName.EndsWith("Amount", StringComparison.Ordinal)))
        {
            must("BR-CL-03", amount.Attribute("currencyID")?.Value == Text(invoice, "DocumentCurrencyCode"));
            must("BR-DEC", amount.Name.LocalName is "PriceAmount" || Decimals(amount.Value) <= 2);
        }
    }

    static void Presence(XElement invoice, Action<string, bool> must)
    {
        string? Of(string path) => Text(invoice, path);
        must("BR-01", Of("CustomizationID") is not null);
        must("BR-02", Of("ID") is not null);
        must("BR-03", DateOnly.TryParseExact(Of("IssueDate"), "yyyy-MM-dd", out _));
        must("BR-04", Of("InvoiceTypeCode") == "380");
        must("BR-05", Of("DocumentCurrencyCode") is { Length: 3 });
        must("BR-06", Of("AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName") is not null);
        must("BR-07", Of("AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName") is not null);
        must("BR-09", Of("AccountingSupplierParty/Party/PostalAddress/Country/IdentificationCode") is { Length: 2 });
        must("BR-11", Of("AccountingCustomerParty/Party/PostalAddress/Country/IdentificationCode") is { Length: 2 });
        must("BR-16", invoice.Elements(Cac + "InvoiceLine").Any());
        must("BR-CO-18", invoice.Elements(Cac + "TaxTotal").Elements(Cac + "TaxSubtotal").Any());
        must("BR-CO-25", Amount(invoice, "LegalMonetaryTotal/PayableAmount") is not > 0
            || Of("DueDate") is not null || Of("PaymentTerms/Note") is not null);
        must("BR-CO-26", Of("AccountingSupplierParty/Party/PartyTaxScheme/CompanyID") is not null);
        must("BR-49", invoice.Element(Cac + "PaymentMeans") is null || Of("PaymentMeans/PaymentMeansCode") is not null);
        must("BR-61", Of("PaymentMeans/PaymentMeansCode") is not "30" || Of("PaymentMeans/PayeeFinancialAccount/ID") is not null);
        foreach (var scheme in invoice.Descendants(Cac + "PartyTaxScheme").Where(s => Text(s, "TaxScheme/ID") == "VAT"))
            must("BR-CO-09", Text(scheme, "CompanyID") is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', ..]);
    }

    static void Lines(XElement invoice, Action<string, bool> must)
    {
        foreach (var line in invoice.Elements(Cac + "InvoiceLine"))
        {
            must("BR-21", Text(line, "ID") is not null);
            must("BR-22", Amount(line, "InvoicedQuantity") is not null);
            must("BR-23", line.Element(Cbc + "InvoicedQuantity")?.Attribute("unitCode")?.Value is { Length: 2 or 3 });
            must("BR-24", Amount(line, "LineExtensionAmount") is not null);
            must("BR-25", Text(line, "Item/Name") is not null);
            must("BR-26", Amount(line, "Price/PriceAmount") is not null);
            must("BR-27", Amount(line, "Price/PriceAmount") is null or >= 0);
            must("BR-CO-04", Text(line, "Item/ClassifiedTaxCategory/ID") is not null);
        }
    }

    static void Sums(XElement invoice, Action<string, bool> must)
    {
        decimal? Of(string name) => Amount(invoice, "LegalMonetaryTotal/" + name);
        var lines = invoice.Elements(Cac + "InvoiceLine").Select(l => Amount(l, "LineExtensionAmount")).ToList();
        var tax = Amount(invoice, "TaxTotal/TaxAmount");
        must("BR-12", Of("LineExtensionAmount") is not null);
        must("BR-13", Of("TaxExclusiveAmount") is not null);
        must("BR-14", Of("TaxInclusiveAmount") is not null);
        must("BR-15", Of("PayableAmount") is not null);
        must("BR-CO-10", Of("LineExtensionAmount") is { } sum && sum == lines.Sum());
        must("BR-CO-13", Of("TaxExclusiveAmount") is { } net && net == Of("LineExtensionAmount"));
        must("BR-CO-14", tax is { } t
            && t == invoice.Element(Cac + "TaxTotal")!.Elements(Cac + "TaxSubtotal").Sum(s => Amount(s, "TaxAmount")));
        must("BR-CO-15", Of("TaxInclusiveAmount") is { } gross && gross == Of("TaxExclusiveAmount") + tax);
        must("BR-CO-16", Of("PayableAmount") is { } due && due == Of("TaxInclusiveAmount") - (Of("PrepaidAmount") ?? 0));
    }

    static void Taxes(XElement invoice, Action<string, bool> must)
    {
        var lines = invoice.Elements(Cac + "InvoiceLine").Select(l => (
            Category: Text(l, "Item/ClassifiedTaxCategory/ID"), Rate: Amount(l, "Item/ClassifiedTaxCategory/Percent"),
            Net: Amount(l, "LineExtensionAmount") ?? 0)).ToList();
        var taxes = invoice.Elements(Cac + "TaxTotal").Elements(Cac + "TaxSubtotal").ToList();
        foreach (var tax in taxes)
        {
            var (category, rate) = (Text(tax, "TaxCategory/ID"), Amount(tax, "TaxCategory/Percent"));
            var (taxable, amount) = (Amount(tax, "TaxableAmount"), Amount(tax, "TaxAmount"));
            must("BR-45", taxable is not null);
            must("BR-46", amount is not null);
            must("BR-47", category is "S" or "Z" or "E" or "AE" or "K" or "G");
            must("BR-48", rate is not null);
            var computed = Math.Round(taxable!.Value * rate!.Value / 100, 2, MidpointRounding.AwayFromZero);
            must("BR-CO-17", Math.Abs(amount!.Value - computed) < 1); // as CEN's schematron has it
            must("BR-S-08", taxable == lines.Where(l => l.Category == category && l.Rate == rate).Sum(l => l.Net));
            must("BR-S-05", (category is "S") == (rate > 0));
            must("BR-E-10", category is "S" or "Z"
                || Text(tax, "TaxCategory/TaxExemptionReason") is not null || Text(tax, "TaxCategory/TaxExemptionReasonCode") is not null);
        }

        must("BR-S-01", lines.Select(l => (l.Category, l.Rate)).Distinct().Count() == taxes.Count);
    }

    static string? Text(XElement at, string path)
    {
        foreach (var step in path.Split('/'))
        {
            if ((at.Element(Cac + step) ?? at.Element(Cbc + step)) is not { } next)
                return null;
            at = next;
        }

        return at.Value.Trim() is { Length: > 0 } text ? text : null;
    }

    static decimal? Amount(XElement at, string path) =>
        Text(at, path) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    static int Decimals(string number) => number.Contains('.') ? number.Length - number.IndexOf('.') - 1 : 0;
}
