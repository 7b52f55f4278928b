using System.Runtime.InteropServices;
using Numora.Engine.Files;

namespace Numora.Engine.Recognition;

/// <summary>The part of Tesseract's C API that is used here (tesseract/capi.h of 5.x).</summary>
static unsafe partial class Tesseract
{
    const string Library = NativeReader.TesseractName;

    /// <summary>OEM_LSTM_ONLY: the data that Debian ships have no other engine.</summary>
    public const int NeuralOnly = 1;

    /// <summary>OEM_TESSERACT_ONLY: what finds the orientation is of the old kind.</summary>
    public const int LegacyOnly = 0;

    // TessPageIteratorLevel
    public const int TextLine = 2;
    public const int Word = 3;

    [LibraryImport(Library)] public static partial nint TessBaseAPICreate();

    [LibraryImport(Library)] public static partial void TessBaseAPIDelete(nint api);

    /// <summary>0 for success.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TessBaseAPIInit2(nint api, string folder, string languages, int engine);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TessBaseAPISetVariable(nint api, string name, string value);

    [LibraryImport(Library)] public static partial void TessBaseAPISetPageSegMode(nint api, int mode);

    /// <summary>Copies the picture.</summary>
    [LibraryImport(Library)] public static partial void TessBaseAPISetImage2(nint api, nint pix);

    [LibraryImport(Library)] public static partial void TessBaseAPISetSourceResolution(nint api, int dpi);

    /// <summary>0 for success; something else also where the monitor's deadline has passed.</summary>
    [LibraryImport(Library)] public static partial int TessBaseAPIRecognize(nint api, nint monitor);

    /// <summary>0 where nothing was recognised.</summary>
    [LibraryImport(Library)] public static partial nint TessBaseAPIGetIterator(nint api);

    [LibraryImport(Library)]
    public static partial int TessBaseAPIDetectOrientationScript(
        nint api, out int degrees, out float confidence, byte** script, out float scriptConfidence);

    /// <summary>Gives back what the last picture needed; the languages stay loaded.</summary>
    [LibraryImport(Library)] public static partial void TessBaseAPIClear(nint api);

    [LibraryImport(Library)] public static partial void TessBaseAPIClearAdaptiveClassifier(nint api);

    [LibraryImport(Library)] public static partial void TessResultIteratorDelete(nint iterator);

    [LibraryImport(Library)] public static partial nint TessResultIteratorGetPageIterator(nint iterator);

    [LibraryImport(Library)] public static partial int TessResultIteratorNext(nint iterator, int level);

    /// <summary>To be freed by <see cref="TessDeleteText"/>; null where there is none.</summary>
    [LibraryImport(Library)] public static partial byte* TessResultIteratorGetUTF8Text(nint iterator, int level);

    /// <summary>0 to 100.</summary>
    [LibraryImport(Library)] public static partial float TessResultIteratorConfidence(nint iterator, int level);

    [LibraryImport(Library)] public static partial int TessPageIteratorIsAtBeginningOf(nint iterator, int level);

    [LibraryImport(Library)]
    public static partial int TessPageIteratorBoundingBox(
        nint iterator, int level, out int left, out int top, out int right, out int bottom);

    [LibraryImport(Library)]
    public static partial int TessPageIteratorBaseline(
        nint iterator, int level, out int x1, out int y1, out int x2, out int y2);

    [LibraryImport(Library)] public static partial void TessDeleteText(byte* text);

    [LibraryImport(Library)] public static partial nint TessMonitorCreate();

    [LibraryImport(Library)] public static partial void TessMonitorDelete(nint monitor);

    [LibraryImport(Library)] public static partial void TessMonitorSetDeadlineMSecs(nint monitor, int deadlineMs);
}
