using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Documents;

namespace Numora.Extraction;

/// <summary><c>POST …/actions/reprocess</c>: reads a document again.</summary>
static class ReprocessEndpoint
{
    public static void MapReprocess(this IEndpointRouteBuilder v1) =>
        v1.MapPost("/documents/{id}/actions/reprocess", Reprocess).WithName("reprocessDocument").WithTags("Review")
            .RequireScope(Scopes.ReviewWrite);

    static async Task<Accepted<SubmittedView>> Reprocess(
        string id, ReprocessRequest? request, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var document = await db.DocumentWithResultAsync(caller, id, ct);
        using var span = document.Trace("reprocess");

        if (document.Status is not DocumentStatus.Processing) // else it is being read anyway
        {
            document.Reprocess(request?.DiscardCorrections ?? false, request?.ExpectedUpdatedAt, caller.Actor, time.Now());
            db.Jobs.Add(ReadingJobs.Next(document, caller.RequestId));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (e.IsDuplicate())
            {
                // Another reprocess was first: its job reads the document.
                db.ChangeTracker.Clear();
                document = await db.DocumentAsync(caller, id, ct);
            }
        }

        var answer = SubmittedView.Of(document);
        return TypedResults.Accepted(answer.StatusUrl, answer);
    }
}

/// <param name="DiscardCorrections">Whether reviewers' corrections are dropped; they survive otherwise.</param>
sealed record ReprocessRequest(DateTimeOffset? ExpectedUpdatedAt = null, bool? DiscardCorrections = null);
