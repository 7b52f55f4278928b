namespace Numora.Engine.EInvoice;

/// <summary>
/// Where the business terms of EN 16931-1 stand in UN/CEFACT CII D16B (CEN/TS 16931-3-3). Where a step of a path has
/// two names, the second is ZUGFeRD 1.0's.
/// </summary>
static class CiiInvoice
{
    const string Deal = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction";
    const string Settlement = "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement";
    const string Totals = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation";
    const string Day = "DateTimeString|DateTime|DateString|Date";

    public static void ReadHead(Element root, FieldSet head)
    {
        var document = root.Part("ExchangedDocument|HeaderExchangedDocument");
        var deal = root.Part(Deal);
        var agreement = deal.Part("ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement");
        var delivery = deal.Part("ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery");
        var settlement = deal.Part(Settlement);
        var seller = agreement.Part("SellerTradeParty"); // BG-4; PayeeTradeParty (BG-10) only receives the money
        var buyer = agreement.Part("BuyerTradeParty"); // BG-7

        head.Set("invoice_number", document.Value("ID")); // BT-1
        head.Set("invoice_date", document.Value("IssueDateTime/" + Day)); // BT-2
        head.Set("due_date", DueDate(settlement));
        head.Set("purchase_order_number", agreement.Value("BuyerOrderReferencedDocument/IssuerAssignedID|ID")); // BT-13
        head.Set("vendor_name", Name(seller));
        head.SetJoined("vendor_address", Address(seller.Part("PostalTradeAddress"))); // BG-5
        head.Set("vendor_tax_id", TaxId(seller));
        head.Set("vendor_iban", settlement.Value( // BT-84; an account without IBAN is ProprietaryID
            "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID"));
        head.Set("customer_name", Name(buyer));
        head.SetJoined("customer_address", Address(buyer.Part("PostalTradeAddress"))); // BG-8
        head.Set("customer_tax_id", TaxId(buyer));
        head.Set("payment_reference", settlement.Value("PaymentReference")); // BT-83
        head.Set("delivery_date", delivery.Value("ActualDeliverySupplyChainEvent/OccurrenceDateTime/" + Day)); // BT-72
        ReadTotals(settlement, head);
    }

    /// <summary>
    /// BG-25. Lines that only group or explain others (Factur-X EXTENDED) do not count towards the total and are left
    /// out.
    /// </summary>
    public static IEnumerable<Element> Lines(Element root) => root.Part(Deal)
        .All("IncludedSupplyChainTradeLineItem")
        .Where(l => l.Value("AssociatedDocumentLineDocument/LineStatusReasonCode")?.Text.Trim()
            is not ("GROUP" or "INFORMATION"));

    public static void ReadLine(Element line, FieldSet fields)
    {
        var product = line.Part("SpecifiedTradeProduct");
        var agreement = line.Part("SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement");
        var settlement = line.Part("SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement");
        var quantity = line.Value(
            "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery/BilledQuantity"); // BT-129
        var taxes = settlement.All("ApplicableTradeTax").ToList();
        var vat = taxes.FirstOrDefault(t => t.Part("TypeCode").Text.Trim() is "VAT") ?? taxes.FirstOrDefault();

        fields.Set("description", product.Value("Name", "Description")); // BT-153, BT-154
        fields.Set("quantity", quantity);
        fields.SetUnit("unit", quantity); // BT-130
        fields.Set("unit_price", agreement.Value("NetPriceProductTradePrice/ChargeAmount")); // BT-146
        fields.Set("amount", settlement.Value( // BT-131
            "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation/LineTotalAmount"));
        fields.Set("tax_rate", vat?.Value("RateApplicablePercent|ApplicablePercent")); // BT-152
        fields.Set("product_code", product.Value("SellerAssignedID", "GlobalID", "BuyerAssignedID"));
        // BT-155, BT-157, BT-156
    }

    /// <summary>BT-108 and, taken off, BT-107.</summary>
    public static IEnumerable<decimal?> Charges(Element root)
    {
        var totals = root.Part(Deal).Part(Settlement).Part(Totals);
        yield return FieldSet.NumberOf(totals.Part("ChargeTotalAmount").Text.Trim());
        yield return -FieldSet.NumberOf(totals.Part("AllowanceTotalAmount").Text.Trim());
    }

    static void ReadTotals(Element settlement, FieldSet head)
    {
        var totals = settlement.Part(Totals); // BG-22
        var currency = settlement.Value("InvoiceCurrencyCode"); // BT-5

        head.Set("currency", currency);
        head.SetAmount("subtotal_amount", totals.All("TaxBasisTotalAmount"), currency); // BT-109
        head.SetAmount("tax_amount", totals.All("TaxTotalAmount"), currency); // BT-110, and not BT-111
        head.SetAmount("total_amount", totals.All("GrandTotalAmount"), currency); // BT-112
        head.SetAmount("amount_due", totals.All("DuePayableAmount"), currency); // BT-115
    }

    /// <summary>BT-9. Of several terms (Factur-X EXTENDED) those without discount say when all must be paid.</summary>
    static Element? DueDate(Element settlement)
    {
        const string Due = "DueDateDateTime/" + Day;
        var terms = settlement.All("SpecifiedTradePaymentTerms").Where(t => t.Value(Due) is not null).ToList();
        var net = terms.FirstOrDefault(t => !t.All("ApplicableTradePaymentDiscountTerms").Any());

        return (net ?? terms.FirstOrDefault())?.Value(Due);
    }

    /// <summary>BT-27, BT-44; then the trading name BT-28, BT-45; a private person may have neither.</summary>
    static Element? Name(Element party) => party.Value(
        "Name", "SpecifiedLegalOrganization/TradingBusinessName", "DefinedTradeContact/PersonName");

    /// <summary>BT-31, BT-48; then BT-32 (tax number), BT-30, BT-47 (register).</summary>
    static Element? TaxId(Element party)
    {
        var registrations = party.All("SpecifiedTaxRegistration/ID")
            .Where(r => !string.IsNullOrWhiteSpace(r.Text))
            .ToList();

        return registrations.FirstOrDefault(r => r.Scheme?.Trim() is "VA" or "VAT")
            ?? registrations.FirstOrDefault()
            ?? party.Value("SpecifiedLegalOrganization/ID");
    }

    /// <summary>One line without the country, as it is printed within it.</summary>
    static IEnumerable<string> Address(Element address)
    {
        string Text(string name) => address.Part(name).Text;

        return
        [
            Text("LineOne"), Text("LineTwo"), Text("LineThree"),
            $"{Text("PostcodeCode")} {Text("CityName")}",
            Text("CountrySubDivisionName"),
        ];
    }
}
