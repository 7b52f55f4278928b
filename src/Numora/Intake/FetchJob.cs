using Microsoft.Extensions.Options;
using Numora.Access;
using Numora.Documents;
using Numora.Engine;
using Numora.Engine.Files;
using Numora.Platform.Jobs;

namespace Numora.Intake;

/// <summary>Fetches the file behind a document's <c>file_url</c> and hands the document on to extraction.</summary>
sealed class FetchJob(NumoraDb db, FileFetch fetch, EgressRules egress, IOptions<FileLimits> limits, TimeProvider time) : IJob
{
    public const int MaxAttempts = 4;

    /// <summary>5 s, 15 s, 45 s: a server that restarts is back by then, and nobody waits for long.</summary>
    public static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(5 * Math.Pow(3, attempt - 1));

    public async Task RunAsync(JobLease job, CancellationToken ct)
    {
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == job.Subject, ct);
        if (document is not { Status: DocumentStatus.Processing, HasFile: false })
        {
            await job.CompleteAsync(db); // erased, or nothing is awaited any more
            return;
        }

        await using var spool = new Spool(limits.Value);
        try
        {
            var url = EgressUrl.Check(document.FileUrl!, egress, out var fault)
                ?? throw new UnreadableException(FailureCode.FileUnreachable, fault); // the rules may have changed since intake
            var fetched = await fetch.FetchAsync(url, spool, limits.Value.MaxBytes, ct);
            await StoreAsync(job, document, spool, fetched.Name, ct);
        }
        catch (UnreadableException no)
        {
            await FailAsync(job, document, no);
        }
        catch (FileNotFetchedYetException notYet) when (job.Attempt >= MaxAttempts)
        {
            await FailAsync(job, document, notYet.Final());
        }
        catch (FileNotFetchedYetException notYet)
        {
            // Again later. Without what is inside: the job runner logs it, and it may tell an inner address.
            throw new FileNotFetchedYetException(notYet.Message);
        }
    }

    public async Task GiveUpAsync(JobLease job, bool died)
    {
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == job.Subject);
        if (document is not { Status: DocumentStatus.Processing })
            await job.CompleteAsync(db);
        else
            await FailAsync(job, document, new(FailureCode.FileUnreachable,
                "The file could not be fetched and stored in several attempts. Submit it again, or upload the file itself."));
    }

    async Task StoreAsync(JobLease job, Document document, Spool spool, string name, CancellationToken ct)
    {
        var type = FileType.Of(spool.Head) ?? throw new UnreadableException(FailureCode.UnsupportedFileType,
            "file_url answered with something that is none of PDF, JPEG, PNG, TIFF, HEIC, WEBP, GIF, BMP and " +
            "e-invoice XML (UBL, CII). Often it is a web page: check that the URL is the file's own.");
        document.Fetched(new(name, type.ContentType, spool.Count, spool.Sha256), Actor.System(job.RequestId), time.Now());
        document.MarkDuplicate(await db.EarlierDuplicateAsync(document, ct));
        db.Jobs.Add(ReadingJobs.Next(document, job.RequestId));
        await job.CompleteAsync(db, () => db.WriteFileAsync(document, spool.OpenRead(), replaces: true, ct));
    }

    Task FailAsync(JobLease job, Document document, UnreadableException no)
    {
        job.FailureCode = no.Code.InWords();
        document.Fail(no.Code, no.Message, Actor.System(job.RequestId), time.Now());
        return job.CompleteAsync(db);
    }
}
