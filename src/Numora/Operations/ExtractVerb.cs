using System.Text.Json;
using System.Text.Json.Serialization;
using Numora.Engine;
using Numora.Engine.Checks;
using Numora.Engine.Files;
using Numora.Engine.Workers;

namespace Numora.Operations;

/// <summary>
/// <c>extract FILE…</c>: reads files and prints their fields, without a database. Exit code 0 if all could be read.
/// </summary>
static class ExtractVerb
{
    public static async Task<int> RunAsync(string[] files, string schema, bool json, CancellationToken ct)
    {
        await using var workers = new WorkerPool(new() { Size = Math.Min(Environment.ProcessorCount, files.Length) });
        // A few ahead of the printer: answers come in the order given, whoever is first.
        var ahead = new Queue<Task<FileReading>>();
        var next = 0;
        var unread = 0;
        while (next < files.Length || ahead.Count > 0)
        {
            while (next < files.Length && ahead.Count < Environment.ProcessorCount * 2)
                ahead.Enqueue(ReadAsync(workers, files[next++], schema, ct));
            var reading = await ahead.Dequeue();
            unread += reading.Failure is null ? 0 : 1;
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(reading, Json.Options) : ExtractTable.Of(reading));
        }

        return unread == 0 ? 0 : 1;
    }

    static async Task<FileReading> ReadAsync(WorkerPool workers, string path, string schema, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var head = new byte[(int)Math.Min(FileType.HeadBytes, file.Length)];
            await file.ReadExactlyAsync(head, ct);
            if (FileType.Of(head) is null)
                throw new UnreadableException(FailureCode.UnsupportedFileType,
                    "The file is none of PDF, JPEG, PNG, TIFF, HEIC, WEBP, GIF, BMP and e-invoice XML (UBL, CII).");
            file.Position = 0;
            var read = await workers.ExtractAsync((to, stop) => file.CopyToAsync(to, stop), file.Length, schema, ct);
            return new(path, read.Schema, "review_required", null, Checked.Of(read) with { Words = null });
        }
        catch (UnreadableException no)
        {
            return new(path, schema, "failed", new(no.Code, no.Message), null);
        }
        catch (WorkerDiedException)
        {
            return new(path, schema, "failed",
                new(FailureCode.ExtractionFailed, "Reading this file ended the reading process."), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, schema, "failed", new(FailureCode.FileUnreachable, e.Message), null);
        }
    }
}

/// <summary>One line of <c>extract --json</c>.</summary>
sealed record FileReading(
    string File, string Schema, string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FileFailure? Failure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Engine.Extraction? Result);

sealed record FileFailure(FailureCode Code, string Message);
