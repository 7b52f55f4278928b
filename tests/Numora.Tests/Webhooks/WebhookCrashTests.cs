using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Webhooks;

/// <summary>A real process ends with SIGKILL around a webhook: the event arrives at least once, under one id, and ends once.</summary>
[Collection(nameof(RealProcesses))]
public sealed class WebhookCrashTests : IAsyncLifetime
{
    const int KilledBySignal9 = 128 + 9;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    TestReceiver _receiver = null!;
    HostOn _api = null!;
    string _endpoint = null!;

    public async Task InitializeAsync()
    {
        _receiver = await TestReceiver.StartAsync();
        _receiver.On("/hook", 200);
        _api = new HostOn("api", allow: _receiver.HostAndPort);
        await _api.InitializeAsync();
        _endpoint = (await _api.Http.EndpointAsync($"{_receiver.Base}/hook", "document.processing")).Id();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("webhooks.after-fetch", 1)]
    [InlineData("webhook.in-processing", 1)]
    [InlineData("webhook.after-claim", 1)]
    [InlineData("webhook.after-send", 2)]
    [InlineData("webhook.before-commit", 2)]
    [InlineData("webhook.after-commit", 1)]
    [InlineData("webhook.before-succeeded", 1)]
    [InlineData("webhook.in-succeeded", 1)]
    public async Task After_a_crash_another_host_delivers_the_event_under_the_same_id(string point, int arrivals)
    {
        var document = (await (await _api.Http.UploadAsync(EInvoices.Ubl())).JsonAsync(202)).Id();
        await using (var crashing = NumoraProcess.Launch(_api.ConnectionString, "worker", null,
            (CrashPoint.Variable, point), ("Numora__Egress__Allow__0", _receiver.HostAndPort),
            ("Numora__Secrets__Key", Convert.ToBase64String(new byte[32])))) // the test hosts'
            Assert.Equal(KilledBySignal9, await crashing.ExitsAsync(Soon));
        await _api.Databases.Owner.PassTimeAsync();

        var worker = new HostOn("worker", _api.ConnectionString, _receiver.HostAndPort);
        await worker.InitializeAsync();
        try
        {
            await Queries.UntilAsync(async () => await _api.ScalarAsync<long>("select count(*) from jobs") == 0, "no job is left");
        }
        finally
        {
            await worker.DisposeAsync();
        }

        var delivery = Assert.Single(await _api.Http.DeliveriesAsync(_endpoint));
        Assert.Equal(("succeeded", document), (delivery.Status(), delivery.Text("document_id")));
        Assert.Equal(arrivals, _receiver.Requests.Count);
        Assert.All(_receiver.Requests, r => Assert.Equal(delivery.Text("event_id"), r.Headers["webhook-id"]));
        Assert.Single(_receiver.Requests.Select(r => r.Text).Distinct());
    }

    [Theory]
    [InlineData("intake.before-commit", 0)]
    [InlineData("intake.after-commit", 1)]
    public async Task A_crash_leaves_a_change_with_its_event_or_neither(string point, long left)
    {
        await using (var crashing = await NumoraProcess.StartAsync(
            _api.ConnectionString, "api", null, (CrashPoint.Variable, point)))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => crashing.Http.UploadAsync(EInvoices.Ubl()));
            await crashing.ExitsAsync(Soon);
        }

        foreach (var table in new[] { "documents", "document_events", "webhook_deliveries", "jobs where kind = 'webhook'" })
            Assert.Equal(left, await _api.ScalarAsync<long>($"select count(*) from {table}"));
    }
}
