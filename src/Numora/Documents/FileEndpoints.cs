using System.Globalization;
using Numora.Access;
using Numora.Engine;
using Numora.Engine.Workers;

namespace Numora.Documents;

/// <summary>The original file, and its pages as pictures.</summary>
static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder v1)
    {
        var documents = v1.MapGroup("/documents/{id}").WithTags("Documents").RequireScope(Scopes.DocumentsRead);

        documents.MapGet("/file", File).WithName("getDocumentFile");
        documents.MapGet("/pages/{number}", Page).WithName("getDocumentPage");
    }

    static async Task<IResult> File(string id, HttpContext http, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var document = await WithFileAsync(db, caller, id, ct);
        Harden(http.Response);
        if (Tagged.IsKnown(http, $"\"{document.FileSha256}\""))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(document.FileName);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentLength = document.FileSize;
        return TypedResults.Stream(to => db.ReadFileAsync(document.Id, to, ct), document.FileContentType);
    }

    static async Task<IResult> Page(
        string id, string number, HttpContext http, Caller caller, NumoraDb db, WorkerPool workers, CancellationToken ct)
    {
        var document = await WithFileAsync(db, caller, id, ct);
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            || page < 1 || page > (document.PageCount ?? int.MaxValue))
            throw RefusedException.NotFound(document.PageCount is { } count
                ? $"{id} has {count} pages; there is no page {Shown(number)}."
                : $"There is no page {Shown(number)}.");
        Harden(http.Response);
        if (Tagged.IsKnown(http, $"\"{document.FileSha256}-{page}\""))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        try
        {
            var png = await workers.DrawAsync(
                (to, stop) => db.ReadFileAsync(document.Id, to, stop), document.FileSize!.Value, page, ct)
                ?? throw RefusedException.NotFound($"{id} has no page {page}.");
            return TypedResults.Bytes(png, "image/png");
        }
        catch (UnreadableException no)
        {
            throw new RefusedException(Refusal.Conflict, $"Page {page} of {id} cannot be drawn: {no.Message}");
        }
    }

    static async Task<Document> WithFileAsync(NumoraDb db, Caller caller, string id, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().Owned(caller, id).SingleOrDefaultAsync(ct)
            ?? throw DocumentQueries.NotFound(id);
        if (document.HasFile)
            return document;
        throw document.Status is DocumentStatus.Processing
            ? new RefusedException(Refusal.Conflict, $"The file of {id} is still being fetched.") { RetryAfterSeconds = 1 }
            : RefusedException.NotFound($"{id} has no file: {document.FailureMessage}");
    }

    /// <summary>What strangers sent is never shown as a page of ours.</summary>
    static void Harden(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }

    static string Shown(string number) => number.Length <= 20 ? number : number[..20] + "…";
}
