using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Numora.Platform.Postgres;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Postgres;

/// <summary>Real processes, killed with SIGKILL: see <see cref="StartupHook"/>.</summary>
public sealed class KilledHostTests : IDisposable
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_server_of_a_killed_host_stops_by_itself_and_the_next_host_has_its_rows()
    {
        var (host, postmaster, connectionString) = await StartHostAsync();
        await Sql.ExecuteAsync(connectionString, "CREATE TABLE kept AS SELECT 42 AS answer");

        host.Kill();

        await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{postmaster}"), Soon);
        await AssertNextHostHasRowsAsync();
    }

    [Fact]
    public async Task A_server_that_outlived_its_host_is_stopped_before_the_next_one_starts()
    {
        var (host, postmaster, connectionString) = await StartHostAsync();
        await Sql.ExecuteAsync(connectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        KillWatcherOf(postmaster);

        host.Kill();
        await host.WaitForExitAsync();
        Assert.True(Directory.Exists($"/proc/{postmaster}"));

        await AssertNextHostHasRowsAsync();
        Assert.False(Directory.Exists($"/proc/{postmaster}"));
    }

    async Task AssertNextHostHasRowsAsync()
    {
        await using var next = await PrivatePostgres.StartAsync(
            _scratch.Path, new() { UnsafeFast = true }, NullLogger.Instance, CancellationToken.None);
        Assert.Equal(42, await Sql.ScalarAsync(next.ConnectionString, "SELECT answer FROM kept"));
    }

    async Task<(Process Host, int Postmaster, string ConnectionString)> StartHostAsync()
    {
        var tests = typeof(StartupHook).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", tests])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = tests;
        start.Environment[StartupHook.DirectoryVariable] = _scratch.Path;
        var host = Process.Start(start)!;

        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ', 3) is ["ready", var postmaster, var connectionString])
                return (host, int.Parse(postmaster, CultureInfo.InvariantCulture), connectionString);
        }

        throw new InvalidOperationException("The host ended before its PostgreSQL was ready.");
    }

    /// <summary>The guard's two children are the postmaster and the watcher.</summary>
    static void KillWatcherOf(int postmaster)
    {
        var parent = File.ReadLines($"/proc/{postmaster}/status")
            .Single(l => l.StartsWith("PPid:", StringComparison.Ordinal));
        var guard = parent["PPid:".Length..].Trim();
        var children = File.ReadAllText($"/proc/{guard}/task/{guard}/children").Trim().Split(' ');
        foreach (var child in children.Select(int.Parse).Where(pid => pid != postmaster))
            Process.GetProcessById(child).Kill();
    }
}
