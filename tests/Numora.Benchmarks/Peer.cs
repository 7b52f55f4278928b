using System.Diagnostics;

namespace Numora.Benchmarks;

/// <summary>
/// Another program that gets the text of a file, and no fields. Each file starts it anew, as scripts do; Tesseract is kept from
/// threads of its own (OMP_THREAD_LIMIT), which only slow it down where several run.
/// </summary>
/// <param name="Command">For a shell: <c>$1</c> is the file, <c>$2</c> a folder that is gone afterwards.</param>
sealed record Peer(string Name, string Command)
{
    const string Raster = "pdftoppm -r 300 -gray \"$1\" \"$2/page\" && for p in \"$2\"/page*; do";

    public static Peer[] OfText { get; } = [new("pdftotext", "pdftotext -layout \"$1\" \"$2/out.txt\"")];

    public static Peer[] OfScans { get; } =
    [
        new("tesseract, eng", $"{Raster} tesseract \"$p\" \"$2/out\" -l eng || exit 1; done"),
        new("tesseract, eng+deu+fra", $"{Raster} tesseract \"$p\" \"$2/out\" -l eng+deu+fra || exit 1; done"),
        new("ocrmypdf, eng", "ocrmypdf -q -l eng --jobs 1 --output-type pdf \"$1\" \"$2/out.pdf\""),
    ];

    public static Peer[] OfPictures { get; } =
    [
        new("tesseract, eng", "tesseract \"$1\" \"$2/out\" -l eng"),
        new("tesseract, eng+deu+fra", "tesseract \"$1\" \"$2/out\" -l eng+deu+fra"),
        new("ocrmypdf, eng", "ocrmypdf -q -l eng --jobs 1 --image-dpi 200 --output-type pdf \"$1\" \"$2/out.pdf\""),
    ];

    public async Task RunAsync(string file)
    {
        var folder = Directory.CreateTempSubdirectory("numora-peer-").FullName;
        var start = new ProcessStartInfo("sh", ["-c", Command, "sh", file, folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Name} ended with {process.ExitCode} on {file}: {string.Concat(said)}");
    }
}
