using System.Text;
using Numora.Tests.Delivery;
using Numora.Tests.Support;
using Numora.Tests.Webhooks;

namespace Numora.Tests.Operations;

/// <summary>
/// Two real processes, one for the API and one for jobs, that send traces and metrics to a receiver; and a document that goes all
/// the way through them, with words in its values, its addresses and its keys that must not get out.
/// </summary>
public sealed class TracedHosts : IAsyncLifetime
{
    /// <summary>In everything that must not be exported.</summary>
    public const string Mark = "Zaunkoenig";

    TestReceiver _collector = null!;
    NumoraProcess _api = null!;
    NumoraProcess _worker = null!;

    public string Database { get; private set; } = null!;

    public string Document { get; private set; } = null!;

    internal TestReceiver Others { get; private set; } = null!;

    internal HttpClient Http => _api.Http;

    internal IReadOnlyList<OtlpSpan> Spans =>
        [.. _collector.Requests.Where(r => r.Path == "/v1/traces").SelectMany(r => Otlp.Spans(r.Body))];

    internal IReadOnlyList<string> Metrics =>
        [.. _collector.Requests.Where(r => r.Path == "/v1/metrics").SelectMany(r => Otlp.Metrics(r.Body))];

    /// <summary>All bytes that were exported, as text.</summary>
    internal string Exported => string.Join('\n', _collector.Requests.Select(r => Encoding.UTF8.GetString(r.Body)));

    public async Task InitializeAsync()
    {
        (_collector, Others) = (await TestReceiver.StartAsync(), await TestReceiver.StartAsync());
        _collector.On("/v1/traces", 200, contentType: "application/x-protobuf");
        _collector.On("/v1/metrics", 200, contentType: "application/x-protobuf");
        Database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);
        (string, string?)[] settings =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Base), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ("Numora__Egress__Allow__0", Others.HostAndPort),
        ];
        _api = await NumoraProcess.StartAsync(Database, "api", null, settings);
        _worker = await NumoraProcess.StartAsync(Database, "worker", null, settings);
        await AllTheWayAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _worker.DisposeAsync();
        await _collector.DisposeAsync();
        await Others.DisposeAsync();
    }

    /// <summary>Waits until such spans have arrived.</summary>
    internal async Task<List<OtlpSpan>> SpansAsync(Func<OtlpSpan, bool> which, int count = 1)
    {
        List<OtlpSpan> found = [];
        await Queries.UntilAsync(() =>
        {
            found = [.. Spans.Where(which)];
            return Task.FromResult(found.Count >= count);
        }, $"{count} such spans have arrived");
        return found;
    }

    async Task AllTheWayAsync()
    {
        var delivery = new DeliveryCalls(Http, Others);
        await delivery.RouteAsync($"/erp-{Mark}", new { url = $"{Others.Base}/erp-{Mark}?token={Mark}", external_id = "$.id" });
        Others.On($"/hook-{Mark}", 204);
        await Http.EndpointAsync(
            $"{Others.Base}/hook-{Mark}?token={Mark}", "document.review_required", "document.reviewed", "push.succeeded");

        var file = EInvoices.Ubl(number: $"N-{Mark}", vendor: Mark, note: Mark);
        var sent = await Http.UploadAsync(file, metadata: $$"""{"who":"{{Mark}}"}""", fileName: $"{Mark}.xml");
        Document = (await sent.JsonAsync(202)).Id();
        await Http.ReadAsync(Document);
        await (await Http.CorrectAsync(Document, new { fields = new { vendor_name = $"{Mark} KG" } })).JsonAsync();
        await (await Http.ActAsync(Document, "approve")).JsonAsync();
        var run = (await (await delivery.DispatchAsync(Document)).JsonAsync(202)).GetProperty("run_id").GetString()!;
        Assert.Equal("succeeded", (await delivery.EndedAsync(run)).Status());
        await Others.WaitForAsync(4, TimeSpan.FromSeconds(30)); // the record, and three events
        await Http.GetAsync($"/v1/documents?external_id={Mark}");
        await Http.GetAsync($"/{Mark}/{Mark}?q={Mark}");
    }
}
