using System.Text;
using Numora.Engine.Pdf;
using Numora.Engine.Tests.Support;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Pdf;

public class PdfDrawingTests
{
    [Fact]
    public void A_page_is_drawn_at_150_dots_to_the_inch()
    {
        var pdf = new TinyPdf();
        pdf.Page(144, 72).Draw("0 g 0 0 72 72 re f");

        var (width, height, channels, pixels) = DecodedPng.Of(Draw(pdf));

        Assert.Equal((300, 150, 1), (width, height, channels));
        Assert.Equal(0, pixels[75 * 300 + 75]); // the left half is black
        Assert.Equal(255, pixels[75 * 300 + 225]);
    }

    [Fact]
    public void Colour_is_kept()
    {
        var pdf = new TinyPdf();
        pdf.Page(72, 72).Draw("1 0 0 rg 0 0 72 72 re f");

        var (_, _, channels, pixels) = DecodedPng.Of(Draw(pdf));

        Assert.Equal(3, channels);
        Assert.Equal([255, 0, 0], pixels[..3]);
    }

    [Theory]
    [InlineData(14_400_000, 14_400_000)]
    [InlineData(100, 90_000)]
    public void A_huge_page_is_drawn_small(double width, double height)
    {
        var pdf = new TinyPdf();
        pdf.Page(width, height).Text(10, 10, "x");

        var image = DecodedPng.Of(Draw(pdf));

        Assert.Equal(2_000, Math.Max(image.Width, image.Height));
    }

    [Fact]
    public void The_values_of_form_fields_are_drawn()
    {
        var pdf = new TinyPdf();
        pdf.Page(144, 72).Field("number", "MMMMMM", 10, 20, 120, 30);

        var pixels = DecodedPng.Of(Draw(pdf)).Pixels;

        Assert.Contains(pixels, p => p < 64);
    }

    [Fact]
    public void A_page_that_is_not_there_is_null()
    {
        var pdf = new TinyPdf();
        pdf.Page();
        using var document = PdfDocument.Open(pdf.ToBytes());

        Assert.Null(document.DrawPage(2));
        Assert.Null(document.ReadPage(2));
    }

    [Fact]
    public void Attachments_are_listed_and_read()
    {
        var pdf = new TinyPdf().Attach("factur-x.xml", Encoding.UTF8.GetBytes("<a/>")).Attach("empty.bin", []);
        pdf.Page();
        using var document = PdfDocument.Open(pdf.ToBytes());

        var attachments = document.Attachments();

        Assert.Equal(["factur-x.xml", "empty.bin"], attachments.Select(a => a.Name));
        Assert.Equal("<a/>", Encoding.UTF8.GetString(document.ReadAttachment(attachments[0])!));
        Assert.Null(document.ReadAttachment(attachments[1]));
    }

    static byte[] Draw(TinyPdf pdf)
    {
        using var document = PdfDocument.Open(pdf.ToBytes());
        return document.DrawPage(1)!;
    }
}
