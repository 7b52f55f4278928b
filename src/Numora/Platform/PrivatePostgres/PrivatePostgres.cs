using System.Diagnostics;

namespace Numora.Platform.Postgres;

/// <summary>
/// The PostgreSQL of a host that was given no connection string: a cluster of its own below the data directory, reached
/// by unix socket, started again when it dies, stopped when the host ends, however the host ends.
/// </summary>
/// <remarks>Runs on Linux, as an ordinary user or as root (then PostgreSQL runs as OS user <c>postgres</c>).</remarks>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>A fast shutdown takes 15 to 60 ms; a host has 25 s in all.</summary>
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(10);

    readonly ClusterPlace _place;
    readonly Server _server;
    readonly ILogger _log;
    readonly CancellationTokenSource _stopping = new();
    readonly SemaphoreSlim _once = new(1);
    readonly Task _watch;
    volatile Guard? _guard; // null while the server is down
    bool _stopped;

    PrivatePostgres(ClusterPlace place, Server server, Guard guard, ILogger log)
    {
        (_place, _server, _guard, _log) = (place, server, guard, log);
        _watch = WatchAsync();
    }

    /// <summary>For Npgsql; the user is a superuser and the password random. Stays the same over restarts.</summary>
    public string ConnectionString => _server.ConnectionString;

    /// <summary>Where the cluster is: usually <c>postgres</c> in the data directory.</summary>
    public string Directory => _place.Root;

    /// <summary>The server's process: another one after a restart, null while it is down.</summary>
    public int? PostmasterPid => _guard?.PostmasterPid;

    /// <summary>Makes the cluster if there is none and answers when the server takes connections.</summary>
    /// <exception cref="PrivatePostgresException">It cannot; the message says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        string dataDirectory, PrivatePostgresOptions options, ILogger log, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PrivatePostgresException(
                "The private PostgreSQL needs Linux. Name a database with ConnectionStrings__Numora.");
        }

        var installed = await PostgresBinaries.FindAsync(options.BinDirectory, ct);
        var place = await ClusterPlace.TakeAsync(dataDirectory, options, log, ct);
        try
        {
            var binaries = PostgresBinaries.For(place.ClusterVersion, installed, place.Data);
            if (place.ClusterVersion is null)
                await ClusterCreation.CreateAsync(place, binaries, options, log, ct);

            var socketDirectory = await SocketDirectory.PrepareAsync(place, ct);
            var server = new Server(place, binaries, socketDirectory, options, log);
            return new(place, server, await server.StartAsync(ct), log);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server and frees the cluster for another host. May be called twice.</summary>
    public async Task StopAsync()
    {
        await _once.WaitAsync();
        try
        {
            if (_stopped)
                return;

            _stopped = true;
            var clock = Stopwatch.StartNew();
            await _stopping.CancelAsync();
            await _watch;
            if (_guard is { } guard)
            {
                if (!await guard.StopAsync(StopTimeout))
                {
                    _log.StopForced(clock.ElapsedMilliseconds);
                    await guard.QuitAsync(StopTimeout);
                }

                guard.Dispose();
            }

            _place.Dispose();
            _log.ServerStopped(clock.ElapsedMilliseconds);
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    async Task WatchAsync()
    {
        try
        {
            while (_guard is { } guard)
            {
                await guard.ExitedAsync(_stopping.Token);
                _log.ServerEnded(guard.PostmasterPid, _server.Tail());
                _guard = null;
                guard.Dispose();
                await StartAgainAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    async Task StartAgainAsync(CancellationToken ct)
    {
        for (var wait = FirstRetry; ; wait = wait * 2 < LongestRetry ? wait * 2 : LongestRetry)
        {
            try
            {
                _guard = await _server.StartAsync(ct);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever it is (a full disk, a moved directory): the host lives on and the next attempt may succeed.
                _log.RestartFailed(e, (long)wait.TotalMilliseconds);
            }

            await Task.Delay(wait, ct);
        }
    }
}
