using System.Diagnostics;
using Hangfire.Server;

namespace Numora.Platform.Jobs;

/// <summary>
/// One Hangfire job that does all that is due in a lane, several at once: a Hangfire job for each of hundreds of small jobs a
/// second would cost more than the work. It stays a moment for what comes next, and makes room for other lanes after its turn.
/// </summary>
sealed partial class LaneDrain(
    Databases databases, JobStore store, JobWaker waker, JobPerformer performer, IHostApplicationLifetime host, ILogger<LaneDrain> log)
{
    /// <summary>The one kind whose jobs are done by lane.</summary>
    public const string Kind = "webhook";

    static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    /// <param name="hangfireId">The Hangfire job that asks: another one may have taken over the lane.</param>
    public async Task<string?> DrainAsync(string lane, long hangfireId, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var atOnce = performer.Kind(Kind).PerLane!.Value;
        var running = new HashSet<Task>();
        var done = 0;
        using var wake = host.ApplicationStopping.Register(() => waker.Wake(lane)); // another host takes the next turn
        try
        {
            while (!ct.IsCancellationRequested)
            {
                var itsTurn = clock.Elapsed < Turn && !host.ApplicationStopping.IsCancellationRequested;
                var claimed = itsTurn && running.Count < atOnce
                    ? await store.ClaimLaneAsync(Kind, lane, hangfireId, atOnce - running.Count, ct) : [];
                foreach (var job in claimed)
                    running.Add(Task.Run(() => PerformAsync(job, ct), CancellationToken.None));
                done += claimed.Count;
                if (running.Count > 0)
                {
                    await Task.WhenAny(running);
                    running.RemoveWhere(r => r.IsCompleted);
                }
                else if (!itsTurn)
                    throw new JobComesAgainException(TimeSpan.Zero, "Its turn was over.");
                else if (!await waker.Signal(lane).WaitAsync(Linger, ct) && await LeaveAsync(lane, hangfireId, ct))
                    return done == 0 ? JobPerformer.NothingLeft : $"{done} attempts.";
            }
        }
        finally
        {
            await Task.WhenAll(running);
            waker.Forget(lane);
        }

        ct.ThrowIfCancellationRequested();
        return null;
    }

    async Task PerformAsync(JobLease job, CancellationToken ct)
    {
        try
        {
            await performer.PerformAsync(job, ct);
        }
        catch (Exception e) when (e is JobComesAgainException or JobFailedException or JobAbortedException or OperationCanceledException)
        {
            // Its row tells when it comes again, or is gone.
        }
        catch (Exception e)
        {
            Crashed(job.Kind, job.Subject, e); // its lease expires, and it is claimed again
        }
    }

    /// <summary>Leaves an empty lane, or comes again when its next job is due.</summary>
    /// <returns>False: there is something to do.</returns>
    /// <exception cref="JobComesAgainException">At the time at which the next one is due.</exception>
    async Task<bool> LeaveAsync(string lane, long hangfireId, CancellationToken ct)
    {
        await using var leave = databases.Owner.CreateCommand("select leave_lane($1, $2)");
        leave.Parameters.AddWithValue(lane);
        leave.Parameters.AddWithValue(hangfireId);
        if (await leave.ExecuteScalarAsync(ct) is not TimeSpan next)
            return true;
        if (next <= TimeSpan.Zero)
            return false;
        throw new JobComesAgainException(next < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : next, "The next attempt is due then.");
    }

    [LoggerMessage(1207, LogLevel.Error, "{Kind} job for {Subject} ended without an outcome; its lease will expire")]
    partial void Crashed(string kind, string subject, Exception exception);
}
