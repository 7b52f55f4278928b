using System.Globalization;
using Numora.Engine.Pages;
using Numora.Engine.Pdf;
using Numora.Tests.Support;

namespace Numora.Engine.Tests;

public class ClassifierTests
{
    [Theory]
    [InlineData("invoice_v2", "Invoice", "Invoice no 4711", "Bill to ACME Ltd", "Due date 2024-05-06", "Subtotal 10.00", "VAT 2.00")]
    [InlineData("invoice_v2", "Rechnung", "Rechnungsnummer 4711", "zahlbar bis 6.5.2024", "Netto 10,00", "MwSt 19 % 1,90")]
    [InlineData("invoice_v2", "Facture", "Facture n° 12", "Échéance 06/05/2024", "TVA 20 % 2,00", "IBAN FR76 3000")]
    [InlineData("receipt_v1", "Corner Shop", "Receipt 12", "2 Tea 3.00", "Total 6.00", "Cash 10.00", "Change 4.00", "Thank you")]
    [InlineData("receipt_v1", "Scontrino", "Caffè 1,20", "Totale 1,20", "Contanti 2,00", "Resto 0,80")]
    [InlineData("contract_v1", "Service Agreement", "This agreement is made between the parties", "WHEREAS the parties agree")]
    [InlineData("contract_v1", "Mietvertrag", "Die Parteien vereinbaren", "Kündigung und Laufzeit", "Gerichtsstand ist Köln")]
    [InlineData("contract_v1", "Umowa", "Strony postanawiają", "Wypowiedzenie umowy")]
    public void The_schema_is_found_from_the_words(string schema, params string[] lines)
    {
        using var pdf = PdfDocument.Open(TinyPdf.OfLines(lines));

        Assert.Equal(schema, Classifier.SchemaOf([pdf.ReadPage(1)!.Page]).Id);
    }

    [Fact]
    public void Nothing_at_all_is_taken_for_an_invoice() =>
        Assert.Equal("invoice_v2", Classifier.SchemaOf([]).Id);

    [CorpusTheory]
    [InlineData("invoice-pdf", "invoice_v2", 0.98)]
    [InlineData("einvoice-pdf", "invoice_v2", 1)]
    [InlineData("contract-cuad", "contract_v1", 0.97)]
    public void The_pdfs_of_the_corpus_are_sorted(string set, string schema, double share)
    {
        var files = Corpus.Files($"{set}/docs", "*.pdf");

        var wrong = files.Where(f => SchemaOf(File.ReadAllBytes(f)) != schema).Select(Path.GetFileName).ToList();

        Assert.True(wrong.Count <= (1 - share) * files.Length, string.Join(", ", wrong));
    }

    [CorpusFact]
    public void The_receipts_of_the_corpus_are_sorted_by_their_recognised_words()
    {
        var files = Corpus.Files("receipt-sroie/ocr", "*.csv");

        var wrong = files.Where(f => Classifier.SchemaOf([Recognised(f)]).Id != "receipt_v1").Select(Path.GetFileName).ToList();

        Assert.True(wrong.Count <= 0.1 * files.Length, string.Join(", ", wrong));
    }

    static string SchemaOf(byte[] file)
    {
        using var pdf = PdfDocument.Open(file);
        return Classifier.SchemaOf(PdfExtraction.ReadPages(pdf, ReadingProgress.Untold).Pages).Id;
    }

    /// <summary>Lines of <c>x1,y1,…,x4,y4,text</c> in pixels.</summary>
    static Page Recognised(string csv)
    {
        var lines = File.ReadAllLines(csv).Select(l => l.Split(',', 9)).Where(p => p.Length == 9).ToList();
        var words = lines.SelectMany(p => p[8].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => new Word(w, new(N(p[0]), N(p[1]), N(p[4]), N(p[5])), N(p[5]) - N(p[1])))).ToList();
        return new(1, words.Max(w => w.Box.X1), words.Max(w => w.Box.Y1), words);

        static double N(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
