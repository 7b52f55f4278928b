using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>From PDF page space (y up, before rotation and cropping) to the page as displayed (y down, in points).</summary>
readonly struct PageGeometry
{
    /// <summary>PDF 1.7 ends at 14,400; nothing is ever allocated by this size, so larger pages may be read.</summary>
    const double MaxSidePoints = 100_000_000;

    readonly Pdfium.Rect _visible;
    readonly int _quarterTurns;

    PageGeometry(Pdfium.Rect visible, int quarterTurns)
    {
        (_visible, _quarterTurns) = (visible, quarterTurns & 3);
        var (width, height) = ((double)visible.Right - visible.Left, (double)visible.Top - visible.Bottom);
        (Width, Height) = (_quarterTurns & 1) == 0 ? (width, height) : (height, width);
    }

    public double Width { get; }

    public double Height { get; }

    public double Area => Width * Height;

    public static PageGeometry Of(nint page)
    {
        if (Pdfium.FPDF_GetPageBoundingBox(page, out var box) == 0)
            throw Senseless();
        var geometry = new PageGeometry(box, Pdfium.FPDFPage_GetRotation(page));
        return IsSensible(geometry.Width) && IsSensible(geometry.Height) ? geometry : throw Senseless();
    }

    public Box Displayed(Pdfium.Rect box)
    {
        var (x0, y0) = Displayed(box.Left, box.Bottom);
        var (x1, y1) = Displayed(box.Right, box.Top);
        return new(Math.Min(x0, x1), Math.Min(y0, y1), Math.Max(x0, x1), Math.Max(y0, y1));
    }

    /// <summary>Whether some of the box can be seen.</summary>
    public bool Shows(Box box) => box.X1 > 0 && box.Y1 > 0 && box.X0 < Width && box.Y0 < Height;

    (double X, double Y) Displayed(double x, double y)
    {
        var (right, up) = (x - _visible.Left, y - _visible.Bottom);
        return _quarterTurns switch
        {
            1 => (up, right),
            2 => (Width - right, up),
            3 => (Width - up, Height - right),
            _ => (right, Height - up),
        };
    }

    static bool IsSensible(double side) => side is > 0 and <= MaxSidePoints;

    static UnreadableException Senseless() =>
        new(FailureCode.FileCorrupt, "A page of the PDF has no sensible size. Print it to a new PDF and send that.");
}
