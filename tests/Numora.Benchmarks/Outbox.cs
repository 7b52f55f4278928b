using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Numora.Benchmarks;

/// <summary>A page of 100 of the outbox, with a thousand and with a million documents outside of it.</summary>
static class Outbox
{
    const int Page = 100;
    const int Requests = 300;
    const int Pollers = 100;

    public static async Task RunAsync(ServiceUnderTest service)
    {
        await using var source = NpgsqlDataSource.Create(service.ConnectionString + ";Command Timeout=0");
        await AddAsync(source, 500, "reviewed", "invoice_v2|y|,");
        var there = 0;
        foreach (var outside in new[] { 1_000, 1_000_000 })
        {
            await AddAsync(source, outside - there, "push_succeeded", "invoice_v2|n|,dynamics365,");
            there = outside;
            await ExecuteAsync(source, "vacuum analyze documents");
            foreach (var query in new[] { $"?provider=dynamics365&limit={Page}", $"?limit={Page}" })
                await MeasureAsync(service, query, outside);
            await PollAsync(service, outside);
        }

        await PlanAsync(source);
    }

    static async Task MeasureAsync(ServiceUnderTest service, string query, int outside)
    {
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await service.Http.GetStringAsync($"/v1/delivery/outbox{query}");
            if (i >= 50)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (JsonElement.Parse(page).GetProperty("data").GetArrayLength() != Page)
                throw new InvalidOperationException($"The page has not {Page} documents.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outside:N0} outside, {query}: {Figures.Of(times)}"));
    }

    static async Task PollAsync(ServiceUnderTest service, int outside)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Pollers).Select(async _ =>
        {
            var started = Stopwatch.GetTimestamp();
            (await service.Http.GetAsync($"/v1/delivery/outbox?provider=dynamics365&limit={Page}")).EnsureSuccessStatusCode();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outside:N0} outside, {Pollers} pollers at once: {Figures.Of([.. times])}"));
    }

    static Task AddAsync(NpgsqlDataSource source, int count, string status, string key) => ExecuteAsync(source, string.Create(
        CultureInfo.InvariantCulture, $"""
        insert into documents (id, workspace_id, requested_schema, schema, status, created_at, updated_at, approval_number, outbox_key)
        select 'doc_' || translate(left(md5(random()::text || i) || md5(i::text), 26), 'ilou', 'wxyz'), w.id, 'invoice_v2', 'invoice_v2',
            '{status}', now() - interval '1 d', now() - interval '1 d' + i * interval '1 ms', 1, '{key}'
        from generate_series(1, {count}) i, (select id from workspaces limit 1) w
        """));

    /// <summary>The statement of OutboxEndpoint, as the planner sees it.</summary>
    static async Task PlanAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            explain (analyze, buffers, costs off, timing off, summary off)
            with recursive keys as (
                (select outbox_key as key from documents where workspace_id = (select id from workspaces limit 1) and outbox_key is not null
                 order by outbox_key limit 1)
                union all
                select (select d.outbox_key from documents d where d.workspace_id = (select id from workspaces limit 1)
                        and d.outbox_key > k.key order by d.outbox_key limit 1)
                from keys k where k.key is not null
            ), fitting as (
                select key from keys where key is not null and position(',dynamics365,' in key) = 0
            )
            select d.* from fitting f cross join lateral (
                select * from documents where workspace_id = (select id from workspaces limit 1) and outbox_key = f.key
                    and (updated_at, id) > ('1970-01-01', '') and updated_at <= '2970-01-01'
                order by updated_at, id limit 101
            ) d order by d.updated_at, d.id limit 101
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            Console.WriteLine(reader.GetString(0));
    }

    static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
