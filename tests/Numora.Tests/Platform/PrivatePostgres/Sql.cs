using System.Diagnostics;
using Npgsql;

namespace Numora.Tests.Platform.Postgres;

/// <summary>One statement on a connection of its own.</summary>
static class Sql
{
    public static Task ExecuteAsync(string connectionString, string sql) => ScalarAsync(connectionString, sql);

    public static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

static class Eventually
{
    public static async Task HoldsAsync(Func<bool> holds, TimeSpan within)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
            Assert.True(clock.Elapsed < within, $"did not happen within {within}");
    }
}
