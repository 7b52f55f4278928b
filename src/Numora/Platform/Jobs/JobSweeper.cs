using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// Gives a new Hangfire job to each row whose own does not come: its worker was killed, an operator deleted it, or it hangs.
/// Stands outside Hangfire, so that it works when that does not. On one host at a time.
/// </summary>
sealed partial class JobSweeper(Databases databases, JobStore store, JobNotifier notifier, ILogger<JobSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(store.Options.Sweep);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await SweepAsync(ct);
            }
            catch (Exception e) when (e is NpgsqlException || e.IsDatabaseAway())
            {
                NotSwept(e.Message);
            }
        }
    }

    /// <returns>How many jobs and lanes got a new Hangfire job.</returns>
    public async Task<long> SweepAsync(CancellationToken ct)
    {
        // A row that waits in the queue of a busy host is overdue, too, and fine: its Hangfire job is there to be fetched.
        await using var sweep = databases.Owner.CreateCommand($"""
            with late as materialized (
                select id, kind, lane, state, hangfire_id from jobs
                where (select pg_try_advisory_xact_lock(hashtext('numora.sweep')))
                    and (state = 'ready' and run_at < now() - $1 or state = 'running' and lease_until < now())),
            rows as (
                select id from late where kind <> $3 and not exists (
                    select from {HangfireSchema.Name}.jobqueue q where q.jobid = late.hangfire_id
                        and (q.fetchedat is null or late.state = 'ready' and q.fetchedat > now() - $2))
                limit 1000),
            lanes as (
                select distinct lane from late where kind = $3 and lane is not null and not exists (
                    select from job_lanes l join {HangfireSchema.Name}.jobqueue q on q.jobid = l.hangfire_id
                    where l.lane = late.lane
                        and (q.fetchedat is null or late.state = 'ready' and q.fetchedat > now() - $2)))
            select (select count(*) filter (where renew_hangfire_job(id)) from rows)
                + (select count(*) filter (where renew_lane(lane)) from lanes)
            """);
        sweep.Parameters.AddWithValue(store.Options.Sweep);
        sweep.Parameters.AddWithValue(store.Options.Invisible);
        sweep.Parameters.AddWithValue(LaneDrain.Kind);
        var renewed = (long)(await sweep.ExecuteScalarAsync(ct))!;
        if (renewed > 0)
        {
            Renewed(renewed);
            foreach (var queue in JobQueues.All)
                notifier.Poke(queue);
        }

        return renewed;
    }

    [LoggerMessage(1209, LogLevel.Warning, "Brought back {Count} jobs whose worker or Hangfire job was gone")]
    partial void Renewed(long count);

    [LoggerMessage(1210, LogLevel.Warning, "Could not look for jobs that hang: {Reason}")]
    partial void NotSwept(string reason);
}
