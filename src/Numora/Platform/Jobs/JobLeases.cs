using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>Keeps the leases of what runs here alive, all in one statement, and cancels the work whose lease has passed on.</summary>
sealed partial class JobLeases(JobStore store, ILogger<JobLeases> log) : BackgroundService
{
    static readonly TimeSpan WhileStopping = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<Guid, Held> _running = new();

    /// <summary>To be disposed of when the attempt has ended, whatever way.</summary>
    public Held Hold(JobLease job, CancellationToken stopping) => _running[job.Token] = new(this, job, stopping);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        // Beats on while draining: a job that finishes during a shutdown must still hold its lease.
        while (!ct.IsCancellationRequested || !_running.IsEmpty)
        {
            await Task.Delay(ct.IsCancellationRequested ? WhileStopping : store.Options.Heartbeat, CancellationToken.None)
                .WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_running.IsEmpty)
                continue;
            try
            {
                var extended = await store.ExtendAsync([.. _running.Keys], CancellationToken.None);
                foreach (var (token, held) in _running.ToArray())
                    if (!extended.Contains(token) && held.Since.Elapsed > store.Options.Heartbeat)
                        held.Cancel();
            }
            catch (Exception e) when (e is NpgsqlException || e.IsDatabaseAway())
            {
                NotExtended(e.Message);
                store.DropConnections();
            }
        }
    }

    [LoggerMessage(1204, LogLevel.Warning, "The database is away; leases of running jobs were not extended: {Reason}")]
    partial void NotExtended(string reason);

    internal sealed class Held : IDisposable
    {
        readonly JobLeases _leases;
        readonly Guid _token;
        readonly CancellationTokenSource _lost;

        public Held(JobLeases leases, JobLease job, CancellationToken stopping) =>
            (_leases, _token, _lost) = (leases, job.Token, CancellationTokenSource.CreateLinkedTokenSource(stopping));

        public Stopwatch Since { get; } = Stopwatch.StartNew();

        /// <summary>Cancelled when the lease is lost, when an operator deletes the job, and when the host's grace is over.</summary>
        public CancellationToken Lost => _lost.Token;

        public void Cancel()
        {
            try
            {
                _lost.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It finished at this very moment.
            }
        }

        public void Dispose()
        {
            _leases._running.TryRemove(_token, out _);
            _lost.Dispose();
        }
    }
}
