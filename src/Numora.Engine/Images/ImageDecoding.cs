using Numora.Engine.Files;

namespace Numora.Engine.Images;

/// <summary>Decodes a page of a picture file and turns it as the file says it is to be seen.</summary>
static unsafe class ImageDecoding
{
    /// <param name="file">Checked by <see cref="ImageHeader"/>.</param>
    /// <param name="number">From 1; a page that the file has.</param>
    /// <param name="enoughPixels">A JPEG whose longer side has twice as many or more is decoded smaller: far cheaper.</param>
    public static Picture Decode(FileType type, FileBytes file, int number, int enoughPixels)
    {
        NativeReader.Leptonica.Require();
        _ = Leptonica.setMsgSeverity(Leptonica.Silent); // it would print every fault of a file
        var picture = type == FileType.Heic ? Heif.Decode(file) : Decode(type, file, (nuint)file.Length, number, enoughPixels);
        try
        {
            return picture.Upright(type == FileType.Jpeg ? JpegHeader.Orientation(file.GetSpan()) : JpegHeader.Upright);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    static Picture Decode(FileType type, FileBytes file, nuint size, int number, int enoughPixels)
    {
        var data = file.Start;
        if (type == FileType.Gif)
        {
            var first = GifHeader.WithoutAnimation(file.GetSpan());
            fixed (byte* start = first)
                return Picture.Of(Leptonica.pixReadMemGif(start, (nuint)first.Length));
        }

        return Picture.Of(
            type == FileType.Jpeg ? Leptonica.pixReadMemJpeg(data, size, 0, Reduction(file, enoughPixels), null, 0)
            : type == FileType.Png ? Leptonica.pixReadMemPng(data, size)
            : type == FileType.Tiff ? Leptonica.pixReadMemTiff(data, size, number - 1)
            : type == FileType.Webp ? Leptonica.pixReadMemWebP(data, size)
            : Leptonica.pixReadMemBmp(data, size));
    }

    static int Reduction(FileBytes file, int enoughPixels)
    {
        var (width, height, _) = JpegHeader.Size(file.GetSpan());
        var reduction = 1;
        while (reduction < 8 && Math.Max(width, height) / (2 * reduction) >= enoughPixels)
            reduction *= 2;
        return reduction;
    }
}
