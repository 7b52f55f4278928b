using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numora.Engine.Files;

/// <summary>A native library that reads files, found by name on this machine; none of them is shipped with Numora.</summary>
/// <param name="Name">The name that the imports use.</param>
/// <param name="Purpose">What cannot be read without it, for a person.</param>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Candidates">File names and paths, the preferred one first.</param>
public sealed partial record NativeReader(string Name, string Purpose, string Package, IReadOnlyList<string> Candidates)
{
    internal const string PdfiumName = "pdfium";
    internal const string LeptonicaName = "leptonica";
    internal const string HeifName = "heif";
    internal const string TesseractName = "tesseract";

    /// <summary>The file that eng/install.sh lays there, with its origin beside it; else whatever this system has.</summary>
    public static NativeReader Pdfium { get; } = new(PdfiumName, "PDF", "libreoffice-core-nogui",
        ["/usr/local/lib/numora/libpdfium.so", "libpdfium.so",
            "/usr/lib/libreoffice/program/libpdfiumlo.so", "/usr/lib64/libreoffice/program/libpdfiumlo.so"]);

    public static NativeReader Leptonica { get; } = new(LeptonicaName, "JPEG, PNG, TIFF, WEBP, GIF and BMP pictures",
        "liblept5", ["liblept.so.5", "libleptonica.so.6", "liblept.so"]);

    public static NativeReader Heif { get; } = new(HeifName, "HEIC and HEIF pictures", "libheif1",
        ["libheif.so.1", "libheif.so"]);

    /// <summary>Reads the text of pictures; needs <see cref="Leptonica"/> and the languages of <see cref="TessData"/>.</summary>
    public static NativeReader Tesseract { get; } = new(TesseractName, "Text in pictures and scans", "libtesseract5",
        ["libtesseract.so.5", "libtesseract.so"]);

    public static IReadOnlyList<NativeReader> All { get; } = [Pdfium, Leptonica, Heif, Tesseract];

    readonly Lazy<(nint Handle, string? Candidate)> _loaded = new(() => Load(Candidates));

    /// <summary>Whether the library is on this machine; loads it to find out.</summary>
    public bool IsInstalled => Loaded is not null;

    /// <summary>The candidate that was loaded: the first that could be. Null where none could.</summary>
    public string? Loaded => _loaded.Value.Candidate;

    /// <summary>What to do about a missing library.</summary>
    public string Advice =>
        $"{Purpose} cannot be read on this machine: install {Package} "
        + $"(apt-get install --no-install-recommends {Package}).";

    internal void Require()
    {
        if (!IsInstalled)
            throw new UnreadableException(FailureCode.ReaderUnavailable, Advice);
    }

    // An assembly can have one resolver only, hence one place for all native libraries.
#pragma warning disable CA2255 // the imports of this assembly cannot work without it
    [ModuleInitializer]
    internal static void ResolveImports() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeReader).Assembly, Resolve);
#pragma warning restore CA2255

    /// <summary>
    /// Tesseract asks OpenMP for a thread per core, which costs seven times the processor time and gains nothing. OpenMP
    /// reads this when it is loaded; .NET's own variables do not reach native code.
    /// </summary>
    static void UseOneThread()
    {
        if (OperatingSystem.IsLinux())
            _ = setenv("OMP_THREAD_LIMIT", "1", 1);
    }

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        All.FirstOrDefault(reader => reader.Name == name)?._loaded.Value.Handle ?? 0;

    static (nint Handle, string? Candidate) Load(IReadOnlyList<string> candidates)
    {
        UseOneThread();
        foreach (var candidate in candidates)
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return (handle, candidate);
        return default;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
