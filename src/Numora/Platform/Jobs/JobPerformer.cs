using System.Diagnostics;
using System.Globalization;
using Hangfire.Server;

namespace Numora.Platform.Jobs;

/// <summary>
/// One attempt at one job: claims its row, does its work under a lease, and turns the outcome into what Hangfire understands.
/// What Hangfire believes never decides: without the claim nothing is done, without the lease nothing is saved.
/// </summary>
sealed partial class JobPerformer(
    JobStore store, JobLeases leases, IEnumerable<JobKind> kinds, IServiceScopeFactory scopes, ILogger<JobPerformer> log)
{
    public const string NothingLeft = "Nothing was left to do.";

    /// <summary>Hangfire's schedule has whole seconds: so long a job that is early waits here instead of coming again.</summary>
    static readonly TimeSpan Early = TimeSpan.FromSeconds(1.5);
    static readonly TimeSpan DatabaseAway = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan AfterDatabaseAway = TimeSpan.FromSeconds(1);

    readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Kind);

    public JobKind Kind(string kind) => _kinds[kind];

    /// <summary>Claims the row and does it.</summary>
    /// <returns>What to show of a success.</returns>
    public async Task<string?> PerformAsync(long id, CancellationToken ct)
    {
        while (true)
        {
            if (await store.ClaimAsync(id, ct) is { } job)
            {
                await PerformAsync(job, ct);
                return null;
            }

            switch (await store.WaitOfAsync(id, ct))
            {
                case null:
                    return NothingLeft; // it was done, cancelled or erased, e.g. before an operator requeued it
                case var wait when wait > Early:
                    throw new JobComesAgainException(wait.Value, "Not due yet, or another worker has it.");
                case var wait:
                    await Task.Delay(wait.Value, ct);
                    break;
            }
        }
    }

    /// <summary>Does a job that is claimed.</summary>
    /// <exception cref="JobComesAgainException">There is another attempt; its time is saved.</exception>
    /// <exception cref="JobFailedException">It was given up, or its subject failed.</exception>
    /// <exception cref="JobAbortedException">Another worker has it, or will.</exception>
    public async Task PerformAsync(JobLease job, CancellationToken stopping)
    {
        using var held = leases.Hold(job, stopping);
        using var logged = log.BeginScope(new Dictionary<string, object?> { ["RequestId"] = job.RequestId });
        using var activity = NumoraActivity.Job(job.Kind, job.Subject, job.Attempt, job.TraceParent);
        var kind = _kinds[job.Kind];
        try
        {
            CrashPoint.Pass(job.Kind, "after-claim");
            NumoraMeter.JobAttempt(job.Kind);
            if (job.Attempt > kind.MaxAttempts)
                await GiveUpAsync(kind, job, died: true);
            else
                await InScopeAsync(kind, job, work => work.RunAsync(job, held.Lost));
        }
        catch (LeaseLostException)
        {
            await PassedOnAsync(job);
            return;
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
        {
            if (!await SettleAsync(() => store.HandBackAsync(job, TimeSpan.Zero, CancellationToken.None), job))
                return;
            stopping.ThrowIfCancellationRequested(); // Hangfire queues it again
            throw new JobAbortedException();
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            Interrupted(job.Kind, job.Subject, e.Message);
            await SettleAsync(() => store.HandBackAsync(job, AfterDatabaseAway, CancellationToken.None), job);
            throw new JobComesAgainException(AfterDatabaseAway, "The database was away.");
        }
        catch (Exception e) when (e is not JobFailedException)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            AttemptFailed(job.Kind, job.Subject, job.Attempt, e);
            NumoraMeter.JobFailure(job.Kind);
            await AgainAsync(kind, job, e);
        }

        Tell(job);
    }

    /// <summary>What the work itself saved of its outcome.</summary>
    static void Tell(JobLease job)
    {
        if (job.Again is var (wait, reason))
            throw new JobComesAgainException(wait, Shown(reason));
        if (job.FailureCode is { } code)
            throw new JobFailedException(Shown(code));
    }

    async Task AgainAsync(JobKind kind, JobLease job, Exception fault)
    {
        if (job.Attempt >= kind.MaxAttempts)
        {
            await SettleAsync(() => GiveUpAsync(kind, job, died: false), job);
            return;
        }

        var wait = kind.Backoff(job.Attempt);
        await SettleAsync(() => store.RetryAsync(job, wait, fault.GetType().Name, CancellationToken.None), job);
        throw new JobComesAgainException(wait, string.Create(CultureInfo.InvariantCulture,
            $"Attempt {job.Attempt} of {kind.MaxAttempts} failed: {fault.GetType().Name}."));
    }

    async Task GiveUpAsync(JobKind kind, JobLease job, bool died)
    {
        GivenUp(job.Kind, job.Subject, kind.MaxAttempts);
        NumoraMeter.JobGivenUp(job.Kind);
        await InScopeAsync(kind, job, work => work.GiveUpAsync(job, died));
        throw new JobFailedException(string.Create(CultureInfo.InvariantCulture, $"Given up after {kind.MaxAttempts} attempts") +
            (died ? ": the last one ended with its process." : "; the log of the service says why."));
    }

    /// <summary>A scope for each step: after a failed attempt its DbContext still holds what it could not save.</summary>
    async Task InScopeAsync(JobKind kind, JobLease job, Func<IJob, Task> step)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().WorkspaceId = job.WorkspaceId;
        await step((IJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, kind.Job));
    }

    /// <summary>
    /// Waits for the database when it is away at this moment, as long as the lease lasts; then the lease is what remains:
    /// it expires, and the sweeper brings the job back.
    /// </summary>
    /// <returns>False: the row is not there any more.</returns>
    async Task<bool> SettleAsync(Func<Task> settle, JobLease job)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                await settle();
                return true;
            }
            catch (JobFailedException)
            {
                throw;
            }
            catch (Exception e) when (e.IsDatabaseAway() && waited.Elapsed < store.Options.Lease)
            {
                await Task.Delay(DatabaseAway);
            }
            catch (LeaseLostException)
            {
                await PassedOnAsync(job);
                return false;
            }
            catch (Exception e)
            {
                NotSettled(job.Kind, job.Subject, e);
                throw new JobAbortedException();
            }
        }
    }

    /// <summary>
    /// Whoever has the row now tells Hangfire how it ended. When it is gone, e.g. with its erased document, nobody else does.
    /// </summary>
    async Task PassedOnAsync(JobLease job)
    {
        Lost(job.Kind, job.Subject);
        if (await store.WaitOfAsync(job.Id, CancellationToken.None) is not null)
            throw new JobAbortedException();
    }

    /// <summary>Codes are words of ours; whatever else came here is not shown to operators of all workspaces.</summary>
    static string Shown(string code) =>
        code.Length <= 60 && code.All(c => c is '_' or (>= 'a' and <= 'z') or (>= '0' and <= '9')) ? code : "failed";

    [LoggerMessage(1201, LogLevel.Warning, "{Kind} job for {Subject}: attempt {Attempt} failed")]
    partial void AttemptFailed(string kind, string subject, int attempt, Exception exception);

    [LoggerMessage(1202, LogLevel.Error, "{Kind} job for {Subject} was given up after {Attempts} attempts")]
    partial void GivenUp(string kind, string subject, int attempts);

    [LoggerMessage(1203, LogLevel.Warning, "{Kind} job for {Subject} passed to another worker; its work here was dropped")]
    partial void Lost(string kind, string subject);

    [LoggerMessage(1205, LogLevel.Warning, "{Kind} job for {Subject} could not be put back; its lease will expire")]
    partial void NotSettled(string kind, string subject, Exception exception);

    [LoggerMessage(1206, LogLevel.Warning, "{Kind} job for {Subject} was interrupted by the database and runs again: {Reason}")]
    partial void Interrupted(string kind, string subject, string reason);
}
