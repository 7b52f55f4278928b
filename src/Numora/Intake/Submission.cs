using Numora.Access;
using Numora.Documents;

namespace Numora.Intake;

/// <summary>Stores a submission: document, file, trail and job in one transaction.</summary>
sealed class Submission(NumoraDb db, Caller caller, TimeProvider time)
{
    /// <summary>What came in: a file that is here, or where to fetch it.</summary>
    public sealed record Source(StoredFile? File, Spool? Bytes, Uri? Url);

    /// <returns>The document, and whether anything was started: false for one that was there already.</returns>
    public async Task<(Document Document, bool Started)> SubmitAsync(NewDocument request, Source source, CancellationToken ct)
    {
        // Clients repeat themselves often: looking is cheaper than failing. Of racing ones the database chooses, below.
        if (request.ExternalId is not null && await FindAsync(request, ct) is { } known)
            return await ExistingAsync(known, request, source, ct);
        try
        {
            return (await CreateAsync(request, source, ct), true);
        }
        catch (DbUpdateException e) when (e.IsDuplicate() && request.ExternalId is not null)
        {
            // Somebody was first with this external_id at this moment: theirs is the document.
            db.ChangeTracker.Clear();
            return await FindAsync(request, ct) is { } winner
                ? await ExistingAsync(winner, request, source, ct)
                : (await CreateAsync(request, source, ct), true); // it was erased in between
        }
        catch (RefusedException e) when (e.Why is Refusal.Conflict)
        {
            // The earlier document that this is a duplicate of was erased at this moment.
            db.ChangeTracker.Clear();
            return (await CreateAsync(request, source, ct), true);
        }
    }

    Task<Document?> FindAsync(NewDocument request, CancellationToken ct)
    {
        var (workspace, schema, external) = (caller.WorkspaceId, request.Schema, request.ExternalId);
        return db.Documents.Include(d => d.Result).SingleOrDefaultAsync(
            d => d.WorkspaceId == workspace && d.RequestedSchema == schema && d.ExternalId == external, ct);
    }

    async Task<(Document Document, bool Started)> ExistingAsync(
        Document existing, NewDocument request, Source source, CancellationToken ct) =>
        existing.Status is DocumentStatus.Failed
            ? await AgainAsync(existing, request, source, ct)
            : (existing, false);

    async Task<(Document Document, bool Started)> AgainAsync(
        Document failed, NewDocument request, Source source, CancellationToken ct)
    {
        try
        {
            using var span = failed.Trace("submit again");
            failed.SubmitAgain(request.Metadata ?? failed.Metadata, caller.Actor, time.Now());
            await StoreAsync(failed, source, replaces: true, ct);
            return (failed, true);
        }
        catch (Exception e) when (e is RefusedException { Why: Refusal.Conflict } || (e is DbUpdateException u && u.IsDuplicate()))
        {
            // Another submission was first: its file is the one that is read.
            db.ChangeTracker.Clear();
            return (await FindAsync(request, ct) ?? throw DocumentQueries.NotFound(failed.Id), false);
        }
    }

    async Task<Document> CreateAsync(NewDocument request, Source source, CancellationToken ct)
    {
        var document = new Document(caller.WorkspaceId, request.Schema!, request.ExternalId,
            request.Metadata ?? Metadata.Empty, caller.Actor, time.Now());
        db.Add(document);
        await StoreAsync(document, source, replaces: false, ct);
        return document;
    }

    async Task StoreAsync(Document document, Source source, bool replaces, CancellationToken ct)
    {
        if (source.Url is { } url)
            document.FetchFrom(url);
        if (source.File is { } file)
        {
            document.TakeFile(file);
            document.MarkDuplicate(await db.EarlierDuplicateAsync(document, ct));
        }

        db.Jobs.Add(ReadingJobs.Next(document, caller.RequestId));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        if (source.Bytes is { } bytes)
            await db.WriteFileAsync(document, bytes.OpenRead(), replaces, ct);
        CrashPoint.Pass("intake", "before-commit");
        await transaction.CommitAsync(ct);
        CrashPoint.Pass("intake", "after-commit");
    }
}
