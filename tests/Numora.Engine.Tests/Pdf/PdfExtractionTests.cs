using System.Text;
using Numora.Engine.Files;
using Numora.Engine.Tests.Support;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Pdf;

public class PdfExtractionTests
{
    [Fact]
    public void An_embedded_e_invoice_wins_over_the_page()
    {
        var extraction = Extract(Invoice("RE-4711", "119.00").Attach("factur-x.xml", Cii("RE-4711", "20240506", "119.00")));

        Assert.Equal("invoice_v2", extraction.Schema);
        Assert.Equal(FieldSource.EInvoice, extraction.Fields["invoice_number"].Source);
        Assert.Equal(FieldValue.Of(119.00m), extraction.Fields["total_amount"].Value);
        Assert.Equal(1, extraction.PageCount);
        Assert.Empty(extraction.Warnings);
        var check = Assert.Single(extraction.Checks);
        Assert.Equal(("einvoice_agrees", true), (check.Code, check.Ok));
        Assert.Equal(["invoice_number", "invoice_date", "total_amount"], check.Fields);
    }

    [Theory]
    [InlineData("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", "")]
    [InlineData("", "Please see the attached file.")]
    public void Page_and_xml_are_not_compared_where_the_page_shows_none_of_it(string drawing, string text)
    {
        var pdf = new TinyPdf().Attach("factur-x.xml", Cii("RE-4711", "20240506", "990.00"));
        pdf.Page().Text(50, 60, text).Draw(drawing);

        Assert.Empty(Extract(pdf).Checks);
    }

    [Fact]
    public void A_PDF_of_nothing_but_blank_pages_is_read_without_any_field()
    {
        var pdf = new TinyPdf();
        pdf.Page();
        pdf.Page();

        var extraction = Extract(pdf);

        Assert.Equal((2, 0.0), (extraction.PageCount, extraction.Confidence));
        Assert.Empty(extraction.Fields);
    }

    [Fact]
    public void An_e_invoice_under_any_name_is_found()
    {
        var pdf = Invoice("RE-4711", "119.00").Attach("logo.png", [1, 2, 3]).Attach("x", Cii("RE-4711", "20240506", "119.00"));

        Assert.Equal(FieldSource.EInvoice, Extract(pdf).Fields["invoice_number"].Source);
    }

    [Fact]
    public void A_page_that_shows_another_total_than_the_xml_is_flagged_and_the_xml_kept()
    {
        var extraction = Extract(Invoice("RE-4711", "119.00").Attach("factur-x.xml", Cii("RE-4711", "20240506", "990.00")));

        var warning = Assert.Single(extraction.Warnings);
        Assert.Equal("einvoice_mismatch", warning.Code);
        Assert.Equal(["total_amount"], warning.Fields);
        Assert.Equal(FieldValue.Of(990.00m), extraction.Fields["total_amount"].Value);
        var check = Assert.Single(extraction.Checks);
        Assert.Equal(("einvoice_agrees", false), (check.Code, check.Ok));
        Assert.Equal(["total_amount"], check.Fields);
    }

    [Fact]
    public void A_broken_e_invoice_is_told_and_the_page_is_read()
    {
        var xml = Cii("RE-4711", "20240506", "119.00")[..400];

        var extraction = Extract(Invoice("RE-4711", "119.00").Attach("factur-x.xml", xml));

        Assert.Contains(extraction.Warnings, w => w.Code == "einvoice_unreadable");
        Assert.Equal(FieldSource.Text, extraction.Fields["invoice_number"].Source);
    }

    [Fact]
    public void An_e_invoice_asked_for_as_a_contract_is_read_from_its_pages()
    {
        var pdf = Invoice("RE-4711", "119.00").Attach("factur-x.xml", Cii("RE-4711", "20240506", "119.00"));

        Assert.Equal("contract_v1", Engine.Extract(pdf.ToBytes(), "contract_v1").Schema);
    }

    [Fact]
    public void Bare_xml_asked_for_as_a_receipt_is_refused_with_the_schema_that_fits()
    {
        var no = Assert.Throws<UnreadableException>(() => Engine.Extract(Cii("1", "20240506", "1.00"), "receipt_v1"));

        Assert.Equal(FailureCode.UnsupportedFileType, no.Code);
        Assert.Contains("invoice_v2", no.Message, StringComparison.Ordinal);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void A_blank_scan_is_read_and_holds_nothing()
    {
        var pdf = new TinyPdf();
        pdf.Page().Draw(Scan);

        var extraction = Extract(pdf);

        Assert.Empty(extraction.Fields);
        Assert.Equal(1, extraction.PageCount);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void Pages_with_text_and_scanned_pages_of_one_file_are_read()
    {
        var pdf = Invoice("RE-4711", "119.00");
        pdf.Page().Draw(Scan);
        pdf.Page();

        var extraction = Extract(pdf);

        Assert.Equal(3, extraction.PageCount);
        Assert.Empty(extraction.Warnings);
        Assert.Equal(FieldSource.Text, extraction.Fields["invoice_number"].Source);
    }

    [CorpusFact]
    public void Of_the_e_invoices_of_the_corpus_only_those_that_differ_are_flagged()
    {
        string[] differ = ["mustang-502", "symtrax-90005178"]; // corpus/README.md

        var flagged = Corpus.Files("einvoice-pdf/docs", "*.pdf")
            .Where(f => Engine.Extract(File.ReadAllBytes(f), "auto").Warnings.Any(w => w.Code == "einvoice_mismatch"))
            .Select(f => Path.GetFileNameWithoutExtension(f)!).ToList();

        Assert.Empty(flagged.Except(differ));
    }

    const string Scan = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q";

    static Extraction Extract(TinyPdf pdf) => Engine.Extract(pdf.ToBytes(), Schemas.Auto);

    static TinyPdf Invoice(string number, string total)
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 60, "ACME Ltd").Text(50, 100, "INVOICE", 18)
            .Text(50, 130, "Invoice number:").Text(200, 130, number)
            .Text(50, 150, "Invoice date:").Text(200, 150, "06.05.2024")
            .Text(300, 300, "Net").Text(420, 300, "100.00 EUR").Text(300, 320, "VAT 19 %").Text(420, 320, "19.00 EUR")
            .Text(300, 340, "Total amount").Text(420, 340, $"{total} EUR");
        return pdf;
    }

    static byte[] Cii(string number, string date, string total) => Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
          xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
          xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
          <rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:IssueDateTime>
            <udt:DateTimeString format="102">{date}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
          <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>
            <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
            <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>{total}</ram:GrandTotalAmount>
            </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
          </ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
        </rsm:CrossIndustryInvoice>
        """);
}
