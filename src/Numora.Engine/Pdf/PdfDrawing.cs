using System.Runtime.InteropServices;
using Numora.Engine.Images;

namespace Numora.Engine.Pdf;

/// <summary>Draws a page as PNG, form fields and annotations included.</summary>
static unsafe class PdfDrawing
{
    const int FormatBgrx = 3;
    const int BytesPerPixel = 4;

    public static byte[] Draw(nint page, PageGeometry geometry, PdfForm? form)
    {
        var (width, height) = PageImage.Size(geometry.Width, geometry.Height);
        var stride = width * BytesPerPixel;
        var pixels = NativeMemory.Alloc((nuint)(stride * height));
        try
        {
            PdfRendering.Into(pixels, FormatBgrx, width, height, stride, page, form);
            return Png.Write(new ReadOnlySpan<byte>(pixels, stride * height), width, height, stride);
        }
        finally
        {
            NativeMemory.Free(pixels);
        }
    }
}
