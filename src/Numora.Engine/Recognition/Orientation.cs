using Numora.Engine.Files;
using Numora.Engine.Images;

namespace Numora.Engine.Recognition;

/// <summary>
/// Tesseract's opinion on which way up a picture is: slower than <see cref="Ink"/>, but it knows the letters.
/// </summary>
static unsafe class Orientation
{
    /// <summary>Below, it has no opinion.</summary>
    const float MinSureness = 1;

    /// <summary>It needs letters of some 30 pixels and no more; its time grows with the picture.</summary>
    const int SidePixels = 1_600;

    const int DegreesOfQuarter = 90;

    /// <summary>Loaded once: 10 MB of letter shapes.</summary>
    static nint s_api;

    /// <summary>Clockwise quarters that make the picture upright; null where it cannot tell. Under the recogniser's gate.</summary>
    public static int? TurnsOf(Picture grey)
    {
        if (Api() is not { } api)
            return null;
        using var letters = grey.Copy();
        letters.Scaled(Math.Min(1, (double)SidePixels / Math.Min(grey.Width, grey.Height)));
        Tesseract.TessBaseAPISetImage2(api, letters.Pix);
        byte* script;
        var found = Tesseract.TessBaseAPIDetectOrientationScript(api, out var degrees, out var sureness, &script, out _);
        Tesseract.TessBaseAPIClear(api);
        return found != 0 && sureness >= MinSureness ? (4 - degrees / DegreesOfQuarter) & 3 : null;
    }

    static nint? Api()
    {
        if (s_api != 0)
            return s_api;
        if (!TessData.IsInstalled(TessData.Orientation))
            return null;
        Recogniser.Silence();
        var api = Tesseract.TessBaseAPICreate();
        if (Tesseract.TessBaseAPIInit2(api, TessData.Folder!, TessData.Orientation, Tesseract.LegacyOnly) == 0)
            return s_api = api;
        Tesseract.TessBaseAPIDelete(api);
        return null;
    }
}
