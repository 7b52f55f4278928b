using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Numora.Platform.Postgres;

namespace Numora.Tests.Support;

/// <summary>
/// The server of this run, and the tidying up after it, which cannot wait for the run's end: the test platform kills
/// its process 100 ms after the last test.
/// </summary>
static class TestServer
{
    const string ServerVariable = "NUMORA_TEST_POSTGRES";
    const string Private = "private"; // although a Docker engine is there
    const string AnyRun = "numora_test_";

    static readonly int RunId = RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>Closed by nobody, nor by the collector: the guard's and the sweeper's pipes, the lock's session.</summary>
    static readonly List<object> UntilTheEnd = [];

    /// <summary>Several runs may share one server.</summary>
    public static string DatabasePrefix { get; } = string.Create(CultureInfo.InvariantCulture, $"{AnyRun}{RunId}_");

    public static async Task<string> FindAsync() => Environment.GetEnvironmentVariable(ServerVariable) switch
    {
        Private => await StartPrivateAsync(),
        { Length: > 0 } given => await GivenAsync(given),
        _ => await TestContainer.EngineAnswersAsync() ? await TestContainer.StartAsync() : await StartPrivateAsync(),
    };

    static async Task<string> StartPrivateAsync()
    {
        var directory = new ScratchDirectory().Path;
        var options = new PrivatePostgresOptions { UnsafeFast = true, MaxConnections = 300 };
        var postgres = await PrivatePostgres.StartAsync(
            directory, options, NullLogger.Instance, CancellationToken.None);
        UntilTheEnd.AddRange([postgres, Sweeper(postgres.PostmasterPid!.Value, directory, postgres.Directory)]);
        return postgres.ConnectionString;
    }

    /// <summary>Deletes the cluster when this process is gone (the end of its pipe) and the server after it.</summary>
    static Process Sweeper(int postmaster, params string[] directories)
    {
        const string script = """
            read _
            while kill -0 "$0"; do sleep 0.1; done
            rm -rf "$@"
            """;
        return Process.Start(new ProcessStartInfo(
            "setsid", ["sh", "-c", $"({script}) 2>/dev/null >&2", $"{postmaster}", .. directories])
        {
            RedirectStandardInput = true,
        })!;
    }

    /// <summary>Databases of runs that have ended (their lock is free) are dropped by the next run.</summary>
    static async Task<string> GivenAsync(string server)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(server) { Pooling = false };
        var session = new NpgsqlConnection(unpooled.ConnectionString);
        UntilTheEnd.Add(session);
        await session.OpenAsync();
        var databases = await ScalarsAsync<string>(
            session, $"SELECT datname FROM pg_database WHERE datname LIKE '{AnyRun}%'");
        foreach (var name in databases)
        {
            if (int.TryParse(name.Split('_')[2], CultureInfo.InvariantCulture, out var run)
                && (await ScalarsAsync<bool>(session, $"SELECT pg_try_advisory_xact_lock({LockOf(run)})"))[0])
                await ScalarsAsync<int>(session, $"DROP DATABASE IF EXISTS {name}");
        }

        await ScalarsAsync<bool>(session, $"SELECT pg_try_advisory_lock({LockOf(RunId)})");
        return server;
    }

    /// <summary>The first number keeps clear of other programs' advisory locks.</summary>
    static string LockOf(int run) => string.Create(CultureInfo.InvariantCulture, $"20261122, {run}");

    static async Task<List<T>> ScalarsAsync<T>(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }
}
