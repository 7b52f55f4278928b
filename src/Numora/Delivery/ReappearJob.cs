using Numora.Documents;
using Numora.Platform.Jobs;

namespace Numora.Delivery;

/// <summary>Brings a document back into the outbox when the wait after a failed delivery is over.</summary>
sealed class ReappearJob(NumoraDb db, TimeProvider time) : IJob
{
    public const string Kind = "reappear";
    public const int MaxAttempts = 1_000_000; // it must not be forgotten

    public static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(attempt, 60));

    /// <summary>To be saved with the failure; null where it comes back at once, or by a person only.</summary>
    public static Job? For(Document document, DeliveryState delivery, string? requestId) =>
        delivery is { Hidden: true, HiddenUntil: { } until }
            ? new(Kind, $"{document.Id}/{delivery.Id}/{document.ApprovalNumber}/{delivery.Failures}", document.WorkspaceId,
                requestId, runAt: until)
            : null;

    public async Task RunAsync(JobLease job, CancellationToken ct)
    {
        var parts = job.Subject.Split('/');
        var document = await db.Documents.Include(d => d.Deliveries).SingleOrDefaultAsync(d => d.Id == parts[0], ct);
        if (document?.Deliveries.FirstOrDefault(d => d.Id == parts[1]) is { } delivery)
        {
            document.Reappear(delivery, time.Now());
            if (delivery is { Hidden: true, HiddenUntil: { } until } && until > time.Now())
            {
                await job.AgainAsync(db, until - time.Now(), "not_due_yet"); // this clock is behind the database's
                return;
            }
        }

        await job.CompleteAsync(db);
    }

    public Task GiveUpAsync(JobLease job, bool died) => throw new InvalidOperationException($"{job.Subject} is not given up.");
}
