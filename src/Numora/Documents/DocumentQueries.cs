using Numora.Access;

namespace Numora.Documents;

static class DocumentQueries
{
    // The most frequent question, compiled once: clients poll it.
    static readonly Func<NumoraDb, string, string, Task<Document?>> Find = EF.CompileAsyncQuery(
        (NumoraDb db, string workspace, string id) =>
            db.Documents.AsNoTracking().FirstOrDefault(d => d.Id == id && d.WorkspaceId == workspace));

    /// <summary>The caller's document, to be shown and not to be changed.</summary>
    public static async Task<Document> ShownDocumentAsync(this NumoraDb db, Caller caller, string id) =>
        Ids.HasShape("doc", id) && await Find(db, caller.WorkspaceId, id) is { } document ? document : throw NotFound(id);

    /// <summary>The one way to get a document for a request: it cannot forget the workspace.</summary>
    public static async Task<Document> DocumentAsync(this NumoraDb db, Caller caller, string id, CancellationToken ct) =>
        await db.Documents.Owned(caller, id).SingleOrDefaultAsync(ct) ?? throw NotFound(id);

    public static async Task<Document> DocumentWithResultAsync(
        this NumoraDb db, Caller caller, string id, CancellationToken ct) =>
        await db.Documents.Owned(caller, id).Include(d => d.Result).SingleOrDefaultAsync(ct) ?? throw NotFound(id);

    /// <summary>For delivery, which goes by what was delivered so far.</summary>
    public static async Task<Document> DocumentWithDeliveriesAsync(
        this NumoraDb db, Caller caller, string id, CancellationToken ct) =>
        await db.Documents.Owned(caller, id).Include(d => d.Deliveries).SingleOrDefaultAsync(ct) ?? throw NotFound(id);

    /// <summary>At most one document: the caller's own with this id.</summary>
    public static IQueryable<Document> Owned(this IQueryable<Document> documents, Caller caller, string id)
    {
        // What has not the shape of an id cannot be one; PostgreSQL need not be asked with it.
        if (!Ids.HasShape("doc", id))
            throw NotFound(id);
        var workspace = caller.WorkspaceId;
        return documents.Where(d => d.WorkspaceId == workspace && d.Id == id);
    }

    /// <summary>
    /// The earliest other document of the workspace with the same bytes or, in the same schema, the same business identity.
    /// </summary>
    public static Task<string?> EarlierDuplicateAsync(this NumoraDb db, Document document, CancellationToken ct)
    {
        var (id, workspace, sha256) = (document.Id, document.WorkspaceId, document.FileSha256);
        var (schema, key) = (document.Schema, document.IdentityKey);
        var sameBytes = db.Documents.Where(d => d.WorkspaceId == workspace && d.FileSha256 == sha256 && sha256 != null
            && string.Compare(d.Id, id) < 0);
        var sameMatter = db.Documents.Where(d => d.WorkspaceId == workspace && d.Schema == schema && d.IdentityKey == key
            && key != null && string.Compare(d.Id, id) < 0);
        return sameBytes.Select(d => d.Id).Union(sameMatter.Select(d => d.Id)).OrderBy(i => i)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>From which confidence on documents need no person, by schema; a schema that is absent is off.</summary>
    public static Task<IReadOnlyDictionary<string, double>> ThresholdsAsync(
        this NumoraDb db, Document document, CancellationToken ct) =>
        db.Workspaces.Where(w => w.Id == document.WorkspaceId).Select(w => w.AutoApprove).SingleAsync(ct);

    public static RefusedException NotFound(string id) =>
        RefusedException.NotFound($"There is no document {(id.Length <= 40 ? id : id[..40] + "…")}.");
}
