using System.Collections.Concurrent;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>One LISTEN connection a process; it wakes every runner and connects again when it breaks.</summary>
sealed partial class JobWaker(Databases databases, ILogger<JobWaker> log) : BackgroundService
{
    static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);

    readonly ConcurrentDictionary<Subscription, bool> _subscriptions = new();

    public Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        _subscriptions[subscription] = true;
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(ct);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                Deaf(e.Message);
                await Task.Delay(Reconnect, ct);
            }
        }
    }

    async Task ListenAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(databases.ConnectionString)
        {
            Pooling = false,
            KeepAlive = 30,
            ApplicationName = "numora-listen",
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, _) => WakeAll();
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"listen {JobNotifier.Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        WakeAll(); // whatever was queued while nobody listened
        while (true)
            await connection.WaitAsync(ct);
    }

    void WakeAll()
    {
        foreach (var subscription in _subscriptions.Keys)
            subscription.Set();
    }

    [LoggerMessage(1211, LogLevel.Warning, "Not listening for jobs, polling instead: {Reason}")]
    partial void Deaf(string reason);

    /// <summary>Remembers one wake-up while its runner is busy.</summary>
    internal sealed class Subscription(JobWaker waker) : IDisposable
    {
        readonly SemaphoreSlim _signal = new(0, 1);

        public void Set()
        {
            lock (_signal)
            {
                if (_signal.CurrentCount == 0)
                    _signal.Release();
            }
        }

        public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _signal.WaitAsync(atMost, ct);

        public void Dispose() => waker._subscriptions.TryRemove(this, out _);
    }
}
