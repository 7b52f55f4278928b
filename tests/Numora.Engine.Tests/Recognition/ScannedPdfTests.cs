using Numora.Engine.Files;
using Numora.Engine.Pdf;
using Numora.Engine.Tests.Support;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Recognition;

public class ScannedPdfTests
{
    [ReaderFact(NativeReader.TesseractName)]
    public void A_scan_is_read()
    {
        var pdf = new TinyPdf();
        pdf.Page().Draw(ScannedPage.AsPdfOperators());

        var extraction = Engine.Extract(pdf.ToBytes(), Schemas.Auto);

        Assert.Equal(Schemas.Invoice.Id, extraction.Schema);
        Assert.Equal(FieldValue.Of(ScannedPage.Number), extraction.Fields["invoice_number"].Value);
        Assert.Equal(FieldValue.Of(ScannedPage.Total), extraction.Fields["total_amount"].Value);
        Assert.Equal(FieldSource.Ocr, extraction.Fields["total_amount"].Source);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void In_one_file_pages_with_text_and_scanned_pages_are_each_read_in_their_way()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 60, "Your invoice is on the next page of this letter.");
        pdf.Page().Draw(ScannedPage.AsPdfOperators());
        using var document = PdfDocument.Open(pdf.ToBytes());

        var pages = PdfExtraction.ReadPages(document, ReadingProgress.Untold).Pages;

        Assert.Equal([false, true], pages.Select(p => p.IsRecognised));
        Assert.All(pages[0].Words, w => Assert.Equal(1, w.Confidence));
        var number = Assert.Single(pages[1].Words, w => w.Text == ScannedPage.Number);
        Assert.InRange(number.Confidence, 0.5, 0.9999);
        Assert.InRange(number.Box.X0, ScannedPage.NumberX - 3, ScannedPage.NumberX + 3);
        Assert.InRange(ScannedPage.NumberY, number.Box.Y0, number.Box.Y1);
        Assert.InRange(number.FontSize, 9, 13);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void The_value_of_a_form_field_on_a_scan_is_taken_from_the_file_and_stands_once()
    {
        var pdf = new TinyPdf();
        pdf.Page().Draw(ScannedPage.AsPdfOperators()).Field("order", "PO-98765", 300, 200, 150, 20);
        using var document = PdfDocument.Open(pdf.ToBytes());

        var page = PdfExtraction.ReadPages(document, ReadingProgress.Untold).Pages[0];

        var value = Assert.Single(page.Words, w => w.Text.Contains("98765", StringComparison.Ordinal));
        Assert.Equal(("PO-98765", 1), (value.Text, value.Confidence));
    }
}
