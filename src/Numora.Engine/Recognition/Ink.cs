using Numora.Engine.Images;

namespace Numora.Engine.Recognition;

/// <summary>
/// A small black and white copy of a page, to find out from its letters' shapes which way up they stand, and how far its
/// lines are from level.
/// </summary>
sealed class Ink : IDisposable
{
    /// <summary>Letters of 10 points are 20 pixels high then, on A4.</summary>
    const double SidePixels = 1_200;

    /// <summary>The letters of a coarser picture have no shapes.</summary>
    const double MaxEnlargement = 3;

    /// <summary>A strip of paper is not enlarged beyond this, however thin it is.</summary>
    const double MaxPixels = 10_000_000;

    /// <summary>On paper made light by evening it out (to 200); darker is ink, also faint ink.</summary>
    const int InkBelow = 180;

    /// <summary>Fewer black pixels are no word.</summary>
    const int FewPixels = 40;

    /// <summary>A letter that can be read has about so many pixels in height.</summary>
    const int LeastSidePixels = 10;

    /// <summary>Leptonica's own measures of when to believe its letter shapes (flipdetect.c).</summary>
    const float MinSureness = 8;
    const float MinRatio = 2.5f;

    /// <summary>Below, the lines were not clear enough to measure their slope (skew.c).</summary>
    const double MinSkewSureness = 3;

    const double LargestTiltDegrees = 7;

    /// <summary>A tilt that moves the ends of an A4 line by less than a pixel.</summary>
    const double SmallestTiltDegrees = 0.05;

    readonly Picture _letters;

    readonly bool _isTooSmall;

    /// <param name="grey">The page as displayed.</param>
    public Ink(Picture grey)
    {
        var shorter = Math.Min(grey.Width, grey.Height);
        _isTooSmall = shorter < LeastSidePixels;
        var most = Math.Sqrt(MaxPixels / ((double)grey.Width * grey.Height));
        _letters = grey.Copy().Scaled(Math.Min(Math.Min(MaxEnlargement, SidePixels / shorter), most)).EvenlyLit()
            .BlackAndWhite(InkBelow);
    }

    public bool IsBlank => _isTooSmall || Leptonica.pixCountPixels(_letters.Pix, out var black, 0) == 0 && black < FewPixels;

    /// <summary>Clockwise quarters that make the page upright; 0 where its letters do not tell.</summary>
    public int TurnsNeeded()
    {
        if (Leptonica.pixOrientDetect(_letters.Pix, out var up, out var left, 0, 0) != 0)
            return 0;
        var (upright, sideways) = (Math.Abs(up), Math.Abs(left));
        if (upright > MinSureness && upright > MinRatio * sideways)
            return up > 0 ? 0 : 2;
        return sideways > MinSureness && sideways > MinRatio * upright ? (left > 0 ? 1 : 3) : 0;
    }

    /// <summary>Radians, clockwise, that make the page level once it was turned by so many quarters.</summary>
    public double TiltAfter(int turns)
    {
        using var turned = _letters.Copy();
        return Leptonica.pixFindSkew(turned.Turned(turns).Pix, out var degrees, out var sureness) == 0
            && sureness >= MinSkewSureness
            && Math.Abs((double)degrees) is >= SmallestTiltDegrees and <= LargestTiltDegrees
            ? degrees * Math.PI / 180 : 0.0;
    }

    public void Dispose() => _letters.Dispose();
}
