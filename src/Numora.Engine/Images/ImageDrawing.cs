using Numora.Engine.Files;

namespace Numora.Engine.Images;

/// <summary>Turns a page of a picture file into a PNG for a person: upright, at most 2,000 pixels wide and high.</summary>
static unsafe class ImageDrawing
{
    /// <param name="file">Checked by <see cref="ImageHeader"/>.</param>
    /// <param name="number">From 1; a page that the file has.</param>
    public static byte[] Draw(FileType type, FileBytes file, int number)
    {
        NativeReader.Leptonica.Require();
        _ = Leptonica.setMsgSeverity(Leptonica.Silent); // it would print every fault of a file
        using var picture = type == FileType.Heic
            ? Heif.Decode(file)
            : Decode(type, file, number);
        return picture.Upright(type == FileType.Jpeg ? JpegHeader.Orientation(file.GetSpan()) : JpegHeader.Upright)
            .Small(PageImage.MaxSidePixels).ToPng();
    }

    static Picture Decode(FileType type, FileBytes file, int number)
    {
        var data = file.Start;
        var size = (nuint)file.Length;
        if (type == FileType.Gif)
        {
            var first = GifHeader.WithoutAnimation(file.GetSpan());
            fixed (byte* start = first)
                return Picture.Of(Leptonica.pixReadMemGif(start, (nuint)first.Length));
        }

        return Picture.Of(
            type == FileType.Jpeg ? Leptonica.pixReadMemJpeg(data, size, 0, Reduction(file), null, 0)
            : type == FileType.Png ? Leptonica.pixReadMemPng(data, size)
            : type == FileType.Tiff ? Leptonica.pixReadMemTiff(data, size, number - 1)
            : type == FileType.Webp ? Leptonica.pixReadMemWebP(data, size)
            : Leptonica.pixReadMemBmp(data, size));
    }

    /// <summary>A JPEG is decoded at a half, a quarter or an eighth where that is still large enough: far cheaper.</summary>
    static int Reduction(FileBytes file)
    {
        var (width, height, _) = JpegHeader.Size(file.GetSpan());
        var reduction = 1;
        while (reduction < 8 && Math.Max(width, height) / (2 * reduction) >= PageImage.MaxSidePixels)
            reduction *= 2;
        return reduction;
    }
}
