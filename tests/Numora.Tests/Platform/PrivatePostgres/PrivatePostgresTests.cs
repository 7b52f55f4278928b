using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Numora.Platform.Postgres;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Postgres;

public sealed class PrivatePostgresTests : IDisposable
{
    /// <summary>An orderly stop loses nothing even so. A kill is tested with the host's own settings.</summary>
    static readonly PrivatePostgresOptions Fast = new() { UnsafeFast = true };

    readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_cold_start_makes_a_cluster_and_a_warm_start_finds_its_rows_again()
    {
        await using (var first = await StartAsync())
        {
            await Sql.ExecuteAsync(first.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        await using var second = await StartAsync(_scratch.Path, new());

        Assert.Equal(42, await Sql.ScalarAsync(second.ConnectionString, "SELECT answer FROM kept"));
        Assert.Equal("on", await Sql.ScalarAsync(second.ConnectionString, "SHOW data_checksums"));
        Assert.Equal("on", await Sql.ScalarAsync(second.ConnectionString, "SHOW synchronous_commit"));
        Assert.Equal("", await Sql.ScalarAsync(second.ConnectionString, "SHOW listen_addresses"));
        Assert.Equal("UTF8", await Sql.ScalarAsync(second.ConnectionString, "SHOW server_encoding"));
    }

    [Fact]
    public async Task A_killed_postmaster_is_started_again_with_every_committed_row_and_no_other()
    {
        await using var postgres = await StartAsync(_scratch.Path, new());
        await Sql.ExecuteAsync(postgres.ConnectionString, "CREATE TABLE kept AS SELECT generate_series(1, 10000) AS n");
        await using var open = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await open.OpenAsync();
        await using var transaction = await open.BeginTransactionAsync();
        await new NpgsqlCommand("INSERT INTO kept VALUES (0)", open, transaction).ExecuteNonQueryAsync();
        var killed = postgres.PostmasterPid!.Value;

        Process.GetProcessById(killed).Kill();

        await Eventually.HoldsAsync(() => postgres.PostmasterPid is { } pid && pid != killed, TimeSpan.FromSeconds(20));
        Assert.Equal(10000L, await Sql.ScalarAsync(postgres.ConnectionString, "SELECT count(*) FROM kept"));
    }

    [Fact]
    public async Task A_second_host_on_the_same_directory_is_refused_and_told_who_has_it()
    {
        await using var first = await StartAsync();

        var refused = await Assert.ThrowsAsync<ClusterInUseException>(StartAsync);

        Assert.Contains($"process {Environment.ProcessId}", refused.Message);
        Assert.Contains(_scratch.Path, refused.Message);
        Assert.Contains("Numora__DataDirectory", refused.Message);
        Assert.Equal(1, await Sql.ScalarAsync(first.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_pid_file_that_names_a_strangers_process_does_not_stop_the_start_nor_the_stranger()
    {
        await (await StartAsync()).DisposeAsync();
        var pidFile = Path.Combine(_scratch.Path, "postgres", "data", "postmaster.pid");
        await File.WriteAllTextAsync(
            pidFile,
            $"{Environment.ProcessId}\n{Path.GetDirectoryName(pidFile)}\n1700000000\n5432\n/nowhere\n\n 1 1\nready\n");
        await File.WriteAllTextAsync(
            Path.Combine(_scratch.Path, "postgres", "run", ".s.PGSQL.5432.lock"), $"{Environment.ProcessId}\n");

        await using var postgres = await StartAsync();

        Assert.Equal(1, await Sql.ScalarAsync(postgres.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_short_runtime_directory()
    {
        var deep = Path.Combine(_scratch.Path, new string('d', 60), "with, a comma", new string('e', 60));

        await using var postgres = await StartAsync(deep);

        var socket = (string)(await Sql.ScalarAsync(postgres.ConnectionString, "SHOW unix_socket_directories"))!;
        Assert.False(socket.StartsWith(_scratch.Path, StringComparison.Ordinal));
        Directory.Delete(await StopAndReturnAsync(postgres, socket), recursive: true);
    }

    [Fact]
    public async Task Missing_binaries_are_named_with_the_ways_to_get_them()
    {
        var options = new PrivatePostgresOptions { BinDirectory = "/nowhere" };

        var refused = await Assert.ThrowsAsync<PrivatePostgresException>(() => StartAsync(_scratch.Path, options));

        Assert.Contains("/nowhere", refused.Message);
        Assert.Contains("apt-get install postgresql", refused.Message);
        Assert.Contains("NUMORA_PG_BIN", refused.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_start_is_reported_with_its_last_words()
    {
        await (await StartAsync()).DisposeAsync();
        await File.AppendAllTextAsync(
            Path.Combine(_scratch.Path, "postgres", "data", "postgresql.conf"), "no_such_setting = 1\n");

        var refused = await Assert.ThrowsAsync<PrivatePostgresException>(StartAsync);

        Assert.Contains("no_such_setting", refused.Message);
        Assert.Contains("server.log", refused.Message);
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_left_alone()
    {
        await (await StartAsync()).DisposeAsync();
        var versionFile = Path.Combine(_scratch.Path, "postgres", "data", "PG_VERSION");
        await File.WriteAllTextAsync(versionFile, "9\n");

        var refused = await Assert.ThrowsAsync<PrivatePostgresException>(StartAsync);

        Assert.Contains("postgresql-9", refused.Message);
        Assert.Equal("9\n", await File.ReadAllTextAsync(versionFile));
    }

    Task<PrivatePostgres> StartAsync() => StartAsync(_scratch.Path);

    static Task<PrivatePostgres> StartAsync(string directory, PrivatePostgresOptions? options = null) =>
        PrivatePostgres.StartAsync(directory, options ?? Fast, NullLogger.Instance, CancellationToken.None);

    static async Task<string> StopAndReturnAsync(PrivatePostgres postgres, string directory)
    {
        await postgres.StopAsync();
        return directory;
    }
}
