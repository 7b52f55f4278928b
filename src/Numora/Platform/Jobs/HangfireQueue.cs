using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Transactions;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>
/// How this process fetches from Hangfire's queues: for each queue one of the waiting workers looks and waits for the others,
/// woken by the process's one LISTEN connection, so an idle worker costs nothing. Hangfire.PostgreSql's own long polling would
/// hold a connection for each worker and NOTIFY inside the enqueueing transaction.
/// </summary>
sealed partial class HangfireQueue(
    PostgreSqlStorage storage, PostgreSqlStorageOptions options, Databases databases, JobWaker waker, JobNotifier notifier,
    IEnumerable<JobKind> kinds, ILogger log)
    : IPersistentJobQueue, IPersistentJobQueueProvider, IPersistentJobQueueMonitoringApi
{
    /// <summary>The net under NOTIFY, and what finds the jobs of killed workers.</summary>
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    static readonly TimeSpan DatabaseAway = TimeSpan.FromMilliseconds(500);

    readonly JobWaker _waker = waker;
    readonly JobNotifier _notifier = notifier;
    readonly IPersistentJobQueueMonitoringApi _monitoring = new PostgreSqlJobQueueProvider(storage, options).GetJobQueueMonitoringApi();
    readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();
    readonly ConcurrentDictionary<string, int> _lanes = new();
    readonly int _perLane = kinds.Where(k => k.Kind != LaneDrain.Kind).Max(k => k.PerLane) ?? int.MaxValue;

    public IFetchedJob Dequeue(string[] queues, CancellationToken ct)
    {
        var queue = queues.Single(); // each queue has workers of its own
        var turn = _turns.GetOrAdd(queue, _ => new(1));
        turn.Wait(ct);
        try
        {
            while (true)
            {
                if (Fetch(queue, ct) is { } job)
                    return job;
                _waker.Signal(queue).Wait(Poll, ct);
                ct.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            turn.Release(); // the next one looks at once
        }
    }

    public void Enqueue(IDbConnection connection, string queue, string jobId)
    {
        using var insert = new NpgsqlCommand(
            $"insert into {HangfireSchema.Name}.jobqueue (jobid, queue) values ($1, $2)", (NpgsqlConnection)connection);
        insert.Parameters.AddWithValue(long.Parse(jobId, CultureInfo.InvariantCulture));
        insert.Parameters.AddWithValue(queue);
        insert.ExecuteNonQuery();
        if (Transaction.Current is { } transaction)
            transaction.TransactionCompleted += (_, _) => _notifier.Poke(queue);
        else
            _notifier.Poke(queue);
    }

    Fetched? Fetch(string queue, CancellationToken ct)
    {
        try
        {
            // What the dashboard counts as fetched comes last: the killed workers' jobs, once their time is over.
            using var fetch = databases.Hangfire.CreateCommand($"""
                update {HangfireSchema.Name}.jobqueue set fetchedat = now() where id = (
                    select q.id from {HangfireSchema.Name}.jobqueue q
                    where q.queue = $1 and (q.fetchedat is null or q.fetchedat < now() - $2)
                        and (cardinality($3) = 0 or not exists (select from jobs j where j.hangfire_id = q.jobid and j.lane = any ($3)))
                    order by q.fetchedat nulls first, q.jobid limit 1 for update skip locked)
                returning id, jobid, fetchedat, (select lane from jobs where hangfire_id = jobid)
                """);
            fetch.Parameters.AddWithValue(queue);
            fetch.Parameters.AddWithValue(options.InvisibilityTimeout);
            fetch.Parameters.AddWithValue(_lanes.Where(l => l.Value >= _perLane).Select(l => l.Key).ToArray());
            using var reader = fetch.ExecuteReader();
            if (!reader.Read())
                return null;
            CrashPoint.Pass(queue, "after-fetch");
            return new Fetched(this, new PostgreSqlFetchedJob(storage, reader.GetInt64(0),
                reader.GetInt64(1).ToString(CultureInfo.InvariantCulture), queue, reader.GetDateTime(2)),
                reader.IsDBNull(3) ? null : reader.GetString(3));
        }
        catch (Exception e) when (e is NpgsqlException || e.IsDatabaseAway())
        {
            NotFetched(queue, e.Message);
            databases.Hangfire.Clear();
            ct.WaitHandle.WaitOne(DatabaseAway);
            return null;
        }
    }

    public IPersistentJobQueue GetJobQueue() => this;

    public IPersistentJobQueueMonitoringApi GetJobQueueMonitoringApi() => this;

    /// <summary>None: Hangfire's own provider lists them all, and the dashboard would show them twice.</summary>
    public IEnumerable<string> GetQueues() => [];

    public IEnumerable<long> GetEnqueuedJobIds(string queue, int from, int perPage) =>
        _monitoring.GetEnqueuedJobIds(queue, from, perPage);

    public IEnumerable<long> GetFetchedJobIds(string queue, int from, int perPage) =>
        _monitoring.GetFetchedJobIds(queue, from, perPage);

    public EnqueuedAndFetchedCountDto GetEnqueuedAndFetchedCount(string queue) => _monitoring.GetEnqueuedAndFetchedCount(queue);

    [LoggerMessage(1212, LogLevel.Warning, "The database is away; the jobs of the queue {Queue} wait: {Reason}")]
    partial void NotFetched(string queue, string reason);

    /// <summary>Counts its lane, e.g. the destination of a run, so that a slow one does not take all workers.</summary>
    sealed class Fetched : IFetchedJob
    {
        readonly HangfireQueue _queue;
        readonly PostgreSqlFetchedJob _job;
        readonly string? _lane;

        public Fetched(HangfireQueue queue, PostgreSqlFetchedJob job, string? lane)
        {
            (_queue, _job, _lane) = (queue, job, lane);
            if (lane is not null)
                queue._lanes.AddOrUpdate(lane, 1, (_, n) => n + 1);
        }

        public string JobId => _job.JobId;

        public void RemoveFromQueue() => _job.RemoveFromQueue();

        public void Requeue()
        {
            _job.Requeue();
            _queue._notifier.Poke(_job.Queue);
        }

        public void Dispose()
        {
            _job.Dispose();
            if (_lane is null)
                return;
            if (_queue._lanes.AddOrUpdate(_lane, 0, (_, n) => n - 1) <= 0)
                _queue._lanes.TryRemove(new KeyValuePair<string, int>(_lane, 0));
            _queue._waker.Wake(_job.Queue); // one that waits for a place in this lane can go on
        }
    }
}
