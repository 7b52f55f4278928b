using Hangfire;
using Hangfire.Server;

namespace Numora.Platform.Jobs;

/// <summary>
/// What Hangfire runs: one method for each kind of job, with the name that people see on the dashboard. Data/Migrations/
/// 0006_hangfire.sql writes the calls down, so names and parameters are those of stored rows: never change them, add new ones.
/// </summary>
/// <remarks>The result is what the dashboard shows of a job that succeeded; null: nothing to add.</remarks>
public sealed class BackgroundJobs
{
    readonly JobPerformer _performer;
    readonly LaneDrain _lanes;
    readonly IEnumerable<IPeriodicWork> _periodic;

    internal BackgroundJobs(JobPerformer performer, LaneDrain lanes, IEnumerable<IPeriodicWork> periodic) =>
        (_performer, _lanes, _periodic) = (performer, lanes, periodic);

    [Queue(JobQueues.Fetch), JobDisplayName("Fetch the file of {1}")]
    public Task<string?> Fetch(long job, string document, CancellationToken ct) => _performer.PerformAsync(job, ct);

    [Queue(JobQueues.Extract), JobDisplayName("Read {1}")]
    public Task<string?> Read(long job, string document, CancellationToken ct) => _performer.PerformAsync(job, ct);

    [Queue(JobQueues.Delivery), JobDisplayName("Deliver by {1}")]
    public Task<string?> Deliver(long job, string run, CancellationToken ct) => _performer.PerformAsync(job, ct);

    [Queue(JobQueues.Delivery), JobDisplayName("Start the workflows of {1}")]
    public Task<string?> Dispatch(long job, string approval, CancellationToken ct) => _performer.PerformAsync(job, ct);

    [Queue(JobQueues.Delivery), JobDisplayName("Bring {1} back into the outbox")]
    public Task<string?> Reappear(long job, string delivery, CancellationToken ct) => _performer.PerformAsync(job, ct);

    [Queue(JobQueues.Webhooks), JobDisplayName("Deliver webhooks to {0}")]
    public Task<string?> DeliverWebhooks(string endpoint, PerformContext context, CancellationToken ct) =>
        _lanes.DrainAsync(endpoint, long.Parse(context.BackgroundJob.Id, System.Globalization.CultureInfo.InvariantCulture), ct);

    [Queue(JobQueues.Periodic), JobDisplayName("{0}")]
    public async Task Periodic(string name, CancellationToken ct) => await _periodic.Single(w => w.Name == name).RunAsync(ct);
}

/// <summary>What is done from time to time, on one host at a time. May run twice, and at any time: operators can trigger it.</summary>
interface IPeriodicWork
{
    /// <summary>For the dashboard: what it does, e.g. <c>Delete old webhook deliveries</c>. Never renamed.</summary>
    string Name { get; }

    /// <summary>When, as a cron expression in UTC.</summary>
    string Cron { get; }

    Task RunAsync(CancellationToken ct);
}
