using Numora.Delivery.Destinations;
using Numora.Delivery.Workflows;
using Numora.Documents;
using Numora.Platform.Jobs;

namespace Numora.Delivery;

static class AutoDispatch
{
    /// <summary>
    /// Where a workflow starts by itself for what was approved just now, a job for that goes into the same transaction.
    /// </summary>
    public static async Task QueueAutoDispatchAsync(this NumoraDb db, Document document, string? requestId, CancellationToken ct)
    {
        if (!document.Events.Any(e => e.EntersStatus && e.Type == "document.reviewed"))
            return;
        var wanted = from b in db.WorkflowBindings
                     join w in db.Workflows on b.WorkflowId equals w.Id
                     join d in db.Destinations on b.DestinationId equals d.Id
                     where b.WorkspaceId == document.WorkspaceId && b.Schema == document.Schema && w.AutoDispatch
                         && w.Status == WorkflowStatus.Active && d.Status == DestinationStatus.Active
                     select b;
        if (await wanted.AnyAsync(ct))
            db.Jobs.Add(new Job(AutoDispatchJob.Kind, AutoDispatchJob.Subject(document), document.WorkspaceId, requestId));
    }
}

/// <summary>Starts the runs of the workflows that start by themselves.</summary>
sealed class AutoDispatchJob(NumoraDb db, Dispatcher dispatcher) : IJob
{
    public const string Kind = "auto_dispatch";
    public const int MaxAttempts = 20;

    public static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(attempt, 30));

    /// <summary>One for each approval.</summary>
    public static string Subject(Document document) => $"{document.Id}/{document.ApprovalNumber}";

    public async Task RunAsync(JobLease job, CancellationToken ct)
    {
        var id = job.Subject[..job.Subject.IndexOf('/', StringComparison.Ordinal)];
        var document = await db.Documents.Include(d => d.Deliveries).SingleOrDefaultAsync(d => d.Id == id, ct);
        if (document is { Finalized: true } && Subject(document) == job.Subject)
            await dispatcher.StartAutomaticAsync(document, job.RequestId, ct);
        await job.CompleteAsync(db);
    }

    public Task GiveUpAsync(JobLease job, bool died) => job.CompleteAsync(db); // the outbox still has the document
}
