using System.Runtime.InteropServices;
using Numora.Engine.Files;

namespace Numora.Engine.Images;

/// <summary>The part of Leptonica's C API that is used here (allheaders.h). A PIX is a pointer; 0 is a failure.</summary>
static unsafe partial class Leptonica
{
    const string Library = NativeReader.LeptonicaName;

    /// <summary>L_SEVERITY_NONE.</summary>
    public const int Silent = 6;

    /// <summary>L_CLONE: what needs no conversion is not copied.</summary>
    public const int Share = 2;

    /// <summary>L_ROTATE_AREA_MAP.</summary>
    public const int AreaMap = 1;

    /// <summary>L_CHOOSE_MIN.</summary>
    public const int ChooseLeast = 1;

    /// <summary>L_BRING_IN_WHITE.</summary>
    public const int White = 1;

    [LibraryImport(Library)] public static partial int setMsgSeverity(int severity);

    [LibraryImport(Library)]
    public static partial nint pixReadMemJpeg(byte* data, nuint size, int colourMap, int reduction, int* warnings, int hint);

    [LibraryImport(Library)] public static partial nint pixReadMemPng(byte* data, nuint size);

    [LibraryImport(Library)] public static partial nint pixReadMemTiff(byte* data, nuint size, int page);

    [LibraryImport(Library)] public static partial nint pixReadMemWebP(byte* data, nuint size);

    [LibraryImport(Library)] public static partial nint pixReadMemGif(byte* data, nuint size);

    [LibraryImport(Library)] public static partial nint pixReadMemBmp(byte* data, nuint size);

    [LibraryImport(Library)] public static partial nint pixCreate(int width, int height, int depth);

    [LibraryImport(Library)] public static partial void pixDestroy(nint* pix);

    [LibraryImport(Library)] public static partial int pixGetWidth(nint pix);

    [LibraryImport(Library)] public static partial int pixGetHeight(nint pix);

    [LibraryImport(Library)] public static partial int pixGetDepth(nint pix);

    [LibraryImport(Library)] public static partial int pixGetSpp(nint pix);

    /// <summary>Words to a row; rows are padded to whole words of 32 bits.</summary>
    [LibraryImport(Library)] public static partial int pixGetWpl(nint pix);

    [LibraryImport(Library)] public static partial uint* pixGetData(nint pix);

    /// <summary>Blends the alpha channel with white.</summary>
    [LibraryImport(Library)] public static partial nint pixRemoveAlpha(nint pix);

    /// <summary>Without colour map, 8 bits grey or 32 bits colour.</summary>
    [LibraryImport(Library)] public static partial nint pixConvertTo8Or32(nint pix, int share, int warn);

    [LibraryImport(Library)] public static partial nint pixConvertTo32(nint pix);

    /// <summary>Turns clockwise by so many quarters.</summary>
    [LibraryImport(Library)] public static partial nint pixRotateOrth(nint pix, int quarters);

    [LibraryImport(Library)] public static partial nint pixFlipLR(nint destination, nint pix);

    [LibraryImport(Library)] public static partial nint pixScaleAreaMap(nint pix, float x, float y);

    /// <summary>8 bits grey, whatever it was.</summary>
    [LibraryImport(Library)] public static partial nint pixConvertTo8(nint pix, int colourMap);

    /// <summary>Belongs to the picture; 0 where it has none.</summary>
    [LibraryImport(Library)] public static partial nint pixGetColormap(nint pix);

    [LibraryImport(Library)] public static partial nint pixConvertRGBToGrayMinMax(nint pix, int choice);

    /// <summary>The mean over a box of twice the half sizes and one.</summary>
    [LibraryImport(Library)] public static partial nint pixBlockconv(nint pix, int halfWidth, int halfHeight);

    [LibraryImport(Library)] public static partial nint pixClone(nint pix);

    [LibraryImport(Library)] public static partial int pixGetXRes(nint pix);

    /// <summary>Up and down, whatever fits; sharpens a little.</summary>
    [LibraryImport(Library)] public static partial nint pixScale(nint pix, float x, float y);

    /// <summary>Evens out the light of a grey picture: paper becomes nearly white.</summary>
    [LibraryImport(Library)] public static partial nint pixBackgroundNormSimple(nint pix, nint mask, nint greyMask);

    /// <summary>Black where the grey is darker.</summary>
    [LibraryImport(Library)] public static partial nint pixThresholdToBinary(nint pix, int threshold);

    /// <summary>The black ones; the table speeds repeated counts up.</summary>
    [LibraryImport(Library)] public static partial int pixCountPixels(nint pix, out int count, nint table);

    /// <summary>Of a black and white picture, in degrees; clockwise is what levels it.</summary>
    [LibraryImport(Library)] public static partial int pixFindSkew(nint pix, out float angle, out float confidence);

    /// <summary>By the letters' ascenders, of a black and white picture; large numbers are sure ones.</summary>
    [LibraryImport(Library)]
    public static partial int pixOrientDetect(nint pix, out float up, out float left, int minCount, int debug);

    /// <summary>Clockwise, in radians.</summary>
    [LibraryImport(Library)]
    public static partial nint pixRotate(nint pix, float angle, int how, int background, int width, int height);

    /// <summary>Between bytes in the order of a row and words of this machine; does nothing on a big-endian one.</summary>
    [LibraryImport(Library)] public static partial int pixEndianByteSwap(nint pix);
}
