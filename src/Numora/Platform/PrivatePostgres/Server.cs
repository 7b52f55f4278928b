using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Numora.Platform.Postgres;

/// <summary>One cluster, startable again and again: clears what an earlier server left, launches, waits for an answer.</summary>
sealed class Server(
    ClusterPlace place, PostgresBinaries binaries, string socketDirectory, PrivatePostgresOptions options, ILogger log)
{
    const string Database = "numora";
    const int DefaultPort = 5432; // with a unix socket only a part of its name

    /// <summary>Recovery of a full log (max_wal_size 1 GB) on a slow disk.</summary>
    static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(5);

    /// <summary>A backend that outlives its postmaster ends when its statement next looks around.</summary>
    static readonly TimeSpan BackendsTimeout = TimeSpan.FromSeconds(30);

    readonly ServerLog _log = new(place.LogFile);

    public string Tail() => _log.Tail();

    public string ConnectionString { get; } =
        ConnectionTo(socketDirectory, options.LoopbackPort ?? DefaultPort, place.PasswordFile);

    public static string ConnectionTo(string socketDirectory, int port, string passwordFile) => new NpgsqlConnectionStringBuilder
    {
        Host = socketDirectory,
        Port = port,
        Username = ClusterCreation.Superuser,
        Password = File.ReadAllText(passwordFile).Trim(),
        Database = Database,
    }.ConnectionString;

    public async Task<Guard> StartAsync(CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await StalePostmaster.ClearAsync(place, socketDirectory, log, ct);
        while (true)
        {
            await _log.BeginAsync(place.Account, ct);
            var guard = await Guard.StartAsync(place.Account, binaries.Postgres, Arguments(), _log.Path, ct);
            try
            {
                if (await AnswersAsync(guard, ct))
                {
                    log.ServerStarted(place.Root, clock.ElapsedMilliseconds, guard.PostmasterPid);
                    return guard;
                }

                var backendsLive = Tail().Contains("shared memory block", StringComparison.Ordinal);
                if (!backendsLive || clock.Elapsed > BackendsTimeout)
                    throw Failed("did not start");

                guard.Dispose();
                await Task.Delay(200, ct);
            }
            catch
            {
                guard.Dispose();
                throw;
            }
        }
    }

    PrivatePostgresException Failed(string what) => new(
        $"PostgreSQL in {place.Root} {what}. See {_log.Path}, or name another database with ConnectionStrings__Numora. "
        + $"It said: {Tail()}");

    string[] Arguments()
    {
        string[] settings =
        [
            $"listen_addresses={(options.LoopbackPort is null ? "" : "127.0.0.1")}",
            $"max_connections={options.MaxConnections}",
            "unix_socket_permissions=0700",
            "shared_buffers=128MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "lc_messages=C",
            "jit=off",                          // short statements only: compiling them costs more than it saves
            "log_checkpoints=off",
            "log_error_verbosity=terse",        // no DETAIL, no STATEMENT: they hold field values
            "log_min_error_statement=panic",
            .. options.UnsafeFast
                ? ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
                : (string[])["fsync=on", "full_page_writes=on", "synchronous_commit=on"], // acknowledged is on disk
        ];
        var port = (options.LoopbackPort ?? DefaultPort).ToString(CultureInfo.InvariantCulture);
        return ["-D", place.Data, "-k", socketDirectory, "-p", port, .. settings.SelectMany(s => new[] { "-c", s })];
    }

    /// <summary>False as soon as the server is gone; while it recovers it refuses (57P03) and is asked again.</summary>
    async Task<bool> AnswersAsync(Guard guard, CancellationToken ct)
    {
        var direct = ConnectionString + ";Pooling=false;Timeout=5";
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < ReadyTimeout)
        {
            try
            {
                await using var connection = new NpgsqlConnection(direct);
                await connection.OpenAsync(ct);
                return true;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
            {
                await CreateDatabaseAsync(direct, ct);
            }
            catch (Exception e) when (IsNotYet(e))
            {
                if (guard.HasExited)
                    return false;
                await Task.Delay(20, ct);
            }
        }

        throw Failed($"runs but did not answer within {ReadyTimeout.TotalSeconds:0} s");
    }

    static bool IsNotYet(Exception e) =>
        e is PostgresException postgres ? postgres.SqlState == PostgresErrorCodes.CannotConnectNow
        : e is NpgsqlException or SocketException or TimeoutException;

    static async Task CreateDatabaseAsync(string direct, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(direct + ";Database=postgres");
        await connection.OpenAsync(ct);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }
}
