using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Platform.Jobs;

namespace Numora.Documents;

/// <summary>Reading and erasing documents.</summary>
static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder v1)
    {
        var documents = v1.MapGroup("/documents").WithTags("Documents");

        documents.MapGet("", List).WithName("listDocuments").RequireScope(Scopes.DocumentsRead);
        documents.MapGet("/{id}", Get).WithName("getDocument").RequireScope(Scopes.DocumentsRead);
        documents.MapGet("/{id}/result", Result).WithName("getDocumentResult").RequireScope(Scopes.DocumentsRead);
        documents.MapGet("/{id}/events", Events).WithName("listDocumentEvents").RequireScope(Scopes.DocumentsRead);
        documents.MapDelete("/{id}", Erase).WithName("eraseDocument").RequireScope(Scopes.DocumentsWrite);
    }

    static async Task<Ok<Page<DocumentView>>> List(
        [AsParameters] DocumentFilters filters, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("documents", caller, filters.Cursor, ListParameters.Limit(filters.Limit),
            ("status", filters.Status), ("schema", filters.Schema), ("external_id", filters.ExternalId),
            ("created_after", filters.CreatedAfter), ("created_before", filters.CreatedBefore));

        var found = await DocumentFilters.Apply(page, db.Documents.AsNoTracking(), caller)
            .OrderByDescending(d => d.Id).Take(page.Limit + 1).ToListAsync(ct);

        return TypedResults.Ok(cursors.Page(page, found, d => d.Id, DocumentView.Of));
    }

    static async Task<IResult> Get(string id, HttpContext http, Caller caller, NumoraDb db) =>
        Tagged.Json(http, DocumentView.Of(await db.ShownDocumentAsync(caller, id)));

    static async Task<IResult> Result(
        string id, string? include, HttpContext http, Caller caller, NumoraDb db, CancellationToken ct)
    {
        if (include is not (null or "" or "geometry"))
            throw RefusedException.Malformed("include", "Can only be geometry.");
        var document = await db.Documents.AsNoTracking().Include(d => d.Result).Owned(caller, id)
            .SingleOrDefaultAsync(ct) ?? throw DocumentQueries.NotFound(id);
        RefuseWithoutResult(document);
        return Tagged.Json(http, ResultView.Of(document, include == "geometry"));
    }

    /// <summary>A result is there from the end of the reading on.</summary>
    static void RefuseWithoutResult(Document document)
    {
        if (document.Status is DocumentStatus.Processing)
            throw new RefusedException(Refusal.Conflict, $"{document.Id} is still processing.")
            { UpdatedAt = document.UpdatedAt, RetryAfterSeconds = 1 };
        if (document.Status is DocumentStatus.Failed)
            throw new RefusedException(Refusal.Conflict,
                $"{document.Id} failed: {document.FailureCode}: {document.FailureMessage}")
            { UpdatedAt = document.UpdatedAt };
    }

    static async Task<Ok<Page<EventView>>> Events(
        string id, string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        if (!await db.Documents.Owned(caller, id).AnyAsync(ct))
            throw DocumentQueries.NotFound(id);
        var page = cursors.Open("events", caller, cursor, ListParameters.Limit(limit), ("document_id", id));
        var events = await db.Events.AsNoTracking()
            .Where(e => e.DocumentId == id && (page.After == null || string.Compare(e.Id, page.After) > 0))
            .OrderBy(e => e.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, events, e => e.Id, EventView.Of));
    }

    static async Task<NoContent> Erase(string id, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        if (!await db.Documents.Owned(caller, id).AnyAsync(ct))
            throw DocumentQueries.NotFound(id);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var document = await db.DocumentAsync(caller, id, ct);
        if (document.Status is DocumentStatus.PushPending)
            throw new RefusedException(Refusal.Conflict, $"{id} is being delivered. Cancel its run, or wait until it has ended.")
            { UpdatedAt = document.UpdatedAt };
        db.Remove(document); // file, result, trail and duplicate marks go with the row
        await db.SaveChangesAsync(ct);
        // The job after the document, as its own end does it: in the other order the two would wait for each other.
        await db.Set<Job>().Where(j => j.Subject == id).ExecuteDeleteAsync(ct);
        db.Tombstones.Add(new Tombstone(document, time.Now())); // of two erasures, one gets here
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.NoContent();
    }
}
