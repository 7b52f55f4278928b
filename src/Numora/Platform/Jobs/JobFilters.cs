using Hangfire.Common;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;
using HangfireJob = Hangfire.Common.Job;

namespace Numora.Platform.Jobs;

/// <summary>
/// What Hangfire asks at each change of a job's state, in place of its own filters: how long a job is kept, what stands under
/// Retries, and that a person who requeues a job does not have to wait for its time.
/// </summary>
sealed class JobFilters(Databases databases) : IApplyStateFilter, IServerFilter
{
    /// <summary>The dashboard's page "Retries" shows the jobs of this set.</summary>
    const string Retries = "retries";

    public static readonly TimeSpan KeepSucceeded = TimeSpan.FromHours(1);
    public static readonly TimeSpan KeepFailed = TimeSpan.FromDays(7);

    /// <summary>For servers, and for the dashboard's buttons: these filters and the queues of <see cref="BackgroundJobs"/>.</summary>
    public IJobFilterProvider Provider() => new JobFilterProviderCollection(
        new JobFilterCollection { this }, new JobFilterAttributeFilterProvider());

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        var id = context.BackgroundJob.Id;
        if (context.NewState is ScheduledState)
            transaction.AddToSet(Retries, id);
        if (context.NewState is KeptFailure)
            context.JobExpirationTimeout = KeepFailed;
        if (context.NewState is EnqueuedState { Reason: var reason } && IsLeftByPeople(context.OldStateName)
            && reason?.StartsWith("Triggered by ", StringComparison.Ordinal) != true) // not by Hangfire's own schedule
            Hurry(context.BackgroundJob.Job);
        CrashPoint.Pass(KindOf(context.BackgroundJob.Job), $"in-{context.NewState.Name.ToLowerInvariant()}");
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.OldStateName == ScheduledState.StateName)
            transaction.RemoveFromSet(Retries, context.BackgroundJob.Id);
    }

    public void OnPerforming(PerformingContext context)
    {
    }

    public void OnPerformed(PerformedContext context) => CrashPoint.Pass(KindOf(context.BackgroundJob.Job), "before-succeeded");

    /// <summary>
    /// Not a new job, and not one that was at work: a lane whose turn is over queues itself again, and the waits of its retries
    /// are to be kept.
    /// </summary>
    static bool IsLeftByPeople(string? state) => state is not null && state != ProcessingState.StateName;

    /// <summary>A person who requeues a job that waits for its time wants it now.</summary>
    void Hurry(HangfireJob? job)
    {
        if (job is null || job.Args.Count == 0)
            return;
        using var hurry = databases.Owner.CreateCommand(job.Args[0] is long
            ? "update jobs set run_at = now() where id = $1 and state = 'ready' and run_at > now()"
            : "update jobs set run_at = now() where lane = $1 and kind = 'webhook' and state = 'ready' and run_at > now()");
        hurry.Parameters.AddWithValue(job.Args[0]);
        hurry.ExecuteNonQuery();
    }

    static string KindOf(HangfireJob? job) => job?.Method.Name switch
    {
        nameof(BackgroundJobs.Fetch) => "fetch",
        nameof(BackgroundJobs.Read) => "extract",
        nameof(BackgroundJobs.Deliver) => "run",
        nameof(BackgroundJobs.DeliverWebhooks) => "webhook",
        _ => "other",
    };
}
