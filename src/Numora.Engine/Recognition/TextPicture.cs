using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>The picture of a page as the recogniser likes it: grey, upright, level, letters some 30 pixels high.</summary>
sealed class TextPicture : IDisposable
{
    /// <summary>Higher pictures are receipts: a narrow column on a till's paper.</summary>
    const double NarrowHeightOfWidth = 1.6;

    /// <summary>
    /// The width of a receipt in pixels at the first and at the second attempt. The 40 letters of its line are some 30 pixels
    /// high then, which is what the network sees of them; larger, the dots that a till prints fall apart.
    /// </summary>
    const int MinNarrowWidth = 800;
    const int MaxNarrowWidth = 1_000;
    const int SecondNarrowWidth = 700;

    const double PointsPerInch = 72;
    const int Dpi = 300;

    /// <summary>An A4 page of 300 dpi has 8.7 million.</summary>
    const double MaxPixels = 10_000_000;

    /// <summary>Larger letters of a coarse picture are no clearer.</summary>
    const double MaxEnlargement = 4;

    readonly Attempt _attempt;

    TextPicture(
        Picture picture, Alignment alignment, double width, double height, bool isNarrow, Attempt attempt)
    {
        (Picture, Alignment, Width, Height, IsNarrow) = (picture, alignment, width, height, isNarrow);
        _attempt = attempt;
        PointsPerPixel = width / picture.Width;
    }

    /// <summary>8 bits grey.</summary>
    public Picture Picture { get; }

    public Alignment Alignment { get; }

    /// <summary>Of the aligned page, in points.</summary>
    public double Width { get; }

    /// <summary>Of the aligned page, in points.</summary>
    public double Height { get; }

    public bool IsNarrow { get; }

    public double PointsPerPixel { get; }

    public TextLayout Layout => (IsNarrow, _attempt) switch
    {
        (true, Attempt.First) => TextLayout.Block,
        (false, Attempt.First) => TextLayout.Page,
        _ => TextLayout.Column,
    };

    /// <summary>What the recogniser is to take for the picture's resolution.</summary>
    public int Resolution => IsNarrow ? Dpi : Math.Clamp((int)Math.Round(PointsPerInch / PointsPerPixel), 150, 600);

    /// <param name="grey">The page as displayed.</param>
    /// <param name="page">The size of the page as displayed, in points; null where the file does not know.</param>
    /// <param name="alignment">What makes it upright and level.</param>
    public static TextPicture Of(
        Picture grey, (double Width, double Height)? page, Alignment alignment, Attempt attempt = Attempt.First)
    {
        var (width, height) = page ?? PaperSize.Of(grey.Width, grey.Height, grey.Resolution);
        if (alignment.QuarterTurns % 2 != 0)
            (width, height) = (height, width);
        var isNarrow = height > NarrowHeightOfWidth * width;
        var upright = grey.Copy().Turned(alignment.QuarterTurns);
        upright.Scaled(Scale(upright, width, isNarrow, attempt)).Tilted(alignment.Tilt);
        if (isNarrow)
            upright.Smoothed();
        else if (attempt == Attempt.Second)
            upright.EvenlyLit();
        return new(upright, alignment, width, height, isNarrow, attempt);
    }

    /// <summary>Whether a picture of this shape may be a receipt, upright or lying.</summary>
    public static bool MayBeNarrow(Picture picture) =>
        Math.Max(picture.Width, picture.Height) > NarrowHeightOfWidth * Math.Min(picture.Width, picture.Height);

    public void Dispose() => Picture.Dispose();

    static double Scale(Picture picture, double widthPoints, bool isNarrow, Attempt attempt)
    {
        var wanted = !isNarrow ? widthPoints * Dpi / PointsPerInch
            : attempt == Attempt.First ? Math.Clamp(picture.Width, MinNarrowWidth, MaxNarrowWidth)
            : SecondNarrowWidth;
        var most = Math.Sqrt(MaxPixels / ((double)picture.Width * picture.Height));
        return Math.Min(Math.Min(wanted / picture.Width, MaxEnlargement), most);
    }
}
