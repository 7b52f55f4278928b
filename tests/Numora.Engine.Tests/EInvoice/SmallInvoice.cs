using System.Text;

namespace Numora.Tests.EInvoice;

/// <summary>A CII invoice with little in it, into which a test puts what it is about.</summary>
static class SmallInvoice
{
    const string Uncefact = "urn:un:unece:uncefact:data:standard:";

    public static byte[] With(
        string seller = "Northwind GmbH",
        string date = "20260301",
        string currency = "EUR",
        string total = "<r:GrandTotalAmount>119.00</r:GrandTotalAmount>",
        string quantity = "1",
        string within = "") =>
        Encoding.UTF8.GetBytes(Text(seller, date, currency, total, quantity, within));

    public static string Text(
        string seller = "Northwind GmbH",
        string date = "20260301",
        string currency = "EUR",
        string total = "<r:GrandTotalAmount>119.00</r:GrandTotalAmount>",
        string quantity = "1",
        string within = "",
        string declaration = "") =>
        $"""
        {declaration}<i:CrossIndustryInvoice xmlns:i="{Uncefact}CrossIndustryInvoice:100"
            xmlns:u="{Uncefact}UnqualifiedDataType:100"
            xmlns:r="{Uncefact}ReusableAggregateBusinessInformationEntity:100">
        <i:ExchangedDocument>
        <r:ID>FX-1</r:ID>
        <r:IssueDateTime><u:DateTimeString format="102">{date}</u:DateTimeString></r:IssueDateTime>
        </i:ExchangedDocument>
        <i:SupplyChainTradeTransaction>{within}
        <r:IncludedSupplyChainTradeLineItem>
        <r:SpecifiedTradeProduct><r:Name>Bolt</r:Name></r:SpecifiedTradeProduct>
        <r:SpecifiedLineTradeDelivery><r:BilledQuantity>{quantity}</r:BilledQuantity></r:SpecifiedLineTradeDelivery>
        </r:IncludedSupplyChainTradeLineItem>
        <r:ApplicableHeaderTradeAgreement>
        <r:SellerTradeParty><r:Name>{seller}</r:Name></r:SellerTradeParty>
        </r:ApplicableHeaderTradeAgreement>
        <r:ApplicableHeaderTradeSettlement>
        <r:InvoiceCurrencyCode>{currency}</r:InvoiceCurrencyCode>
        <r:SpecifiedTradeSettlementHeaderMonetarySummation>{total}</r:SpecifiedTradeSettlementHeaderMonetarySummation>
        </r:ApplicableHeaderTradeSettlement>
        </i:SupplyChainTradeTransaction>
        </i:CrossIndustryInvoice>
        """;
}
