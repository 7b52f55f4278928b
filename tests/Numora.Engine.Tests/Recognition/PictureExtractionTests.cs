using Numora.Engine.Files;
using Numora.Engine.Tests.Images;
using Numora.Engine.Tests.Support;

namespace Numora.Engine.Tests.Recognition;

public class PictureExtractionTests
{
    const double Width = 595;
    const double Height = 842;

    [ReaderTheory(NativeReader.TesseractName)]
    [InlineData(ScannedPage.Jpeg)]
    [InlineData(ScannedPage.Png)]
    [InlineData(ScannedPage.Tiff)]
    [InlineData(ScannedPage.Bmp)]
    [InlineData(ScannedPage.Gif)]
    [InlineData(ScannedPage.Webp)]
    public void A_picture_of_an_invoice_is_read(int format)
    {
        var file = ScannedPage.Encoded(format, p => format == ScannedPage.Gif ? p.BlackAndWhite(128) : p);

        var extraction = Extract(file);

        IsTheInvoice(extraction);
        Assert.All(extraction.Fields.Values, f => Assert.Equal(FieldSource.Ocr, f.Source));
        IsAtNumber(extraction.Fields["invoice_number"].Box!.Value, turns: 0);
    }

    [ReaderTheory(NativeReader.TesseractName)]
    [InlineData(ScannedPage.Png)]
    [InlineData(ScannedPage.Bmp)]
    [InlineData(ScannedPage.Gif)]
    public void A_picture_with_a_palette_of_colours_is_read(int format) =>
        IsTheInvoice(Extract(ScannedPage.Encoded(format, ScannedPage.WithPalette)));

    [ReaderTheory(NativeReader.TesseractName)]
    [InlineData(3, 2)]
    [InlineData(6, 3)]
    [InlineData(8, 1)]
    public void A_photo_is_read_as_its_exif_orientation_says(byte orientation, int quartersBefore)
    {
        var jpeg = ScannedPage.WithOrientation(
            ScannedPage.Encoded(ScannedPage.Jpeg, p => p.Turned(quartersBefore)), orientation);

        var extraction = Extract(jpeg);

        IsTheInvoice(extraction);
        IsAtNumber(extraction.Fields["invoice_number"].Box!.Value, turns: 0); // as displayed, i.e. after EXIF
    }

    [ReaderTheory(NativeReader.TesseractName)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_page_that_lies_on_its_side_or_head_is_read_and_boxes_are_where_it_is_seen(int quarters)
    {
        var extraction = Extract(ScannedPage.Encoded(ScannedPage.Png, p => p.Turned(quarters)));

        IsTheInvoice(extraction);
        IsAtNumber(extraction.Fields["invoice_number"].Box!.Value, quarters);
    }

    [ReaderTheory(NativeReader.TesseractName)]
    [InlineData(2.0)]
    [InlineData(-2.0)]
    public void A_page_that_was_fed_askew_is_read(double degrees)
    {
        var extraction = Extract(ScannedPage.Encoded(ScannedPage.Jpeg, p => p.Tilted(degrees * Math.PI / 180)));

        IsTheInvoice(extraction);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void Every_page_of_a_tiff_is_read()
    {
        var extraction = Extract(ScannedPage.TiffOf(3));

        Assert.Equal(3, extraction.PageCount);
        Assert.Empty(extraction.Warnings);
        IsTheInvoice(extraction);
    }

    [ReaderFact(NativeReader.HeifName)]
    public void A_heic_without_words_is_read_and_has_no_fields()
    {
        if (TessData.CanRecognise)
            Assert.Empty(Extract(TinyPictures.Heic()).Fields);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void A_picture_whose_data_are_missing_is_corrupt()
    {
        var no = Assert.Throws<UnreadableException>(() => Extract(TinyPictures.WebpLossy()[..50]));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
    }

    [ReaderFact(NativeReader.TesseractName)]
    public void Each_page_is_announced_before_it_is_recognised()
    {
        var told = new List<string>();
        using var file = FileBytes.Of(ScannedPage.TiffOf(2));

        Engine.Extract(file, Schemas.Contract.Id, new(n => told.Add($"{n} pages"), () => told.Add("page")));

        Assert.Equal(["2 pages", "page", "page"], told);
    }

    static Extraction Extract(byte[] file) => Engine.Extract(file, Schemas.Invoice.Id);

    static void IsTheInvoice(Extraction extraction)
    {
        Assert.Equal(FieldValue.Of(ScannedPage.Number), extraction.Fields["invoice_number"].Value);
        Assert.Equal(FieldValue.Of(ScannedPage.Date), extraction.Fields["invoice_date"].Value);
        Assert.Equal(FieldValue.Of(ScannedPage.Total), extraction.Fields["total_amount"].Value);
    }

    /// <summary>The box holds the place where the number is printed, on the page turned clockwise by so many quarters.</summary>
    static void IsAtNumber(FractionBox box, int turns)
    {
        var (x, y) = ((ScannedPage.NumberX + 15) / Width, (ScannedPage.NumberY - 4) / Height);
        (x, y) = turns switch { 1 => (1 - y, x), 2 => (1 - x, 1 - y), 3 => (y, 1 - x), _ => (x, y) };
        Assert.InRange(x, box.X0, box.X1);
        Assert.InRange(y, box.Y0, box.Y1);
        Assert.True((box.X1 - box.X0) * (box.Y1 - box.Y0) < 0.01, "the box is about as large as the word");
    }
}
