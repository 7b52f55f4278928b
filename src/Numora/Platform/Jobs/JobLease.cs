namespace Numora.Platform.Jobs;

/// <summary>A claimed job. Whoever holds it may finish it, unless the lease has passed to another (fencing).</summary>
/// <param name="Attempt">From 1; counted when the job was claimed, so that a job that kills its process runs out.</param>
sealed record JobLease(
    long Id, string Kind, string Subject, string? WorkspaceId, string? RequestId, string? Lane, int Attempt, Guid Token,
    string? TraceParent = null)
{
    /// <summary>The wait that <see cref="AgainAsync"/> has saved, and why; null: the job is not to come again by itself.</summary>
    public (TimeSpan Wait, string Reason)? Again { get; private set; }

    /// <summary>Why the subject ended in failure, for the dashboard: a code of ours, never a value or an inner message.</summary>
    public string? FailureCode { get; set; }

    /// <summary>
    /// Saves the job's effect and finishes the job in one transaction. When another holds the lease by now, nothing is
    /// saved and <see cref="LeaseLostException"/> is thrown.
    /// </summary>
    /// <remarks>Takes no cancellation: the work is done, remember it even while shutting down.</remarks>
    /// <param name="more">Further effects, in the same transaction.</param>
    public async Task CompleteAsync(NumoraDb db, Func<Task>? more = null)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
        if (more is not null)
            await more();
        // The job last: requests lock the document and then its job, and the other order here would be a deadlock.
        var held = db.Jobs.Where(j => j.Id == Id && j.LeaseToken == Token);
        if (await held.ExecuteDeleteAsync(CancellationToken.None) == 0)
            throw new LeaseLostException(Id);
        CrashPoint.Pass(Kind, "before-commit");
        await transaction.CommitAsync(CancellationToken.None);
        CrashPoint.Pass(Kind, "after-commit");
    }

    /// <summary>Saves what was reached so far and goes on working; nothing is saved when another holds the lease by now.</summary>
    public Task SaveAsync(NumoraDb db) => FencedAsync(db,
        $"update jobs set lease_until = lease_until where id = {Id} and lease_token = {Token}");

    /// <summary>
    /// Saves what was reached so far and puts the job back for later, in one transaction and with fresh attempts: the subject
    /// counts its own.
    /// </summary>
    /// <param name="reason">For the dashboard: a code of ours, never a value or an inner message.</param>
    public async Task AgainAsync(NumoraDb db, TimeSpan wait, string reason)
    {
        await FencedAsync(db, $"""
            update jobs set state = 'ready', attempts = 0, lease_token = null, lease_until = null, run_at = now() + {wait}
            where id = {Id} and lease_token = {Token}
            """);
        Again = (wait, reason);
    }

    async Task FencedAsync(NumoraDb db, FormattableString update)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
        if (await db.Database.ExecuteSqlAsync(update, CancellationToken.None) == 0)
            throw new LeaseLostException(Id);
        await transaction.CommitAsync(CancellationToken.None);
    }
}

/// <summary>The job was claimed again while this process was paused or slow: its work here does not count.</summary>
sealed class LeaseLostException(long jobId) : Exception($"Job {jobId} is held by another worker now.");

/// <summary>One kind of job. Its methods may run twice: look first whether there is still work.</summary>
interface IJob
{
    /// <summary>One attempt. Ends with <see cref="JobLease.CompleteAsync"/>; throwing means "again later".</summary>
    Task RunAsync(JobLease job, CancellationToken ct);

    /// <summary>All attempts are used up: record the failure and complete the job.</summary>
    /// <param name="died">Whether the last attempt's process died, as against the attempt having thrown.</param>
    Task GiveUpAsync(JobLease job, bool died);
}

/// <summary>How jobs of one kind are run.</summary>
/// <param name="Kind">The name in the table. Never renamed. It decides the queue (<see cref="JobQueues.Of"/>).</param>
/// <param name="MaxAttempts">After so many, <see cref="IJob.GiveUpAsync"/>.</param>
/// <param name="Backoff">The wait after a failed attempt (its number, from 1).</param>
/// <param name="PerLane">How many of one lane at once in this process; null: jobs of this kind have no lanes.</param>
sealed record JobKind(string Kind, Type Job, int MaxAttempts, Func<int, TimeSpan> Backoff, int? PerLane = null);

/// <summary>How many workers this process has for a queue. Each is a thread that waits for the work it started.</summary>
sealed record JobQueueWorkers(string Queue, int Workers);

/// <summary>The names of the Hangfire queues; the methods of <see cref="BackgroundJobs"/> and 0006_hangfire.sql name them, too.</summary>
static class JobQueues
{
    public const string Fetch = "fetch";
    public const string Extract = "extract";
    public const string Delivery = "delivery";
    public const string Webhooks = "webhooks";

    /// <summary>What is done from time to time.</summary>
    public const string Periodic = "periodic";

    public static string[] All { get; } = [Fetch, Extract, Delivery, Webhooks, Periodic];

    /// <summary>The queue of a kind of job, as the trigger on <c>jobs</c> has it.</summary>
    public static string Of(string kind) => kind switch
    {
        "fetch" => Fetch,
        "extract" => Extract,
        LaneDrain.Kind => Webhooks,
        _ => Delivery,
    };
}
