using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Numora.Benchmarks;

/// <summary>
/// Deliveries a second to a receiver on the same machine, out of a queue that was made by SQL; and what the fan-out costs a
/// change of a document.
/// </summary>
static class Webhooks
{
    const int Deliveries = 6_000;
    const int Changes = 400;

    public static async Task RunAsync(ServiceUnderTest service)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var receiver = await ReceiverAsync();
        foreach (var endpoints in new[] { 1, 10, 10, 1 })
            await DrainAsync(service, database, receiver.Urls.First(), endpoints);
        await CostAsync(service, receiver.Urls.First());
    }

    static async Task<WebApplication> ReceiverAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{ServiceUnderTest.FreePort()}");
        var app = builder.Build();
        app.MapPost("/{**path}", () => Results.Ok());
        await app.StartAsync();
        return app;
    }

    static async Task DrainAsync(ServiceUnderTest service, NpgsqlDataSource database, string receiver, int endpoints)
    {
        var ids = new List<string>();
        for (var i = 0; i < endpoints; i++)
            ids.Add(await EndpointAsync(service, $"{receiver}/{i}", "ping"));
        await ExecuteAsync(database, """
            insert into webhook_deliveries (id, workspace_id, endpoint_id, event_id, event_type, body, status, attempt_count,
                schedule_step, created_at)
            select 'dlv_' || lpad(n::text, 26, '0'), e.workspace_id, e.id, 'evt_' || lpad(n::text, 26, '0'), 'ping',
                convert_to('{"id":"evt_' || n || '","type":"document.reviewed","created_at":"2026-03-21T14:20:00.000Z",'
                    '"data":{"document_id":"doc_01jpwq4q9m7q4q2k8dax1x1q5n","schema":"invoice_v2","status":"reviewed"}}', 'UTF8'),
                'pending', 0, 0, now()
            from generate_series(1, $2) n join unnest($1) with ordinality as e0 (id, at) on e0.at = 1 + n % cardinality($1)
            join webhook_endpoints e on e.id = e0.id
            """, ids.ToArray(), Deliveries);
        var watch = Stopwatch.StartNew();
        await ExecuteAsync(database, """
            insert into jobs (kind, subject, workspace_id, lane)
            select 'webhook', id, workspace_id, endpoint_id from webhook_deliveries where status = 'pending'
            """);
        // As the service does after its commit.
        await ExecuteAsync(database, "select drain_lane(id) from unnest($1) id", (object)ids.ToArray());
        await ExecuteAsync(database, "select pg_notify('numora_jobs', 'webhooks')");
        while (await CountAsync(database, "select count(*) from jobs where kind = 'webhook'") > 0)
            await Task.Delay(20);
        var elapsed = watch.Elapsed;

        var sent = await CountAsync(database, "select count(*) from webhook_deliveries where status = 'succeeded'");
        Console.WriteLine($"{sent} deliveries to {endpoints} endpoint(s): {elapsed.TotalSeconds:0.0} s, " +
            $"{sent / elapsed.TotalSeconds:0} a second");
        foreach (var id in ids)
            (await service.Http.DeleteAsync($"/v1/webhook-endpoints/{id}")).EnsureSuccessStatusCode();
    }

    /// <summary>Approve and reject in turns, one client: each is one save with one event.</summary>
    static async Task CostAsync(ServiceUnderTest service, string receiver)
    {
        var document = await service.UploadAsync(SamplePdf.Invoice(9_000_000));
        await service.WaitAsync(document, TimeSpan.FromMilliseconds(20));
        var endpoints = new List<string>();
        foreach (var count in new[] { 0, 1, 5 })
        {
            while (endpoints.Count < count)
                endpoints.Add(await EndpointAsync(
                    service, $"{receiver}/{endpoints.Count}", "document.reviewed", "document.review_required"));
            var times = new List<double>();
            for (var i = 0; i < Changes + 50; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await service.Http.PostAsJsonAsync(
                    $"/v1/documents/{document}/actions/{(i % 2 == 0 ? "approve" : "reject")}", new { });
                answer.EnsureSuccessStatusCode();
                if (i >= 50)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            Console.WriteLine($"approve or reject with {count} endpoint(s) that are told: {Figures.Of(times)}");
        }
    }

    static async Task<string> EndpointAsync(ServiceUnderTest service, string url, params string[] types)
    {
        using var answer = await service.Http.PostAsJsonAsync("/v1/webhook-endpoints", new { url, event_types = types });
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("id").GetString()!;
    }

    static async Task ExecuteAsync(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
