using System.Collections.Concurrent;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// Runs the jobs of one kind: claims up to its free slots, keeps the leases alive, retries what throws, gives up what has
/// run out, and hands back on shutdown what cannot be finished in time.
/// </summary>
sealed partial class JobRunner(
    JobKind kind, JobStore store, JobWaker waker, IServiceScopeFactory scopes, ILogger log) : BackgroundService
{
    /// <summary>The safety net under NOTIFY, and what finds retries that are due and leases that have expired.</summary>
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    static readonly TimeSpan DatabaseAway = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan AfterDatabaseAway = TimeSpan.FromSeconds(1);

    readonly TimeSpan _heartbeat = store.Options.Heartbeat;
    readonly ConcurrentDictionary<Guid, Held> _running = new();
    readonly System.Diagnostics.Stopwatch _sinceExpired = System.Diagnostics.Stopwatch.StartNew();

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var beating = BeatAsync(ct);
        using var wake = waker.Subscribe();
        try
        {
            while (!ct.IsCancellationRequested)
                await ClaimAndWaitAsync(wake, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }

        await DrainAsync();
        await beating;
    }

    async Task ClaimAndWaitAsync(JobWaker.Subscription wake, CancellationToken ct)
    {
        try
        {
            var free = kind.Slots - _running.Count;
            if (free > 0)
            {
                List<JobLease> claimed = [];
                string[] busy = [.. _running.Values.Select(h => h.Job.Lane).OfType<string>()];
                if (_sinceExpired.Elapsed >= Poll)
                {
                    claimed = await store.ClaimAsync(kind, free, expired: true, busy, ct);
                    _sinceExpired.Restart();
                }

                if (claimed.Count < free)
                    claimed.AddRange(await store.ClaimAsync(kind, free - claimed.Count, expired: false, busy, ct));
                foreach (var job in claimed)
                    Start(job, wake);
                if (claimed.Count == free)
                    return; // there may be more: look again as soon as a slot is free
            }
        }
        catch (Exception e) when (e is NpgsqlException || IsDatabaseAway(e))
        {
            Away(kind.Kind, e.Message);
            store.DropConnections();
            await Task.Delay(DatabaseAway, ct);
        }

        await wake.WaitAsync(Poll, ct);
    }

    void Start(JobLease job, JobWaker.Subscription wake)
    {
        var held = new Held(job);
        _running[job.Token] = held;
        held.Work = Task.Run(async () =>
        {
            try
            {
                await RunAsync(job, held.Lost.Token);
            }
            finally
            {
                _running.TryRemove(job.Token, out _);
                held.Lost.Dispose();
                wake.Set(); // a slot is free
            }
        });
    }

    async Task RunAsync(JobLease job, CancellationToken ct)
    {
        using var logged = log.BeginScope(new Dictionary<string, object?> { ["RequestId"] = job.RequestId });
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().WorkspaceId = job.WorkspaceId;
        var work = (IJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, kind.Job);
        try
        {
            CrashPoint.Pass(job.Kind, "after-claim");
            NumoraMeter.JobAttempt(job.Kind);
            if (job.Attempt > kind.MaxAttempts)
            {
                GivenUp(job.Kind, job.Subject, kind.MaxAttempts);
                NumoraMeter.JobGivenUp(job.Kind);
                await work.GiveUpAsync(job, died: true);
            }
            else
                await work.RunAsync(job, ct);
        }
        catch (LeaseLostException)
        {
            Lost(job.Kind, job.Subject);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await SettleAsync(() => store.HandBackAsync(job, TimeSpan.Zero, CancellationToken.None), job);
        }
        catch (Exception e) when (IsDatabaseAway(e))
        {
            Interrupted(job.Kind, job.Subject, e.Message);
            await SettleAsync(() => store.HandBackAsync(job, AfterDatabaseAway, CancellationToken.None), job);
        }
        catch (Exception e)
        {
            AttemptFailed(job.Kind, job.Subject, job.Attempt, e);
            NumoraMeter.JobFailure(job.Kind);
            await SettleAsync(() => AgainAsync(job, e), job);
        }
    }

    async Task AgainAsync(JobLease job, Exception fault)
    {
        if (job.Attempt < kind.MaxAttempts)
        {
            await store.RetryAsync(job, kind.Backoff(job.Attempt), fault.GetType().Name, CancellationToken.None);
            return;
        }

        // A scope of its own: the failed attempt's DbContext still holds what it could not save.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().WorkspaceId = job.WorkspaceId;
        GivenUp(job.Kind, job.Subject, kind.MaxAttempts);
        NumoraMeter.JobGivenUp(job.Kind);
        await ((IJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, kind.Job)).GiveUpAsync(job, died: false);
    }

    /// <summary>
    /// Waits for the database when it is away at this moment, as long as the lease lasts; then the lease is what remains:
    /// it expires, and the job runs again.
    /// </summary>
    async Task SettleAsync(Func<Task> settle, JobLease job)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            try
            {
                await settle();
                return;
            }
            catch (Exception e) when (IsDatabaseAway(e) && waited.Elapsed < store.Options.Lease)
            {
                await Task.Delay(DatabaseAway);
            }
            catch (LeaseLostException)
            {
                Lost(job.Kind, job.Subject);
                return;
            }
            catch (Exception e)
            {
                NotSettled(job.Kind, job.Subject, e);
                return;
            }
        }
    }

    /// <summary>EF wraps what Npgsql threw, once or twice.</summary>
    static bool IsDatabaseAway(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (fault is NpgsqlException npgsql)
                return npgsql.IsTransient || StaleStatements.IsOne(npgsql);
            else if (fault.IsBrokenConnection())
                return true;
        return false;
    }

    async Task BeatAsync(CancellationToken ct)
    {
        // Beats on while draining: a job that finishes during a shutdown must still hold its lease.
        while (!ct.IsCancellationRequested || !_running.IsEmpty)
        {
            await Task.Delay(ct.IsCancellationRequested ? Poll : _heartbeat, CancellationToken.None)
                .WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_running.IsEmpty)
                continue;
            try
            {
                var extended = await store.ExtendAsync([.. _running.Keys], CancellationToken.None);
                foreach (var (token, held) in _running.ToArray())
                    if (!extended.Contains(token) && held.Since.Elapsed > _heartbeat)
                        held.Cancel();
            }
            catch (Exception e) when (e is NpgsqlException || IsDatabaseAway(e))
            {
                Away(kind.Kind, e.Message);
                store.DropConnections();
            }
        }
    }

    async Task DrainAsync()
    {
        var rest = Task.WhenAll(_running.Values.Select(h => h.Work));
        if (await Task.WhenAny(rest, Task.Delay(store.Options.GraceOnStop)) == rest)
            return;
        foreach (var held in _running.Values)
            held.Cancel();
        await Task.WhenAll(_running.Values.Select(h => h.Work)).WaitAsync(TimeSpan.FromSeconds(5))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(1201, LogLevel.Warning, "{Kind} job for {Subject}: attempt {Attempt} failed")]
    partial void AttemptFailed(string kind, string subject, int attempt, Exception exception);

    [LoggerMessage(1202, LogLevel.Error, "{Kind} job for {Subject} was given up after {Attempts} attempts")]
    partial void GivenUp(string kind, string subject, int attempts);

    [LoggerMessage(1203, LogLevel.Warning, "{Kind} job for {Subject} passed to another worker; its work here was dropped")]
    partial void Lost(string kind, string subject);

    [LoggerMessage(1204, LogLevel.Warning, "The database is away; {Kind} jobs wait: {Reason}")]
    partial void Away(string kind, string reason);

    [LoggerMessage(1205, LogLevel.Warning, "{Kind} job for {Subject} could not be put back; its lease will expire")]
    partial void NotSettled(string kind, string subject, Exception exception);

    [LoggerMessage(1206, LogLevel.Warning, "{Kind} job for {Subject} was interrupted by the database and runs again: {Reason}")]
    partial void Interrupted(string kind, string subject, string reason);

    sealed class Held(JobLease job)
    {
        public JobLease Job { get; } = job;

        public System.Diagnostics.Stopwatch Since { get; } = System.Diagnostics.Stopwatch.StartNew();

        public CancellationTokenSource Lost { get; } = new();

        public Task Work { get; set; } = Task.CompletedTask;

        public void Cancel()
        {
            try
            {
                Lost.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It finished at this very moment.
            }
        }
    }
}
