using Numora.Engine.Files;
using Numora.Engine.Tests.Support;

namespace Numora.Engine.Tests.Images;

public class ImageDrawingTests
{
    const int Width = TinyPictures.Width;
    const int Height = TinyPictures.Height;

    [ReaderTheory(NativeReader.LeptonicaName)]
    [InlineData("JPEG")]
    [InlineData("PNG")]
    [InlineData("WEBP")]
    [InlineData("GIF")]
    [InlineData("BMP")]
    public void A_picture_is_drawn_in_its_size_and_colours(string name)
    {
        var file = name switch
        {
            "JPEG" => TinyPictures.Jpeg(),
            "PNG" => TinyPictures.Png(),
            "WEBP" => TinyPictures.WebpLossy(),
            "GIF" => TinyPictures.Gif(),
            _ => TinyPictures.Bmp(),
        };

        IsTheUprightPicture(Draw(file, 1)!);
    }

    [ReaderFact(NativeReader.HeifName)]
    public void A_heic_is_drawn_in_its_size_and_colours() => IsTheUprightPicture(Draw(TinyPictures.Heic(), 1)!);

    [ReaderTheory(NativeReader.LeptonicaName)]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 0, 1)]
    public void A_jpeg_is_turned_upright_by_its_exif_orientation(byte orientation, int redRight, int redBelow)
    {
        var isTurned = orientation >= 5;

        var picture = Draw(TinyPictures.JpegTurned(orientation), 1)!;

        Assert.Equal(isTurned ? (Height, Width) : (Width, Height), (picture.Width, picture.Height));
        foreach (var (right, below) in new[] { (0, 0), (1, 0), (0, 1), (1, 1) })
            Assert.Equal((right, below) == (redRight, redBelow),
                picture.IsRed(right * (picture.Width - 1), below * (picture.Height - 1)));
    }

    [ReaderTheory(NativeReader.LeptonicaName)]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_page_of_a_tiff_is_drawn(bool isLittle)
    {
        var tiff = new TinyTiff(isLittle).Page(20, 10, 0).Page(30, 40, 128).ToBytes();

        var second = Draw(tiff, 2)!;

        Assert.Equal((30, 40, 1), (second.Width, second.Height, second.Channels));
        Assert.All(second.Pixels, shade => Assert.Equal(128, shade));
        Assert.Equal((20, 10), (Draw(tiff, 1)!.Width, Draw(tiff, 1)!.Height));
        Assert.Null(Draw(tiff, 3));
    }

    [ReaderFact(NativeReader.LeptonicaName)]
    public void A_large_picture_is_drawn_at_2000_pixels()
    {
        var picture = Draw(new TinyTiff().Page(4_000, 1_000, 77).ToBytes(), 1)!;

        Assert.Equal((2_000, 500), (picture.Width, picture.Height));
        Assert.Equal(77, picture.Pixels[1_000]);
    }

    [ReaderFact(NativeReader.LeptonicaName)]
    public void A_picture_whose_data_are_missing_is_corrupt_and_does_not_crash()
    {
        foreach (var file in new[] { TinyPictures.WebpLossy()[..50], TinyPictures.BmpHeader(5_000, 5_000, 24) })
        {
            var no = Assert.Throws<UnreadableException>(() => Draw(file, 1));
            Assert.Equal(FailureCode.FileCorrupt, no.Code);
        }
    }

    static void IsTheUprightPicture(DecodedPng picture)
    {
        Assert.Equal((Width, Height, 3), (picture.Width, picture.Height, picture.Channels));
        Assert.True(picture.IsRed(2, 2));
        Assert.False(picture.IsRed(Width - 3, 2));
        Assert.False(picture.IsRed(2, Height - 3));
        Assert.False(picture.IsRed(Width - 3, Height - 3));
    }

    static DecodedPng? Draw(byte[] file, int page)
    {
        using var bytes = FileBytes.Of(file);
        return Engine.DrawPage(bytes, page, _ => { }) is { } png ? DecodedPng.Of(png) : null;
    }
}
