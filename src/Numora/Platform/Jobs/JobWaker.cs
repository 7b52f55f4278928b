using System.Collections.Concurrent;
using Npgsql;

namespace Numora.Platform.Jobs;

/// <summary>One LISTEN connection a process; it wakes who waits for a queue or a lane, and connects again when it breaks.</summary>
sealed partial class JobWaker(Databases databases, ILogger<JobWaker> log) : BackgroundService
{
    static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);

    readonly ConcurrentDictionary<string, SemaphoreSlim> _signals = new();

    /// <summary>What is released when there is something new for a queue or a lane; it remembers one such time.</summary>
    public SemaphoreSlim Signal(string name) => _signals.GetOrAdd(name, _ => new(0, 1));

    /// <summary>Nobody here waits for this lane any more.</summary>
    public void Forget(string lane) => _signals.TryRemove(lane, out _);

    public void Wake(string name)
    {
        if (!_signals.TryGetValue(name, out var signal))
            return;
        lock (signal)
        {
            if (signal.CurrentCount == 0)
                signal.Release();
        }
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
        connection.Notification += (_, told) => Wake(told.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"listen {JobNotifier.Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        foreach (var name in _signals.Keys)
            Wake(name); // whatever was queued while nobody listened
        while (true)
            await connection.WaitAsync(ct);
    }

    [LoggerMessage(1211, LogLevel.Warning, "Not listening for jobs, polling instead: {Reason}")]
    partial void Deaf(string reason);
}
