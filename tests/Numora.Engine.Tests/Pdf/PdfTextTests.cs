using System.Text;
using Numora.Engine.Pages;
using Numora.Engine.Pdf;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Pdf;

public class PdfTextTests
{
    [Fact]
    public void Words_have_their_place_from_the_top_left_in_points()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(100, 200, "Invoice 4711", size: 12);

        var page = Read(pdf);

        Assert.Equal((595, 842), (page.Width, page.Height));
        Assert.Equal(["Invoice", "4711"], Texts(page));
        var word = page.Words[0];
        Assert.InRange(word.Box.X0, 99, 102);
        Assert.InRange(word.Box.X1, 136, 144);
        Assert.InRange(word.Box.Y0, 186, 193);
        Assert.InRange(word.Box.Y1, 200, 205);
        Assert.Equal(12, word.FontSize);
    }

    [Theory]
    [InlineData(90, 842, 595)]
    [InlineData(180, 595, 842)]
    [InlineData(270, 842, 595)]
    public void A_rotated_page_is_told_as_it_is_displayed(int degrees, double width, double height)
    {
        var pdf = new TinyPdf();
        pdf.Page().Rotated(degrees).Text(100, 200, "Total", size: 12);

        var page = Read(pdf);

        Assert.Equal((width, height), (page.Width, page.Height));
        var box = Assert.Single(page.Words).Box;
        var (x, y) = degrees switch
        {
            90 => (842 - 200.0, 100.0), // the old left edge is at the top now
            180 => (595 - 100.0, 842 - 200.0),
            _ => (200.0, 595 - 100.0),
        };
        Assert.InRange(x, box.X0 - 3, box.X1 + 3);
        Assert.InRange(y, box.Y0 - 3, box.Y1 + 3);
    }

    [Fact]
    public void A_cropped_page_counts_from_what_is_shown_and_hides_the_rest()
    {
        var pdf = new TinyPdf();
        pdf.Page().Cropped(50, 500, 450, 800).Text(100, 142, "Seen").Text(100, 700, "Hidden");

        var page = Read(pdf);

        Assert.Equal((400, 300), (page.Width, page.Height));
        var word = Assert.Single(page.Words);
        Assert.Equal("Seen", word.Text);
        Assert.InRange(word.Box.X0, 49, 52);
        Assert.InRange(word.Box.Y1, 98, 106);
    }

    [Fact]
    public void Bold_and_the_size_as_displayed_are_known()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 50, "Total", bold: true).Text(50, 100, "net")
            .Draw("BT /F1 1 Tf 18 0 0 18 50 600 Tm (Scaled) Tj ET");

        var words = Read(pdf).Words;

        Assert.Equal([true, false, false], words.Select(w => w.Bold));
        Assert.Equal([10, 10, 18], words.Select(w => w.FontSize));
    }

    [Fact]
    public void Words_are_parted_by_gaps_although_no_space_is_printed()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 50, "Amount").Text(300, 50, "12.50").Text(50, 64, "Next");

        Assert.Equal(["Amount", "12.50", "Next"], Texts(Read(pdf)));
    }

    [Fact]
    public void Umlauts_and_hyphens_are_plain_text()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 50, "Übergröße F\u00ADX 1\u00A0234,56");

        Assert.Equal(["Übergröße", "F-X", "1", "234,56"], Texts(Read(pdf)));
    }

    [Fact]
    public void A_word_of_half_a_million_letters_is_cut_and_bounded()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 50, new string('A', 500_000), size: 0.001);

        var words = Read(pdf).Words;

        Assert.NotEmpty(words);
        Assert.All(words, w => Assert.InRange(w.Text.Length, 1, WordBuilder.MaxWordCharacters));
        Assert.True(words.Count <= PageText.MaxCharacters / WordBuilder.MaxWordCharacters + 1);
    }

    [Fact]
    public void Values_of_form_fields_are_words_at_their_place()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(50, 50, "Invoice number").Field("number", "RE-2024 / 7", 200, 40, 150, 16);

        var page = Read(pdf);

        Assert.Equal(["Invoice", "number", "RE-2024", "/", "7"], Texts(page));
        Assert.InRange(page.Words[2].Box.CentreX, 200, 350);
        Assert.InRange(page.Words[2].Box.CentreY, 40, 56);
    }

    [Fact]
    public void A_form_value_that_is_printed_already_is_not_repeated()
    {
        var pdf = new TinyPdf();
        pdf.Page().Text(202, 51, "RE-2024").Field("number", "RE-2024", 200, 40, 150, 16);

        Assert.Equal(["RE-2024"], Texts(Read(pdf)));
    }

    [Theory]
    [InlineData("", TextLayer.Blank)]
    [InlineData("BT /F1 10 Tf 50 700 Td (A page with enough text) Tj ET", TextLayer.Good)]
    [InlineData("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", TextLayer.Picture)]
    public void The_text_layer_is_judged(string content, object expected)
    {
        var pdf = new TinyPdf();
        pdf.Page().Draw(content);

        using var document = PdfDocument.Open(pdf.ToBytes());

        Assert.Equal(expected, document.ReadPage(1)!.Layer);
    }

    [Fact]
    public void What_is_no_pdf_is_corrupt_and_says_what_to_do()
    {
        var no = Assert.Throws<UnreadableException>(() => PdfDocument.Open(Encoding.ASCII.GetBytes("%PDF-1.7\nnothing")));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
        Assert.Contains("new PDF", no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_500_pages_are_too_large()
    {
        var pdf = new TinyPdf();
        for (var i = 0; i <= PdfDocument.MaxPages; i++)
            pdf.Page();

        var no = Assert.Throws<UnreadableException>(() => PdfDocument.Open(pdf.ToBytes()));

        Assert.Equal(FailureCode.FileTooLarge, no.Code);
    }

    static Page Read(TinyPdf pdf)
    {
        using var document = PdfDocument.Open(pdf.ToBytes());
        return document.ReadPage(1)!.Page;
    }

    static IEnumerable<string> Texts(Page page) => page.Words.Select(w => w.Text);
}
