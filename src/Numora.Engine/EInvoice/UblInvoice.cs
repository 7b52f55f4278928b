namespace Numora.Engine.EInvoice;

/// <summary>
/// Where the business terms of EN 16931-1 stand in UBL 2.1 (CEN/TS 16931-3-2), and where UBL that follows no European
/// profile keeps the same.
/// </summary>
static class UblInvoice
{
    public static void ReadHead(Element root, FieldSet head)
    {
        var seller = root.Part("AccountingSupplierParty/Party"); // BG-4; PayeeParty (BG-10) only gets the money
        var buyer = root.Part("AccountingCustomerParty/Party"); // BG-7

        head.Set("invoice_number", root.Value("ID")); // BT-1
        head.Set("invoice_date", root.Value("IssueDate")); // BT-2
        head.Set("due_date", root.Value( // BT-9; credit notes have the second
            "DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate"));
        head.Set("purchase_order_number", Order(root));
        head.Set("vendor_name", Name(seller));
        head.SetJoined("vendor_address", Address(seller.Part("PostalAddress"))); // BG-5
        head.Set("vendor_tax_id", TaxId(seller));
        head.Set("vendor_iban", root.Value("PaymentMeans/PayeeFinancialAccount/ID")); // BT-84
        head.Set("customer_name", Name(buyer));
        head.SetJoined("customer_address", Address(buyer.Part("PostalAddress"))); // BG-8
        head.Set("customer_tax_id", TaxId(buyer));
        head.Set("payment_reference", root.Value("PaymentMeans/PaymentID")); // BT-83
        head.Set("delivery_date", root.Value("Delivery/ActualDeliveryDate")); // BT-72

        var currency = root.Value("DocumentCurrencyCode"); // BT-5
        head.Set("currency", currency);
        head.SetAmount("subtotal_amount", root.All("LegalMonetaryTotal/TaxExclusiveAmount"), currency); // BT-109
        head.SetAmount("tax_amount", TaxAmounts(root), currency);
        head.SetAmount("total_amount", root.All("LegalMonetaryTotal/TaxInclusiveAmount"), currency); // BT-112
        head.SetAmount("amount_due", root.All("LegalMonetaryTotal/PayableAmount"), currency); // BT-115
    }

    /// <summary>BT-108 and, taken off, BT-107.</summary>
    public static IEnumerable<decimal?> Charges(Element root)
    {
        var totals = root.Part("LegalMonetaryTotal");
        yield return FieldSet.NumberOf(totals.Part("ChargeTotalAmount").Text.Trim());
        yield return -FieldSet.NumberOf(totals.Part("AllowanceTotalAmount").Text.Trim());
    }

    /// <summary>BG-25. Lines within lines (XRechnung extension) are included in the amount of the outer one.</summary>
    public static IEnumerable<Element> Lines(Element root) => root.All("InvoiceLine|CreditNoteLine");

    public static void ReadLine(Element line, FieldSet fields)
    {
        var quantity = line.Value("InvoicedQuantity|CreditedQuantity"); // BT-129
        var item = line.Part("Item");

        fields.Set("description", item.Value("Name", "Description")); // BT-153, BT-154
        fields.Set("quantity", quantity);
        fields.SetUnit("unit", quantity); // BT-130
        fields.Set("unit_price", line.Value("Price/PriceAmount")); // BT-146
        fields.Set("amount", line.Value("LineExtensionAmount")); // BT-131
        fields.Set("tax_rate", item.Value("ClassifiedTaxCategory/Percent") // BT-152
            ?? line.Value("TaxTotal/TaxSubtotal/TaxCategory/Percent", "TaxTotal/TaxSubtotal/Percent"));
        fields.Set("product_code", item.Value(
            "SellersItemIdentification/ID", "StandardItemIdentification/ID", "BuyersItemIdentification/ID"));
        // BT-155, BT-157, BT-156
    }

    /// <summary>BT-13. Peppol wants "NA" there when only the seller's order number (BT-14) is known.</summary>
    static Element? Order(Element root) =>
        root.Value("OrderReference/ID") is { } order
        && (order.Text.Trim() != "NA" || root.Value("OrderReference/SalesOrderID") is null)
            ? order : null;

    /// <summary>BT-27, BT-44; then the trading name BT-28, BT-45; a private person may have neither.</summary>
    static Element? Name(Element party) => party.Value(
        "PartyLegalEntity/RegistrationName", "PartyName/Name", "PartyTaxScheme/RegistrationName", "Contact/Name");

    /// <summary>BT-31, BT-48; then BT-32 (tax number), BT-30, BT-47 (register).</summary>
    static Element? TaxId(Element party)
    {
        var registrations = party.All("PartyTaxScheme").ToList();
        var vat = registrations.FirstOrDefault(r => r.Value("TaxScheme/ID")?.Text.Trim() is "VAT" or "VA");

        return vat?.Value("CompanyID")
            ?? party.Value("PartyTaxScheme/CompanyID", "PartyLegalEntity/CompanyID");
    }

    /// <summary>One line without the country, as it is printed within it.</summary>
    static IEnumerable<string> Address(Element address)
    {
        string Text(string name) => address.Part(name).Text;

        yield return $"{Text("StreetName")} {Text("BuildingNumber")}";
        yield return Text("AdditionalStreetName");
        foreach (var line in address.All("AddressLine/Line"))
            yield return line.Text;
        yield return $"{Text("PostalZone")} {Text("CityName")}";
        yield return Text("CountrySubentity");
    }

    /// <summary>
    /// BT-110: the total with a breakdown first, since one in the accounting currency (BT-111) has none and may name no
    /// other currency.
    /// </summary>
    static IEnumerable<Element> TaxAmounts(Element root) => root.All("TaxTotal")
        .OrderBy(t => t.All("TaxSubtotal").Any() ? 0 : 1)
        .Select(t => t.Part("TaxAmount"));
}
