namespace Numora.Engine.Pdf;

/// <summary>Draws a page into dots that somebody else holds: on white, form fields and annotations included.</summary>
static unsafe class PdfRendering
{
    const int DrawAnnotations = 1;
    const uint White = 0xFFFFFFFF;

    /// <param name="format">FPDFBitmap_Gray (1) or FPDFBitmap_BGRx (3), fpdfview.h.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    public static void Into(void* dots, int format, int width, int height, int stride, nint page, PdfForm? form)
    {
        var bitmap = Pdfium.FPDFBitmap_CreateEx(width, height, format, dots, stride);
        if (bitmap == 0)
            throw new InvalidOperationException("PDFium refused a bitmap.");
        try
        {
            Pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, White);
            Pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, DrawAnnotations);
            form?.Draw(bitmap, page, width, height);
        }
        finally
        {
            Pdfium.FPDFBitmap_Destroy(bitmap);
        }
    }
}
