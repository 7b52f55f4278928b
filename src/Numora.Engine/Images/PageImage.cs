namespace Numora.Engine.Images;

/// <summary>How large a page is drawn for a person.</summary>
static class PageImage
{
    public const double Dpi = 150;

    /// <summary>A receipt or a poster gets fewer dots to the inch instead.</summary>
    public const int MaxSidePixels = 2_000;

    const double PointsPerInch = 72;

    /// <summary>The size in pixels of a page of so many points, at least one by one.</summary>
    public static (int Width, int Height) Size(double widthPoints, double heightPoints)
    {
        var scale = Math.Min(Dpi / PointsPerInch, MaxSidePixels / Math.Max(widthPoints, heightPoints));
        return (Pixels(widthPoints * scale), Pixels(heightPoints * scale));
    }

    static int Pixels(double side) => Math.Clamp((int)Math.Round(side), 1, MaxSidePixels);
}
