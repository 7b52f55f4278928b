namespace Numora.Engine.Recognition;

/// <summary>How large the paper in a picture was, as well as it can be told.</summary>
static class PaperSize
{
    const double PointsPerInch = 72;

    /// <summary>The shorter side of A4 in points.</summary>
    const double A4 = 595;

    /// <summary>80 mm: the paper of a till.</summary>
    const double Till = 227;

    const double TillHeightOfWidth = 1.6;

    /// <summary>From 55 mm to A3: what a scanner says is believed; a camera says 72 dpi of anything.</summary>
    const double MinSide = 155;
    const double MaxSide = 850;

    /// <param name="resolution">Dots to the inch as the file says; 0 where it does not.</param>
    /// <returns>Width and height in points.</returns>
    public static (double Width, double Height) Of(int width, int height, int resolution)
    {
        var shorter = (double)Math.Min(width, height);
        var said = resolution > 0 ? shorter * PointsPerInch / resolution : 0;
        var points = said is >= MinSide and <= MaxSide ? said
            : Math.Max(width, height) > TillHeightOfWidth * shorter ? Till : A4;
        return (width * points / shorter, height * points / shorter);
    }
}
