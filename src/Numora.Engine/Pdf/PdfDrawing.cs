using System.Runtime.InteropServices;
using Numora.Engine.Images;

namespace Numora.Engine.Pdf;

/// <summary>Draws a page as PNG, form fields and annotations included.</summary>
static unsafe class PdfDrawing
{
    const int FormatBgrx = 3;
    const int DrawAnnotations = 1;
    const int BytesPerPixel = 4;
    const uint White = 0xFFFFFFFF;

    public static byte[] Draw(nint page, PageGeometry geometry, PdfForm? form)
    {
        var (width, height) = PageImage.Size(geometry.Width, geometry.Height);
        var stride = width * BytesPerPixel;
        var pixels = NativeMemory.Alloc((nuint)(stride * height));
        var bitmap = Pdfium.FPDFBitmap_CreateEx(width, height, FormatBgrx, pixels, stride);
        try
        {
            if (bitmap == 0)
                throw new InvalidOperationException("PDFium refused a bitmap.");
            Pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, White);
            Pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, DrawAnnotations);
            form?.Draw(bitmap, page, width, height);
            return Png.Write(new ReadOnlySpan<byte>(pixels, stride * height), width, height, stride);
        }
        finally
        {
            if (bitmap != 0)
                Pdfium.FPDFBitmap_Destroy(bitmap);
            NativeMemory.Free(pixels);
        }
    }
}
