using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// Wakes the runners of all hosts after a commit that brought jobs: one NOTIFY a burst, in a statement of its own. Inside
/// the enqueueing transaction a NOTIFY would hold a global lock until the WAL is flushed (spec/reliability.md §2.2).
/// </summary>
sealed class JobNotifier(Databases databases) : BackgroundService
{
    public const string Channel = "numora_jobs";
    static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(2);

    readonly Channel<bool> _pokes = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Poke() => _pokes.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await foreach (var _ in _pokes.Reader.ReadAllAsync(ct))
        {
            try
            {
                await using var notify = databases.Owner.CreateCommand($"notify {Channel}");
                await notify.ExecuteNonQueryAsync(ct);
            }
            catch (Exception e) when (e is NpgsqlException || e.IsBrokenConnection())
            {
                // The database is away; the runners' poll finds the jobs when it is back.
            }

            await Task.Delay(Burst, ct);
        }
    }
}

/// <summary>Pokes the notifier once new jobs are committed, and not when they were rolled back.</summary>
sealed class JobNotifyInterceptor(JobNotifier notifier) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    readonly ConditionalWeakTable<DbContext, object> _withJobs = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        var db = data.Context!;
        if (db.ChangeTracker.Entries<Job>().Any(e => e.State == EntityState.Added))
            _withJobs.AddOrUpdate(db, this);
        return new(result);
    }

    // Every save has a transaction (NumoraDb), so a commit is the one sign that is enough.
    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (data.Context is { } db && _withJobs.Remove(db))
            notifier.Poke();
        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken ct = default)
    {
        if (data.Context is { } db)
            _withJobs.Remove(db);
        return Task.CompletedTask;
    }
}
