using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// Wakes the workers of all hosts after a commit that brought jobs, and starts the draining of lanes: once a burst, in
/// statements of their own. Inside the enqueueing transaction a NOTIFY would hold a global lock until the WAL is flushed.
/// Goes last when the host stops: what requests and jobs commit while they end is told, too.
/// </summary>
sealed class JobNotifier(Databases databases) : BackgroundService, IHostedLifecycleService
{
    public const string Channel = "numora_jobs";
    static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(2);

    readonly Channel<bool> _pokes = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    readonly ConcurrentDictionary<string, bool> _queues = new();
    readonly ConcurrentDictionary<string, bool> _lanes = new();

    /// <summary>There are new jobs in a queue of <see cref="JobQueues"/>.</summary>
    public void Poke(string queue)
    {
        _queues[queue] = true;
        _pokes.Writer.TryWrite(true);
    }

    /// <summary>There are new jobs in a lane that one Hangfire job drains.</summary>
    public void Drain(string lane)
    {
        _lanes[lane] = true;
        _pokes.Writer.TryWrite(true);
    }

    public Task StartingAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken ct) => Task.CompletedTask;

    public override Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken ct)
    {
        _pokes.Writer.TryComplete();
        return base.StopAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await foreach (var _ in _pokes.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await TellAsync(Take(_queues), Take(_lanes), CancellationToken.None);
            }
            catch (Exception e) when (e is NpgsqlException || e.IsBrokenConnection())
            {
                // The database is away; the workers' poll and the sweeper find the jobs when it is back.
            }

            await Task.Delay(Burst, CancellationToken.None);
        }
    }

    async Task TellAsync(List<string> queues, List<string> lanes, CancellationToken ct)
    {
        if (lanes.Count > 0)
        {
            await using var drain = databases.Owner.CreateCommand("select count(*) filter (where drain_lane(lane)) from unnest($1) lane");
            drain.Parameters.AddWithValue(lanes.ToArray());
            if ((long)(await drain.ExecuteScalarAsync(ct))! > 0)
                queues.Add(JobQueues.Webhooks);
        }

        await using var notify = databases.Owner.CreateCommand($"select pg_notify('{Channel}', name) from unnest($1) name");
        notify.Parameters.AddWithValue(queues.Concat(lanes).ToArray());
        await notify.ExecuteNonQueryAsync(ct);
    }

    static List<string> Take(ConcurrentDictionary<string, bool> names) =>
        [.. names.Keys.Where(name => names.TryRemove(name, out _))];
}

/// <summary>Pokes the notifier once new jobs are committed, and not when they were rolled back.</summary>
sealed class JobNotifyInterceptor(JobNotifier notifier) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    readonly ConditionalWeakTable<DbContext, HashSet<(string Kind, string? Lane)>> _added = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        foreach (var job in data.Context!.ChangeTracker.Entries<Job>().Where(e => e.State == EntityState.Added))
            _added.GetOrCreateValue(data.Context).Add((job.Entity.Kind, job.Entity.Lane));
        return new(result);
    }

    // Every save has a transaction (NumoraDb), so a commit is the one sign that is enough.
    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (data.Context is { } db && _added.TryGetValue(db, out var added))
        {
            _added.Remove(db);
            foreach (var (kind, lane) in added)
                if (JobQueues.Of(kind) is JobQueues.Webhooks)
                    notifier.Drain(lane!);
                else
                    notifier.Poke(JobQueues.Of(kind));
        }

        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (data.Context is { } db)
            _added.Remove(db);
        return Task.CompletedTask;
    }
}
