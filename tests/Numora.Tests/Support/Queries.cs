using Npgsql;

namespace Numora.Tests.Support;

/// <summary>What tests ask the database beside the API: to look, or to play somebody who put a hand on it.</summary>
static class Queries
{
    /// <summary>The first column of all rows. Parameters are <c>$1</c>, <c>$2</c>, …</summary>
    public static async Task<List<T>> ListAsync<T>(this NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
            values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    public static async Task<T> OneAsync<T>(this NpgsqlDataSource source, string sql, params object[] parameters) =>
        Assert.Single(await source.ListAsync<T>(sql, parameters));

    public static async Task<int> ExecuteAsync(this NpgsqlDataSource source, string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.AddWithValue(value);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// A hand on the tables: what waits for its next attempt has it now, and what was put there without the service is noticed.
    /// </summary>
    public static async Task HurryJobsAsync(this NpgsqlDataSource source)
    {
        await source.ExecuteAsync("update jobs set run_at = now() where state = 'ready' and run_at > now()");
        await source.ListAsync<bool>("""
            select renew_hangfire_job(j.id) from jobs j join hangfire.job h on h.id = j.hangfire_id
            where j.state = 'ready' and h.statename = 'Scheduled'
            union all select renew_lane(lane) from (select distinct lane from jobs where kind = 'webhook' and state = 'ready') l
            where lane is not null
            """);
        await source.ExecuteAsync("select pg_notify('numora_jobs', queue) from unnest('{fetch,extract,delivery,webhooks}'::text[]) queue");
    }

    /// <summary>An hour passes for what killed hosts have left behind: leases and fetched jobs.</summary>
    public static async Task PassTimeAsync(this NpgsqlDataSource source)
    {
        await source.ExecuteAsync("update jobs set lease_until = lease_until - interval '1 h' where state = 'running'");
        await source.ExecuteAsync("update hangfire.jobqueue set fetchedat = fetchedat - interval '1 h'");
    }

    /// <summary>Waits until a question is answered with yes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, int withinSeconds = 20)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed.TotalSeconds < withinSeconds, $"Not within {withinSeconds} s: {what}");
            await Task.Delay(25);
        }
    }
}
