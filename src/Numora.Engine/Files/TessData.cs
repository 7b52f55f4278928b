namespace Numora.Engine.Files;

/// <summary>The languages that recognition (OCR) knows on this machine: files that Debian packages bring.</summary>
public static class TessData
{
    /// <summary>Those that Numora's labels are in, by Tesseract's names.</summary>
    static readonly string[] s_wanted = ["eng", "deu", "fra", "spa", "ita", "nld", "por", "pol"];

    static readonly string[] s_folders =
    [
        "/usr/share/tesseract-ocr/5/tessdata", // Debian 12, Ubuntu 24.04
        "/usr/share/tessdata", "/usr/share/tesseract/tessdata", "/usr/local/share/tessdata",
    ];

    /// <summary>Null where there is none.</summary>
    internal static string? Folder { get; } = Find();

    /// <summary>Those that are installed, in the order of preference.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. s_wanted.Where(IsInstalled)];

    /// <summary>Debian packages of the languages that are not installed.</summary>
    public static IReadOnlyList<string> MissingPackages { get; } =
        [.. s_wanted.Append(Orientation).Where(l => !IsInstalled(l)).Select(l => $"tesseract-ocr-{l}")];

    /// <summary>The data that tell which way up a page is.</summary>
    internal const string Orientation = "osd";

    /// <summary>What to do where recognition is not possible, or not in every language.</summary>
    public static string Advice
    {
        get
        {
            var packages = string.Join(' ', NativeReader.Tesseract.IsInstalled
                ? MissingPackages : MissingPackages.Prepend(NativeReader.Tesseract.Package));
            var what = CanRecognise ? "are read less well than they could be" : "cannot be read";
            return $"Pictures and scans {what} on this machine: install {packages} "
                + $"(apt-get install --no-install-recommends {packages}).";
        }
    }

    internal static bool CanRecognise => Languages.Count > 0 && NativeReader.Tesseract.IsInstalled
        && NativeReader.Leptonica.IsInstalled;

    internal static bool IsInstalled(string language) =>
        Folder is not null && File.Exists(Path.Combine(Folder, $"{language}.traineddata"));

    static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("TESSDATA_PREFIX");
        return s_folders.Prepend(named).OfType<string>()
            .FirstOrDefault(f => f.Length > 0 && Directory.Exists(f) && Directory.EnumerateFiles(f, "*.traineddata").Any());
    }
}
