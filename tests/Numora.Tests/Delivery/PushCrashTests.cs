using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

/// <summary>A worker ends with SIGKILL at each named point of a push: one record, a run that succeeded, events that arrive.</summary>
[Collection(nameof(RealProcesses))]
public sealed class PushCrashTests : IAsyncLifetime
{
    const int KilledBySignal9 = 128 + 9;

    /// <summary>The other side: one record for each invoice number, as a system with a unique key has it.</summary>
    readonly ConcurrentDictionary<string, int> _writes = new();
    readonly ConcurrentDictionary<string, string> _events = new();

    TestReceiver _erp = null!;
    HostOn _api = null!;

    public async Task InitializeAsync()
    {
        _erp = await TestReceiver.StartAsync();
        _erp.On("/invoices", WriteAsync);
        _erp.On("/invoices/CRASH-1", context =>
        {
            context.Response.StatusCode = _writes.ContainsKey("CRASH-1") ? 200 : 404;
            return context.Response.WriteAsync("""{"id":"rec-CRASH-1"}""");
        });
        _erp.On("/hook", TakeEventAsync);
        _api = new HostOn("api", allow: _erp.HostAndPort);
        await _api.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _erp.DisposeAsync();
    }

    [Theory]
    [InlineData("delivery.after-fetch", 1)]
    [InlineData("run.in-processing", 1)]
    [InlineData("run.after-claim", 1)]
    [InlineData("push.before-send", 1)]
    [InlineData("push.after-send", 1)]
    [InlineData("run.before-commit", 1)]
    [InlineData("run.after-commit", 1)]
    [InlineData("run.before-succeeded", 1)]
    [InlineData("run.in-succeeded", 1)]
    public async Task After_a_crash_of_a_push_there_is_one_record_and_the_run_succeeds(string point, int writes)
    {
        var (id, run) = await DispatchedAsync();

        await using (var crashing = NumoraProcess.Launch(_api.ConnectionString, "worker", null, (CrashPoint.Variable, point),
            ("Numora__Egress__Allow__0", _erp.HostAndPort)))
            Assert.Equal(KilledBySignal9, await crashing.ExitsAsync(TimeSpan.FromSeconds(60)));
        await _api.Databases.Owner.PassTimeAsync();
        var worker = new HostOn("worker", _api.ConnectionString, _erp.HostAndPort);
        await worker.InitializeAsync();
        try
        {
            var ended = await new DeliveryCalls(_api.Http, _erp).EndedAsync(run);

            Assert.Equal("succeeded", ended.Status());
            Assert.Equal("rec-CRASH-1", ended.Text("external_record_id"));
            Assert.Equal(("CRASH-1", writes), (Assert.Single(_writes).Key, _writes["CRASH-1"]));
            Assert.Equal("push_succeeded", (await _api.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
            Assert.Single(await _api.Http.EventTypesAsync(id), "push.succeeded");
            await Queries.UntilAsync(() => Task.FromResult(_events.Values.Any(v => v == "push.succeeded")), "the event arrives");
            await Queries.UntilAsync(async () =>
                await _api.Databases.Owner.OneAsync<long>("select count(*) from jobs") == 0, "no job is left");
            var attempts = (await _api.Http.GetJsonAsync($"/v1/documents/{id}/delivery")).GetProperty("deliveries")[0];
            Assert.Single(attempts.GetProperty("attempts").EnumerateArray());
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    /// <summary>An approved document whose run is queued; nobody works yet but for its reading.</summary>
    async Task<(string Id, string Run)> DispatchedAsync()
    {
        var calls = new DeliveryCalls(_api.Http, _erp);
        var destination = await (await _api.Http.PostAsJsonAsync("/v1/destinations", new
        {
            provider = "http",
            config = new
            {
                url = $"{_erp.Base}/invoices",
                external_id = "$.id",
                find = new { url = _erp.Base + "/invoices/{{key.number}}", external_id = "$.id" },
            },
        })).JsonAsync(201);
        await (await calls.MapAsync(destination.Id())).JsonAsync(201);
        await (await _api.Http.PostAsJsonAsync("/v1/webhook-endpoints",
            new { url = $"{_erp.Base}/hook", event_types = new[] { "push.succeeded" } })).JsonAsync(201);

        var reader = new HostOn("worker", _api.ConnectionString, _erp.HostAndPort);
        await reader.InitializeAsync();
        var id = await calls.ApprovedAsync("CRASH-1");
        await reader.DisposeAsync();
        var run = (await (await calls.DispatchAsync(id)).JsonAsync(202)).Text("run_id")!;
        return (id, run);
    }

    Task WriteAsync(HttpContext context)
    {
        using var json = JsonDocument.Parse(context.Request.Body);
        var number = json.RootElement.GetProperty("number").GetString()!;
        _writes.AddOrUpdate(number, 1, (_, n) => n + 1);
        context.Response.StatusCode = 201;
        return context.Response.WriteAsync($$"""{"id":"rec-{{number}}"}""");
    }

    Task TakeEventAsync(HttpContext context)
    {
        using var json = JsonDocument.Parse(context.Request.Body);
        _events[json.RootElement.GetProperty("id").GetString()!] = json.RootElement.GetProperty("type").GetString()!;
        return Task.CompletedTask;
    }
}
