using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>The picture of a page as the recogniser likes it: grey, upright, level, letters some 30 pixels high.</summary>
sealed class TextPicture : IDisposable
{
    /// <summary>Higher pictures are receipts: a narrow column on a till's paper.</summary>
    const double NarrowHeightOfWidth = 1.6;

    /// <summary>
    /// Of a receipt. Its 40 letters to the line are some 30 pixels high then, which is what the network sees of them;
    /// larger, the dots that a till prints fall apart (on the 60 receipts of the corpus, numbers found .58 at 1,200 to 1,600
    /// pixels, .63 at these).
    /// </summary>
    const int MinNarrowWidthPixels = 800;
    const int MaxNarrowWidthPixels = 1_000;

    const double PointsPerInch = 72;
    const int Dpi = 300;

    /// <summary>An A4 page of 300 dpi has 8.7 million.</summary>
    const double MaxPixels = 10_000_000;

    /// <summary>Larger letters of a coarse picture are no clearer.</summary>
    const double MaxEnlargement = 4;

    TextPicture(Picture picture, Alignment alignment, double width, double height, bool isNarrow)
    {
        (Picture, Alignment, Width, Height, IsNarrow) = (picture, alignment, width, height, isNarrow);
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

    public TextLayout Layout => IsNarrow ? TextLayout.Block : TextLayout.Page;

    /// <summary>What the recogniser is to take for the picture's resolution.</summary>
    public int Resolution => IsNarrow ? Dpi : Math.Clamp((int)Math.Round(PointsPerInch / PointsPerPixel), 150, 600);

    /// <param name="grey">The page as displayed.</param>
    /// <param name="page">The size of the page as displayed, in points; null where the file does not know.</param>
    /// <param name="turns">Clockwise quarters that make it upright.</param>
    /// <param name="tilt">Radians, clockwise, that make it level then.</param>
    public static TextPicture Of(Picture grey, (double Width, double Height)? page, int turns, double tilt)
    {
        var (width, height) = page ?? PaperSize.Of(grey.Width, grey.Height, grey.Resolution);
        if (turns % 2 != 0)
            (width, height) = (height, width);
        var isNarrow = height > NarrowHeightOfWidth * width;
        var upright = grey.Copy().Turned(turns);
        upright.Scaled(Scale(upright, width, isNarrow)).Tilted(tilt);
        if (isNarrow)
            upright.Smoothed();
        return new(upright, new(turns, tilt), width, height, isNarrow);
    }

    /// <summary>Whether a picture of this shape may be a receipt, upright or lying.</summary>
    public static bool MayBeNarrow(Picture picture) =>
        Math.Max(picture.Width, picture.Height) > NarrowHeightOfWidth * Math.Min(picture.Width, picture.Height);

    public void Dispose() => Picture.Dispose();

    static double Scale(Picture picture, double widthPoints, bool isNarrow)
    {
        var wanted = isNarrow
            ? Math.Clamp(picture.Width, MinNarrowWidthPixels, MaxNarrowWidthPixels)
            : widthPoints * Dpi / PointsPerInch;
        var most = Math.Sqrt(MaxPixels / ((double)picture.Width * picture.Height));
        return Math.Min(Math.Min(wanted / picture.Width, MaxEnlargement), most);
    }
}
