namespace Numora.Engine.Images;

/// <summary>A decoded picture, held by Leptonica; each step replaces it.</summary>
sealed unsafe class Picture : IDisposable
{
    /// <summary>Not worth the work.</summary>
    const double LittleScale = 0.03;

    nint _pix;

    Picture(nint pix) => _pix = pix;

    /// <exception cref="UnreadableException">Leptonica could not decode the file.</exception>
    public static Picture Of(nint pix) => pix != 0 ? new(pix) : throw ImageHeader.Corrupt();

    /// <summary>Valid until the next step.</summary>
    public nint Pix => _pix;

    public int Width => Leptonica.pixGetWidth(_pix);

    public int Height => Leptonica.pixGetHeight(_pix);

    /// <summary>Dots to the inch as the file says; 0 where it does not.</summary>
    public int Resolution => Leptonica.pixGetXRes(_pix);

    /// <summary>Shares the dots with this one.</summary>
    public Picture Copy() => Of(Leptonica.pixClone(_pix));

    /// <summary>8 bits grey on white, without colour map and alpha.</summary>
    /// <param name="darkest">
    /// By the darkest of the three colours: blue and violet ink, which tills use, becomes as dark as black.
    /// </param>
    public Picture Grey(bool darkest = false)
    {
        if (Leptonica.pixGetSpp(_pix) == 4)
            Replace(Leptonica.pixRemoveAlpha(_pix));
        if (darkest && Leptonica.pixGetDepth(_pix) == 32)
            Replace(Leptonica.pixConvertRGBToGrayMinMax(_pix, Leptonica.ChooseLeast));
        if (Leptonica.pixGetDepth(_pix) != 8 || Leptonica.pixGetSpp(_pix) != 1 || Leptonica.pixGetColormap(_pix) != 0)
            Replace(Leptonica.pixConvertTo8(_pix, 0));
        return this;
    }

    /// <param name="factor">Above 1 to make it larger.</param>
    public Picture Scaled(double factor)
    {
        if (Math.Abs(factor - 1) > LittleScale)
            Replace(Leptonica.pixScale(_pix, (float)factor, (float)factor));
        return this;
    }

    /// <param name="quarters">Clockwise.</param>
    public Picture Turned(int quarters)
    {
        if ((quarters & 3) != 0)
            Replace(Leptonica.pixRotateOrth(_pix, quarters & 3));
        return this;
    }

    /// <summary>Around its middle; white comes in from the corners.</summary>
    /// <param name="radians">Clockwise.</param>
    public Picture Tilted(double radians)
    {
        if (radians != 0)
            Replace(Leptonica.pixRotate(_pix, (float)radians, Leptonica.AreaMap, Leptonica.White, 0, 0));
        return this;
    }

    /// <summary>With its paper nearly white everywhere; a picture that is too small for it stays as it is.</summary>
    public Picture EvenlyLit()
    {
        var even = Leptonica.pixBackgroundNormSimple(_pix, 0, 0);
        if (even != 0)
            Set(even);
        return this;
    }

    /// <summary>Each pixel the mean of itself and its neighbours: the dots of a needle printer grow together.</summary>
    public Picture Smoothed()
    {
        Replace(Leptonica.pixBlockconv(_pix, 1, 1));
        return this;
    }

    /// <summary>Black and white.</summary>
    /// <param name="threshold">Darker grey becomes black.</param>
    public Picture BlackAndWhite(int threshold)
    {
        Replace(Leptonica.pixThresholdToBinary(_pix, threshold));
        return this;
    }

    /// <param name="orientation">1 to 8 as in the EXIF tag: what was done to the picture, to be undone.</param>
    public Picture Upright(int orientation)
    {
        if (orientation is 2 or 4 or 5 or 7)
            Replace(Leptonica.pixFlipLR(0, _pix));
        var quarters = orientation switch { 3 or 4 => 2, 6 or 7 => 1, 5 or 8 => 3, _ => 0 };
        if (quarters > 0)
            Replace(Leptonica.pixRotateOrth(_pix, quarters));
        return this;
    }

    /// <summary>Scales down, without colour map and alpha, so that no side is longer.</summary>
    public Picture Small(int maxSide)
    {
        if (Leptonica.pixGetSpp(_pix) == 4)
            Replace(Leptonica.pixRemoveAlpha(_pix));
        Replace(Leptonica.pixConvertTo8Or32(_pix, Leptonica.Share, 0));
        var longest = Math.Max(Leptonica.pixGetWidth(_pix), Leptonica.pixGetHeight(_pix));
        if (longest > maxSide)
        {
            var scale = (float)maxSide / longest;
            Replace(Leptonica.pixScaleAreaMap(_pix, scale, scale));
        }

        return this;
    }

    public byte[] ToPng()
    {
        if (Leptonica.pixGetDepth(_pix) != 32)
            Replace(Leptonica.pixConvertTo32(_pix));
        var (width, height) = (Leptonica.pixGetWidth(_pix), Leptonica.pixGetHeight(_pix));
        var stride = Leptonica.pixGetWpl(_pix) * sizeof(uint);
        var data = Leptonica.pixGetData(_pix);

        // Red stands in the highest byte of a word: shifted down, the bytes are blue, green, red, as Png wants them.
        for (var word = data; word < data + (long)height * stride / sizeof(uint); word++)
            *word >>= 8;
        return Png.Write(new ReadOnlySpan<byte>(data, height * stride), width, height, stride);
    }

    public void Dispose() => Set(0);

    /// <param name="next">What a step made of the picture; 0 when it failed.</param>
    void Replace(nint next)
    {
        Set(next);
        if (next == 0)
            throw ImageHeader.Corrupt();
    }

    void Set(nint next)
    {
        var old = _pix;
        if (old != 0)
            Leptonica.pixDestroy(&old); // counts references: a step may give back the same picture
        _pix = next;
    }
}
