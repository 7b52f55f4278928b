using System.Runtime.InteropServices;
using Numora.Engine.Files;
using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>
/// Tesseract with some languages loaded. Loading takes as long as a short receipt, so it is kept for the life of the
/// process. Not thread-safe: every call is made under <see cref="Gate"/>.
/// </summary>
sealed unsafe class Recogniser
{
    public static readonly Lock Gate = new();

    /// <summary>Longer ones are not words.</summary>
    const int MaxWordBytes = 800;

    const int MaxWords = 50_000;

    /// <summary>Each holds some 60 MB; the one that was not used for longest makes room.</summary>
    const int MaxLoaded = 2;

    static readonly List<Recogniser> s_loaded = [];

    static readonly Lazy<bool> s_silent = new(() =>
    {
        var api = Tesseract.TessBaseAPICreate();
        _ = Tesseract.TessBaseAPISetVariable(api, "debug_file", "/dev/null"); // of the whole process
        _ = Tesseract.TessBaseAPIRecognize(api, 0); // there is no picture
        Tesseract.TessBaseAPIDelete(api);
        return true;
    });

    readonly string _languages;
    readonly nint _api;

    Recogniser(string languages)
    {
        Silence();
        _languages = languages;
        _api = Tesseract.TessBaseAPICreate();
        if (Tesseract.TessBaseAPIInit2(_api, TessData.Folder!, languages, Tesseract.NeuralOnly) != 0)
        {
            Tesseract.TessBaseAPIDelete(_api);
            throw new UnreadableException(FailureCode.RecognitionUnavailable, TessData.Advice);
        }
    }

    /// <summary>
    /// What Tesseract would say about a file goes nowhere: it may quote the document. Its sink is opened with the first
    /// word, so it is made to complain here, before the process may open no file any more.
    /// </summary>
    public static void Silence()
    {
        if (TessData.CanRecognise)
            _ = s_silent.Value;
    }

    /// <param name="languages">As Tesseract names them, e.g. <c>eng+deu</c>.</param>
    public static Recogniser Of(string languages)
    {
        var found = s_loaded.Find(r => r._languages == languages);
        if (found is not null)
        {
            s_loaded.Remove(found);
        }
        else
        {
            if (s_loaded.Count == MaxLoaded)
            {
                Tesseract.TessBaseAPIDelete(s_loaded[0]._api);
                s_loaded.RemoveAt(0);
            }

            found = new(languages);
        }

        s_loaded.Add(found);
        return found;
    }

    /// <param name="pix">8 bits grey.</param>
    /// <param name="dpi">What the picture's dots to the inch come to.</param>
    /// <returns>Null where the time was too short.</returns>
    public List<RecognisedWord>? Read(nint pix, TextLayout layout, int dpi, TimeSpan patience)
    {
        var monitor = Tesseract.TessMonitorCreate();
        try
        {
            Tesseract.TessBaseAPISetPageSegMode(_api, (int)layout);
            Tesseract.TessBaseAPISetImage2(_api, pix);
            Tesseract.TessBaseAPISetSourceResolution(_api, dpi);
            Tesseract.TessMonitorSetDeadlineMSecs(monitor, (int)patience.TotalMilliseconds);
            return Tesseract.TessBaseAPIRecognize(_api, monitor) == 0 ? Words() : null;
        }
        finally
        {
            Tesseract.TessMonitorDelete(monitor);
            Tesseract.TessBaseAPIClear(_api);
            Tesseract.TessBaseAPIClearAdaptiveClassifier(_api); // the next document starts as this one did
        }
    }

    List<RecognisedWord> Words()
    {
        var words = new List<RecognisedWord>();
        var iterator = Tesseract.TessBaseAPIGetIterator(_api);
        if (iterator == 0)
            return words;
        var place = Tesseract.TessResultIteratorGetPageIterator(iterator);
        var line = -1;
        do
        {
            if (Tesseract.TessPageIteratorIsAtBeginningOf(place, Tesseract.TextLine) != 0 || line < 0)
                line++;
            if (Word(iterator, place, line) is { } word)
                words.Add(word);
        }
        while (words.Count < MaxWords && Tesseract.TessResultIteratorNext(iterator, Tesseract.Word) != 0);
        Tesseract.TessResultIteratorDelete(iterator);
        return words;
    }

    static RecognisedWord? Word(nint iterator, nint place, int line)
    {
        if (Tesseract.TessPageIteratorBoundingBox(place, Tesseract.Word, out var x0, out var y0, out var x1, out var y1) == 0
            || x1 <= x0 || y1 <= y0)
            return null;
        var text = TextOf(iterator);
        if (text.Length == 0)
            return null;
        double baseline = y1;
        if (Tesseract.TessPageIteratorBaseline(place, Tesseract.Word, out _, out var left, out _, out var right) != 0)
            baseline = (left + right) / 2.0;
        var confidence = Math.Clamp(Tesseract.TessResultIteratorConfidence(iterator, Tesseract.Word) / 100, 0, 1);
        return new(text, new Box(x0, y0, x1, y1), confidence, baseline, line);
    }

    static string TextOf(nint iterator)
    {
        var utf8 = Tesseract.TessResultIteratorGetUTF8Text(iterator, Tesseract.Word);
        if (utf8 == null)
            return "";
        var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(utf8);
        var text = bytes.Length <= MaxWordBytes ? System.Text.Encoding.UTF8.GetString(bytes) : "";
        Tesseract.TessDeleteText(utf8);
        return string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c)));
    }
}
