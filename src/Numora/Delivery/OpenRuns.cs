using Numora.Access;
using Numora.Delivery.Runs;
using Numora.Documents;

namespace Numora.Delivery;

/// <summary>What happens to the runs of a document that is taken back.</summary>
static class OpenRuns
{
    /// <summary>Cancels what is queued; while a run is writing, 409.</summary>
    /// <param name="document">With its deliveries.</param>
    public static async Task CancelOpenRunsAsync(
        this NumoraDb db, Document document, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var run in await db.Runs.Where(r => r.DocumentId == document.Id && Run.Open.Contains(r.Status)).ToListAsync(ct))
            Cancel(db, document, run, by, now);
    }

    public static void Cancel(NumoraDb db, Document document, Run run, Actor by, DateTimeOffset now)
    {
        run.Cancel(now);
        db.Add(new RunLogLine(run, new(
            now, RunLogLevel.Info, null, run.Attempt, $"Cancelled by {by.Name}, before anything was being written.", null)));
        if (document.Deliveries.FirstOrDefault(d => d.Pending && d.RunId == run.Id) is { } delivery)
            document.CancelPush(delivery, by, now, RunData.Of(run));
    }
}
