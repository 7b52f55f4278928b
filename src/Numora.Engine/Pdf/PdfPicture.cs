using Numora.Engine.Files;
using Numora.Engine.Images;

namespace Numora.Engine.Pdf;

/// <summary>Draws a page in grey, as large as recognition wants it, form fields and annotations included.</summary>
static unsafe class PdfPicture
{
    const double PointsPerInch = 72;
    const double Dpi = 300;

    /// <summary>An A4 page of 300 dpi has 8.7 million; a poster, or a photo as a page of its own size, gets fewer dpi.</summary>
    const double MaxPixels = 9_000_000;

    const int MaxSidePixels = 20_000;
    const int FormatGrey = 1;

    public static Picture Of(nint page, PageGeometry geometry, PdfForm? form)
    {
        NativeReader.Leptonica.Require();
        var (width, height) = Size(geometry);
        var pix = Leptonica.pixCreate(width, height, 8);
        var picture = Picture.Of(pix);
        var stride = Leptonica.pixGetWpl(pix) * sizeof(uint);
        var data = Leptonica.pixGetData(pix);
        try
        {
            PdfRendering.Into(data, FormatGrey, width, height, stride, page, form);
            _ = Leptonica.pixEndianByteSwap(pix); // PDFium writes bytes from the left, Leptonica reads words
            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    static (int Width, int Height) Size(PageGeometry geometry)
    {
        var scale = Math.Min(Dpi / PointsPerInch, Math.Sqrt(MaxPixels / geometry.Area));
        return (Side(geometry.Width * scale), Side(geometry.Height * scale));
    }

    static int Side(double pixels) => Math.Clamp((int)Math.Round(pixels), 1, MaxSidePixels);
}
