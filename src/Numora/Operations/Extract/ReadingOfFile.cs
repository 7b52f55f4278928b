using Numora.Engine;
using Numora.Engine.Checks;
using Numora.Engine.Files;
using Numora.Engine.Workers;

namespace Numora.Operations;

/// <summary>Reads one file of <c>extract</c> in a worker process.</summary>
static class ReadingOfFile
{
    /// <summary>Ctrl-C on a terminal reaches the reading process, too, and may end it before this one has noticed.</summary>
    static readonly TimeSpan s_interruptNoticed = TimeSpan.FromMilliseconds(250);

    /// <returns>Null for a file found in a folder that is of no type that can be read.</returns>
    public static async Task<FileReading?> ReadAsync(
        WorkerPool workers, FileToRead toRead, string schema, CancellationToken ct)
    {
        var path = toRead.Path;
        try
        {
            if (!toRead.IsNamed && LengthOf(path) == 0)
                return null; // also a pipe, which would be waited for
            await using var file = File.OpenRead(path);
            if (!file.CanSeek)
                return FileReading.Failed(path, schema, FailureCode.FileUnreachable, $"{path} is no ordinary file.");
            var head = new byte[(int)Math.Min(FileType.HeadBytes, file.Length)];
            await file.ReadExactlyAsync(head, ct);
            if (FileType.Of(head) is null)
                return toRead.IsNamed ? FileReading.Failed(path, schema, FailureCode.UnsupportedFileType,
                    "The file is none of PDF, JPEG, PNG, TIFF, HEIC, WEBP, GIF, BMP and e-invoice XML (UBL, CII).") : null;
            file.Position = 0;
            var read = await workers.ExtractAsync((to, stop) => file.CopyToAsync(to, stop), file.Length, schema, ct);
            return new(path, read.Schema, "review_required", null, Checked.Of(read) with { Words = null });
        }
        catch (UnreadableException no)
        {
            return FileReading.Failed(path, schema, no.Code, no.Message);
        }
        catch (WorkerDiedException)
        {
            await Task.Delay(s_interruptNoticed, ct);
            return FileReading.Failed(
                path, schema, FailureCode.ExtractionFailed, "Reading this file ended the reading process.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return FileReading.Failed(path, schema, FailureCode.FileUnreachable, $"There is no file or folder '{path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return FileReading.Failed(path, schema, FailureCode.FileUnreachable, e.Message);
        }
    }

    /// <summary>Of what a link leads to.</summary>
    static long LengthOf(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;
}
