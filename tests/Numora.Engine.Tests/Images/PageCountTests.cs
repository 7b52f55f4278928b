using Numora.Engine.Files;
using Numora.Engine.Images;

namespace Numora.Engine.Tests.Images;

public class PageCountTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_pages_of_a_tiff_are_counted_in_both_byte_orders(bool isLittle)
    {
        var tiff = new TinyTiff(isLittle).Page(8, 8, 0).Page(9, 3, 128).Page(8, 8, 255);

        Assert.Equal(3, ImageHeader.Check(FileType.Tiff, tiff.ToBytes()));
    }

    [Fact]
    public void A_tiff_of_more_than_500_pages_is_refused()
    {
        var tiff = new TinyTiff();
        for (var i = 0; i < ImageHeader.MaxPages; i++)
            tiff.Page(1, 1, 0);
        Assert.Equal(ImageHeader.MaxPages, ImageHeader.Check(FileType.Tiff, tiff.ToBytes()));

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Tiff, tiff.Page(1, 1, 0).ToBytes()));

        Assert.Equal(FailureCode.FileTooLarge, no.Code);
        Assert.Contains("500 pages", no.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tiff_whose_pages_go_round_in_a_ring_is_corrupt()
    {
        var tiff = new TinyTiff().Page(8, 8, 0).Page(8, 8, 0);
        tiff.Overwrite(tiff.LastLink, TinyTiff.FirstDirectory);

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Tiff, tiff.ToBytes()));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
    }

    [Fact]
    public void Each_page_of_a_tiff_is_checked()
    {
        var tiff = new TinyTiff().Page(8, 8, 0).Page(8, 8, 0).Claim(12_000, 12_000);

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Tiff, tiff.ToBytes()));

        Assert.Equal(FailureCode.FileTooLarge, no.Code);
    }

    [Fact]
    public void A_tiff_that_points_behind_its_end_is_corrupt()
    {
        var tiff = new TinyTiff().Page(8, 8, 0);
        tiff.Overwrite(tiff.LastLink, int.MaxValue);

        Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Tiff, tiff.ToBytes()));
    }

    [Fact]
    public void The_frames_of_a_gif_are_no_pages_and_only_the_first_is_decoded()
    {
        var still = TinyPictures.Gif();

        var animation = Animation(still, frames: 3);

        Assert.Equal(1, ImageHeader.Check(FileType.Gif, animation));
        Assert.Equal(still, GifHeader.WithoutAnimation(animation));
    }

    [Fact]
    public void A_gif_of_more_than_500_frames_is_refused()
    {
        var animation = Animation(TinyPictures.Gif(), frames: ImageHeader.MaxPages + 1);

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Gif, animation));

        Assert.Equal(FailureCode.FileTooLarge, no.Code);
    }

    /// <summary>Repeats the frame of a GIF of one frame; before it stand a header of 13 bytes and 8 colours.</summary>
    static byte[] Animation(byte[] still, int frames)
    {
        const int head = 13 + 8 * 3;
        var frame = still[head..^1];
        return [.. still[..head], .. Enumerable.Repeat(frame, frames).SelectMany(b => b), still[^1]];
    }
}
