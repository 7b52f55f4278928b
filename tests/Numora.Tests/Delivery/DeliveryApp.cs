using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

/// <summary>A host with short waits, and the system that it delivers to: a real HTTP server that answers as told.</summary>
public class DeliveryApp : NumoraApp
{
    internal TestReceiver Receiver { get; private set; } = null!;

    protected override Dictionary<string, string?> Settings => new()
    {
        ["Numora:Egress:Allow:0"] = Receiver.HostAndPort,
        ["Numora:Runs:RetrySchedule:0"] = "00:00:00.200",
        ["Numora:Runs:RetrySchedule:1"] = "00:00:00.300",
        ["Numora:Runs:RetrySchedule:2"] = "00:00:00.400",
        ["Numora:Outbox:Backoff:0"] = "00:00:01",
        ["Numora:Outbox:MaxFailures"] = "3",
    };

    public override async Task InitializeAsync()
    {
        Receiver = await TestReceiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    internal DeliveryCalls Calls => new(Http, Receiver);

    public Task<string> DestinationAsync(string path, object? config = null) => Calls.DestinationAsync(path, config);

    public Task<string> RouteAsync(string path, object? config = null) => Calls.RouteAsync(path, config);

    public Task<string> ApprovedAsync(string? number = null) => Calls.ApprovedAsync(number);

    public Task<HttpResponseMessage> DispatchAsync(string id, object? to = null) => Calls.DispatchAsync(id, to);

    public Task<JsonElement> DeliverAsync(string id, string destination) => Calls.DeliverAsync(id, destination);

    public Task<JsonElement> EndedAsync(string run) => Calls.EndedAsync(run);

    public Task<string> LogAsync(string run) => Calls.LogAsync(run);
}

/// <summary>What tests of delivery do over and over, as one caller.</summary>
sealed class DeliveryCalls(HttpClient http, TestReceiver receiver)
{
    public HttpClient Http => http;

    /// <summary>An http destination at this path of the receiver, which answers 201 with an id.</summary>
    public async Task<string> DestinationAsync(string path, object? config = null)
    {
        receiver.On(path, 201, """{"id":"rec-1"}""");
        var answer = await http.PostAsJsonAsync("/v1/destinations", new
        {
            provider = "http",
            display_name = $"ERP {path}",
            config = config ?? new { url = $"{receiver.Base}{path}", external_id = "$.id" },
            credentials = new { type = "bearer", token = "token-of-the-erp" },
        });
        return (await answer.JsonAsync(201)).Id();
    }

    /// <summary>A destination with a mapping of invoices, and so with a workflow.</summary>
    public async Task<string> RouteAsync(string path, object? config = null)
    {
        var id = await DestinationAsync(path, config);
        await (await MapAsync(id)).JsonAsync(201);
        return id;
    }

    public Task<HttpResponseMessage> MapAsync(string destination, object? mapping = null, string schema = "invoice_v2") =>
        http.PutAsJsonAsync($"/v1/mappings/{schema}/{destination}", mapping ?? new
        {
            @object = "invoices",
            key = new[] { "number" },
            fields = new object[]
            {
                new { target = "number", source = "invoice_number", required = true },
                new { target = "total", source = "total_amount", transform = new[] { "round:2" } },
                new { target = "origin", constant = "numora" },
            },
        });

    /// <summary>A document that was read and approved.</summary>
    public async Task<string> ApprovedAsync(string? number = null)
    {
        var id = (await http.InReviewAsync(EInvoices.Ubl(number: number ?? $"N-{Guid.CreateVersion7():N}"))).Id();
        await (await http.ActAsync(id, "approve")).JsonAsync();
        return id;
    }

    public Task<HttpResponseMessage> DispatchAsync(string id, object? to = null) =>
        http.PostAsJsonAsync($"/v1/documents/{id}/dispatch", to ?? new { });

    /// <summary>Dispatches and waits for the end of the run.</summary>
    public async Task<JsonElement> DeliverAsync(string id, string destination) =>
        await EndedAsync((await (await DispatchAsync(id, new { destination_id = destination })).JsonAsync(202)).Text("run_id")!);

    public async Task<JsonElement> EndedAsync(string run)
    {
        JsonElement shown = default;
        await Queries.UntilAsync(async () =>
        {
            shown = await http.GetJsonAsync($"/v1/runs/{run}");
            return shown.Status() is "succeeded" or "failed" or "cancelled";
        }, $"{run} has ended", withinSeconds: 30);
        return shown;
    }

    public async Task<string> LogAsync(string run) => string.Join('\n',
        (await http.GetJsonAsync($"/v1/runs/{run}/logs?limit=200")).Data().Select(l => $"{l.Text("level")}: {l.Text("message")}"));
}
