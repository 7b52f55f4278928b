using System.Diagnostics;
using Npgsql;

namespace Numora.Benchmarks;

/// <summary>What three hosts cost that have nothing to do: statements and processor time.</summary>
static class Idle
{
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(ServiceUnderTest service)
    {
        Process[] more = [await service.AddHostAsync("all"), await service.AddHostAsync("all")];
        int[] hosts = [service.ProcessId, .. more.Select(p => p.Id)];
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await Task.Delay(Settle);

        var before = await TransactionsAsync(database);
        TimeSpan[] cpu = [.. hosts.Select(h => CpuTime.Of([h]))];
        var postgres = service.PostgresCpu();
        var watch = Stopwatch.StartNew();
        await Task.Delay(Measured);
        var seconds = watch.Elapsed.TotalSeconds;

        var transactions = await TransactionsAsync(database) - before - 1;
        Console.WriteLine($"three idle hosts: {transactions / seconds:0.0} transactions a second in all");
        var each = hosts.Select((h, i) => Share(CpuTime.Of([h]) - cpu[i], seconds));
        Console.WriteLine($"of a core: hosts {string.Join(", ", each)}; PostgreSQL {Share(service.PostgresCpu() - postgres, seconds)}");
        Console.WriteLine($"statements a second in all: {await StatementsAsync(service, database):0.0}");

        foreach (var host in more)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{host.Id}"]);
            await terminate.WaitForExitAsync();
            await host.WaitForExitAsync();
        }
    }

    static string Share(TimeSpan cpu, double seconds) => $"{cpu.TotalSeconds / seconds * 100:0.0} %";

    static async Task<long> TransactionsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All are logged for a minute; a prepared one counts once for each execution, BEGIN and COMMIT count, too.</summary>
    static async Task<double> StatementsAsync(ServiceUnderTest service, NpgsqlDataSource database)
    {
        await ExecuteAsync(database, "alter system set log_statement = 'all'");
        await ExecuteAsync(database, "select pg_reload_conf()");
        await Task.Delay(TimeSpan.FromSeconds(2));
        var from = service.LoggedStatements();
        await Task.Delay(Measured);
        var statements = service.LoggedStatements() - from;
        await ExecuteAsync(database, "alter system reset log_statement");
        await ExecuteAsync(database, "select pg_reload_conf()");
        return statements / Measured.TotalSeconds;
    }

    static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
