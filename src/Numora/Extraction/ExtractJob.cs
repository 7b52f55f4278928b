using Numora.Access;
using Numora.Delivery;
using Numora.Documents;
using Numora.Engine;
using Numora.Engine.Workers;
using Numora.Memory;
using Numora.Platform.Jobs;

namespace Numora.Extraction;

/// <summary>Reads one document in a worker process and stores what was read, or why it could not be.</summary>
sealed partial class ExtractJob(NumoraDb db, WorkerPool workers, TimeProvider time, ILogger<ExtractJob> log) : IJob
{
    public const int MaxAttempts = 3;

    public static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(attempt);

    public async Task RunAsync(JobLease job, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == job.Subject, ct);
        if (document is not { Status: DocumentStatus.Processing, HasFile: true })
        {
            await job.CompleteAsync(db); // nothing is left to read
            return;
        }

        var started = time.GetTimestamp();
        try
        {
            // No transaction is open meanwhile, and nothing is tracked: reading can take a minute.
            var read = await workers.ExtractAsync(
                (to, stop) => db.ReadFileAsync(document.Id, to, stop), document.FileSize!.Value, document.RequestedSchema, ct);
            read = await db.RecallAsync(document, read, ct);
            await FinishAsync(job, read);
            NumoraMeter.Extraction(read.Schema, no: null, time.GetElapsedTime(started));
            Extracted(document.Id, read.Schema, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (UnreadableException no)
        {
            await FailAsync(job, no.Code, no.Message);
            NumoraMeter.Extraction(document.RequestedSchema, no.Code, time.GetElapsedTime(started));
            Unreadable(document.Id, no.Code, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    public Task GiveUpAsync(JobLease job, bool died) => FailAsync(job, FailureCode.ExtractionFailed,
        $"Reading this file failed in {MaxAttempts} attempts, each of which ended the reading process. " +
        "The file is probably damaged: open it and save it anew, or report it to your operator.");

    async Task FinishAsync(JobLease job, Engine.Extraction read)
    {
        var document = await LoadAsync(job);
        await db.KeepWordsAsync(document, read.Words, again: document.Result is not null);

        document.TakeReading(read);
        document.MarkDuplicate(await db.EarlierDuplicateAsync(document, CancellationToken.None));
        document.FinishExtraction(await db.ThresholdsAsync(document, CancellationToken.None), Actor.System(job.RequestId), time.Now());
        await db.QueueAutoDispatchAsync(document, job.RequestId, CancellationToken.None);
        await job.CompleteAsync(db);
    }

    async Task FailAsync(JobLease job, FailureCode code, string message)
    {
        var document = await LoadAsync(job);
        job.FailureCode = code.InWords();

        if (document.Status is DocumentStatus.Processing)
            document.Fail(code, message, Actor.System(job.RequestId), time.Now());
        await job.CompleteAsync(db);
    }

    async Task<Document> LoadAsync(JobLease job) =>
        await db.Documents.Include(d => d.Result).SingleOrDefaultAsync(d => d.Id == job.Subject)
        ?? throw new LeaseLostException(job.Id); // erased meanwhile, and its job with it

    [LoggerMessage(1401, LogLevel.Information, "Extracted {DocumentId} as {Schema} in {DurationMs} ms")]
    partial void Extracted(string documentId, string schema, long durationMs);

    [LoggerMessage(1402, LogLevel.Information, "Could not read {DocumentId}: {FailureCode} after {DurationMs} ms")]
    partial void Unreadable(string documentId, FailureCode failureCode, long durationMs);
}
