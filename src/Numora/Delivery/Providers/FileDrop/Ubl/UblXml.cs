using System.Globalization;
using System.Text;
using System.Xml;

namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>Writes an invoice in UBL 2.1 (CEN/TS 16931-3-2), its elements in the order of the schema; unknown terms are left out.</summary>
sealed class UblXml
{
    public const string Invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    const string Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    const string Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    /// <summary>UNCL 1001: a commercial invoice; a credit is one with negative amounts.</summary>
    const string CommercialInvoice = "380";

    /// <summary>UNCL 4461: 30 is a credit transfer; 1 says that the means are not defined.</summary>
    const string CreditTransfer = "30";
    const string NotDefined = "1";

    readonly XmlWriter _xml;
    readonly UblInvoice _invoice;

    UblXml(XmlWriter xml, UblInvoice invoice) => (_xml, _invoice) = (xml, invoice);

    public static byte[] Write(UblInvoice invoice)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(bytes, settings))
            new UblXml(xml, invoice).Write();
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    void Write()
    {
        _xml.WriteStartDocument();
        _xml.WriteStartElement("Invoice", Invoice);
        _xml.WriteAttributeString("xmlns", "cac", null, Cac);
        _xml.WriteAttributeString("xmlns", "cbc", null, Cbc);
        Head();
        Group("AccountingSupplierParty", () => Party(_invoice.Seller, isSeller: true));
        Group("AccountingCustomerParty", () => Party(_invoice.Buyer, isSeller: false));
        Delivery();
        Payment();
        TaxTotal();
        MonetaryTotal();
        foreach (var line in _invoice.Lines)
            Group("InvoiceLine", () => Line(line));
        _xml.WriteEndElement();
    }

    void Head()
    {
        Value("CustomizationID", _invoice.Customization);
        Value("ProfileID", _invoice.Profile);
        Value("ID", _invoice.Number);
        Value("IssueDate", _invoice.IssueDate);
        Value("DueDate", _invoice.DueDate);
        Value("InvoiceTypeCode", CommercialInvoice);
        Value("DocumentCurrencyCode", _invoice.Currency);
        Value("BuyerReference", _invoice.BuyerReference);
        if (_invoice.Order is not null)
            Group("OrderReference", () => Value("ID", _invoice.Order));
    }

    void Party(UblParty party, bool isSeller) => Group("Party", () =>
    {
        if (party.Address is not null || party.Country is not null)
            Group("PostalAddress", () => Address(party));
        // A tax number without a country is the seller's BT-32; the buyer has no such term, but an identifier, BT-47.
        var isVat = VatIdentifier.Is(party.TaxId);
        if (party.TaxId is not null && (isVat || isSeller))
        {
            Group("PartyTaxScheme", () =>
            {
                Value("CompanyID", party.TaxId);
                Group("TaxScheme", () => Value("ID", isVat ? "VAT" : "FC"));
            });
        }

        if (party.Name is not null || (party.TaxId is not null && !isVat && !isSeller))
        {
            Group("PartyLegalEntity", () =>
            {
                Value("RegistrationName", party.Name);
                Value("CompanyID", isVat || isSeller ? null : party.TaxId);
            });
        }
    });

    void Address(UblParty party)
    {
        var address = UblAddress.Of(party.Address);
        Value("StreetName", address.Street);
        Value("AdditionalStreetName", address.Additional);
        Value("CityName", address.City);
        Value("PostalZone", address.PostCode);
        if (address.Rest is not null)
            Group("AddressLine", () => Value("Line", address.Rest));
        if (party.Country is not null)
            Group("Country", () => Value("IdentificationCode", party.Country));
    }

    void Delivery()
    {
        if (_invoice.DeliveryDate is null && _invoice.DeliveryCountry is null)
            return;

        Group("Delivery", () =>
        {
            Value("ActualDeliveryDate", _invoice.DeliveryDate);
            if (_invoice.DeliveryCountry is { } country)
                Group("DeliveryLocation", () => Group("Address", () => Group("Country", () => Value("IdentificationCode", country))));
        });
    }

    void Payment()
    {
        if (_invoice.Iban is not null || _invoice.PaymentReference is not null)
        {
            Group("PaymentMeans", () =>
            {
                Value("PaymentMeansCode", _invoice.Iban is null ? NotDefined : CreditTransfer);
                Value("PaymentID", _invoice.PaymentReference);
                if (_invoice.Iban is not null)
                    Group("PayeeFinancialAccount", () => Value("ID", _invoice.Iban));
            });
        }

        if (_invoice.Terms is not null)
            Group("PaymentTerms", () => Value("Note", _invoice.Terms));
    }

    void TaxTotal()
    {
        var totals = _invoice.Totals;
        if (totals.Tax is null && totals.Taxes.Count == 0)
            return;

        Group("TaxTotal", () =>
        {
            Amount("TaxAmount", totals.Tax);
            foreach (var tax in totals.Taxes)
            {
                Group("TaxSubtotal", () =>
                {
                    Amount("TaxableAmount", tax.Base);
                    Amount("TaxAmount", tax.Amount);
                    TaxCategory("TaxCategory", tax.Category, tax.Rate, tax);
                });
            }
        });
    }

    void TaxCategory(string name, string? category, decimal? rate, UblTax? exemption = null) => Group(name, () =>
    {
        Value("ID", category);
        Value("Percent", Plain(rate));
        Value("TaxExemptionReasonCode", exemption?.ReasonCode);
        Value("TaxExemptionReason", exemption?.Reason);
        Group("TaxScheme", () => Value("ID", "VAT"));
    });

    void MonetaryTotal()
    {
        var totals = _invoice.Totals;
        Group("LegalMonetaryTotal", () =>
        {
            Amount("LineExtensionAmount", totals.LineSum);
            Amount("TaxExclusiveAmount", totals.Net);
            Amount("TaxInclusiveAmount", totals.Gross);
            Amount("PrepaidAmount", totals.Paid);
            Amount("PayableAmount", totals.Due);
        });
    }

    void Line(UblLine line)
    {
        Value("ID", line.Id);
        Value("InvoicedQuantity", Plain(line.Quantity), ("unitCode", line.Unit));
        Amount("LineExtensionAmount", line.Net);
        Group("Item", () =>
        {
            Value("Name", line.Name);
            if (line.ProductCode is not null)
                Group("SellersItemIdentification", () => Value("ID", line.ProductCode));
            if (line.Category is not null || line.Rate is not null)
                TaxCategory("ClassifiedTaxCategory", line.Category, line.Rate);
        });
        if (line.Price is { } price)
            Group("Price", () => Value("PriceAmount", Plain(price), ("currencyID", _invoice.Currency)));
    }

    void Group(string name, Action content)
    {
        _xml.WriteStartElement("cac", name, Cac);
        content();
        _xml.WriteEndElement();
    }

    /// <summary>In the invoice's currency, with cents.</summary>
    void Amount(string name, decimal? amount) => Value(
        name, amount is not { } value ? null
        : UblArithmetic.HasCents(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : Plain(value),
        ("currencyID", _invoice.Currency));

    void Value(string name, string? value, (string Name, string? Value)? attribute = null)
    {
        if (value is null)
            return;

        _xml.WriteStartElement("cbc", name, Cbc);
        if (attribute is { Value: { } of } given)
            _xml.WriteAttributeString(given.Name, of);
        _xml.WriteString(Allowed(value));
        _xml.WriteEndElement();
    }

    static string? Plain(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>XML has no place for most control characters, not even escaped: they become blanks.</summary>
    static string Allowed(string text) => string.Concat(text.EnumerateRunes().Select(r =>
        r.Value > char.MaxValue || XmlConvert.IsXmlChar((char)r.Value) ? r.ToString() : " "));
}
