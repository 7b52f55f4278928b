using System.Buffers.Binary;
using Numora.Engine.Files;
using Numora.Engine.Images;

namespace Numora.Engine.Tests.Images;

public class ImageHeaderTests
{
    /// <summary>Its square is over 100 megapixels, and it fits into two bytes and into the 14 bits of a WEBP.</summary>
    const int TooWide = 12_000;

    static readonly Dictionary<string, byte[]> s_good = new()
    {
        ["JPEG"] = TinyPictures.Jpeg(),
        ["PNG"] = TinyPictures.Png(),
        ["TIFF"] = new TinyTiff().Page(64, 32, 0).ToBytes(),
        ["WEBP"] = TinyPictures.WebpLossy(),
        ["GIF"] = TinyPictures.Gif(),
        ["BMP"] = TinyPictures.Bmp(),
        ["HEIC"] = TinyPictures.Heic(),
    };

    public static TheoryData<string> Names => [.. s_good.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_good_picture_is_known_by_its_bytes_and_has_one_page(string name)
    {
        var file = s_good[name];

        var type = FileType.Of(file)!;

        Assert.Equal(name, type.Name);
        Assert.Equal(1, ImageHeader.Check(type, file));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_that_is_cut_off_anywhere_ends_in_an_answer(string name)
    {
        var file = s_good[name];
        var type = FileType.Of(file)!;

        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            var answer = Record.Exception(() => ImageHeader.Check(type, cut));
            Assert.True(answer is null or UnreadableException, $"{length} of {file.Length} bytes: {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_without_more_than_its_first_bytes_is_corrupt(string name)
    {
        var file = s_good[name];

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Of(file)!, file.AsSpan(0, 12)));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_that_claims_too_many_pixels_is_refused_with_its_size(string name)
    {
        var file = Claiming(name, TooWide, TooWide);

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Of(file)!, file));

        Assert.Equal(FailureCode.FileTooLarge, no.Code);
        Assert.Contains("12000 x 12000", no.Message, StringComparison.Ordinal);
        Assert.Contains("100 megapixels", no.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JPEG")]
    [InlineData("PNG")]
    [InlineData("TIFF")]
    [InlineData("BMP")]
    public void A_picture_without_a_width_is_corrupt(string name)
    {
        var file = Claiming(name, 0, 32);

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Of(file)!, file));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(-1, 32)]
    public void Sizes_at_the_edge_of_their_numbers_are_refused(int width, int height)
    {
        foreach (var name in new[] { "PNG", "BMP", "TIFF", "HEIC" })
        {
            var file = Claiming(name, width, height);
            Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Of(file)!, file));
        }
    }

    [Fact]
    public void A_bmp_may_begin_at_its_top()
    {
        Assert.Equal(1, ImageHeader.Check(FileType.Bmp, TinyPictures.BmpHeader(64, -32, 24)));
        Assert.Throws<UnreadableException>(
            () => ImageHeader.Check(FileType.Bmp, TinyPictures.BmpHeader(64, int.MinValue, 24)));
        Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Bmp, TinyPictures.BmpHeader(64, 32, 7)));
    }

    [Theory]
    [InlineData("JPEG", 6)]
    [InlineData("PNG", 1)] // a kind of colour that there is not
    [InlineData("TIFF", 6)]
    public void A_picture_of_too_many_components_is_corrupt(string name, byte components)
    {
        var file = (byte[])s_good[name].Clone();
        if (name == "JPEG")
            file[FrameOf(file) + 9] = components;
        else if (name == "PNG")
            file[25] = components;
        else
            file = new TinyTiff().Page(64, 32, 0, samples: components).ToBytes();

        var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Of(file)!, file));

        Assert.Equal(FailureCode.FileCorrupt, no.Code);
    }

    [Fact]
    public void Webp_declares_its_size_in_three_ways()
    {
        Assert.Equal(1, ImageHeader.Check(FileType.Webp, WebpExtended(64, 32)));
        Assert.Equal(1, ImageHeader.Check(FileType.Webp, WebpLossless(64, 32)));
        foreach (var file in new[] { WebpExtended(TooWide, TooWide), WebpLossless(TooWide, TooWide) })
        {
            var no = Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Webp, file));
            Assert.Contains("12000 x 12000", no.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_jpeg_of_endless_segments_ends_as_corrupt()
    {
        byte[] empty = [0xFF, 0xE2, 0, 2];
        byte[] file = [0xFF, 0xD8, .. Enumerable.Repeat(empty, 100_000).SelectMany(b => b)];

        Assert.Throws<UnreadableException>(() => ImageHeader.Check(FileType.Jpeg, file));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(6, true)]
    [InlineData(6, false)]
    [InlineData(8, false)]
    public void The_orientation_of_a_jpeg_is_read_in_both_byte_orders(byte orientation, bool isLittle) =>
        Assert.Equal(orientation, JpegHeader.Orientation(TinyPictures.JpegTurned(orientation, isLittle)));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void An_orientation_that_there_is_not_is_upright(byte orientation) =>
        Assert.Equal(JpegHeader.Upright, JpegHeader.Orientation(TinyPictures.JpegTurned(orientation)));

    static byte[] Claiming(string name, int width, int height)
    {
        var file = (byte[])s_good[name].Clone();
        switch (name)
        {
            case "JPEG":
                var frame = FrameOf(file);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), (ushort)width);
                return file;
            case "PNG":
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
                return file;
            case "TIFF":
                return new TinyTiff().Page(64, 32, 0).Claim(width, height).ToBytes();
            case "WEBP":
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(26), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(28), (ushort)height);
                return file;
            case "GIF":
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)height);
                return file;
            case "BMP":
                return TinyPictures.BmpHeader(width, height, 24);
            default:
                var size = file.AsSpan().LastIndexOf("ispe"u8) + 8; // after the name, version and flags
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(size), width);
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(size + 4), height);
                return file;
        }
    }

    static int FrameOf(byte[] jpeg) => jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);

    static byte[] WebpExtended(int width, int height)
    {
        var file = WebpHead("VP8X"u8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), width - 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(27), height - 1);
        return file;
    }

    static byte[] WebpLossless(int width, int height)
    {
        var file = WebpHead("VP8L"u8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(21), width - 1 | height - 1 << 14);
        return file;
    }

    static byte[] WebpHead(ReadOnlySpan<byte> chunk) => [.. "RIFF\0\0\0\0WEBP"u8, .. chunk, .. new byte[24]];
}
