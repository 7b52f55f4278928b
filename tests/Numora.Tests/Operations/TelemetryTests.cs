using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>What two hosts export of a document's way through them.</summary>
[Collection(nameof(RealProcesses))]
public sealed class TelemetryTests(TracedHosts hosts) : IClassFixture<TracedHosts>
{
    const int Server = 2;
    const int Client = 3;

    [Fact]
    public async Task One_trace_leads_from_the_upload_through_reading_approval_run_and_webhooks_over_two_hosts()
    {
        var upload = Assert.Single(await hosts.SpansAsync(s => s is { Kind: Server, Name: "POST /v1/documents" }
            && s.Tags.GetValueOrDefault("numora.document.id") == hosts.Document));
        (string Name, string Role, int Count)[] steps =
        [
            ("POST /v1/documents", "api", 1), ("job extract", "worker", 1), ("document edit", "api", 1), ("document approve", "api", 1),
            ("document dispatch", "api", 1), ("job run", "worker", 1), ("job webhook", "worker", 3),
        ];
        foreach (var (name, role, count) in steps)
            await hosts.SpansAsync(s => s.TraceId == upload.TraceId && s.Name == name && s.Host["numora.role"] == role, count);

        var trace = hosts.Spans.Where(s => s.TraceId == upload.TraceId).ToList();

        Assert.All(trace, s => Assert.Equal("numora", s.Host["service.name"]));
        Assert.Equal(4, trace.Count(s => s is { Kind: Client, Source: "System.Net.Http" })); // the record, and three events
        Assert.Contains(trace, s => s.Source == "Npgsql"
            && s.Tags["db.query.text"].Contains("insert into documents", StringComparison.OrdinalIgnoreCase));
        var ids = trace.Select(s => s.Id).ToHashSet();
        Assert.All(trace, s => Assert.True(
            s.Id == upload.Id ? s.Parent.Length == 0 : ids.Contains(s.Parent), $"{s.Name} hangs in the air"));
    }

    [Fact]
    public async Task What_a_person_does_later_is_linked_with_the_request_that_did_it()
    {
        var approved = Assert.Single(await hosts.SpansAsync(s => s.Name == "document approve"));

        var request = Assert.Single(await hosts.SpansAsync(
            s => s.Kind == Server && s.Name.EndsWith("/actions/approve", StringComparison.Ordinal)));

        Assert.NotEqual(approved.TraceId, request.TraceId);
        Assert.Equal((request.TraceId, request.Id), Assert.Single(approved.Links));
        Assert.Equal(approved.TraceId, Assert.Single(request.Links).TraceId);
        Assert.StartsWith("req_", request.Tags["numora.request_id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callers_own_trace_goes_on()
    {
        const string caller = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
        request.Headers.Add("traceparent", $"00-{caller}-00f067aa0ba902b7-01");

        await hosts.Http.SendAsync(request);

        var span = Assert.Single(await hosts.SpansAsync(s => s.TraceId == caller && s.Kind == Server));
        Assert.Equal("00f067aa0ba902b7", span.Parent);
    }

    [Fact]
    public async Task No_value_secret_query_path_or_inner_address_is_exported()
    {
        await hosts.SpansAsync(s => s is { Kind: Server, Name: "GET" }); // the last request of all
        await hosts.SpansAsync(s => s.Name == "job webhook", count: 3);

        var exported = hosts.Exported;

        Assert.Contains("numora.extraction.duration", hosts.Metrics);
        Assert.Contains("http.client.request.duration", hosts.Metrics);
        foreach (var secret in new[] { TracedHosts.Mark, NumoraApp.Key, "token-of-the-erp", "whsec_", "127.0.0.1", "localhost", "Host=" })
            Assert.DoesNotContain(secret, exported, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_statement_that_fails_is_shown_as_failed_without_its_message()
    {
        await using var database = new Npgsql.NpgsqlDataSourceBuilder(hosts.Database).Build();
        await database.ExecuteAsync("""
            create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'I know % too well', new.external_id; end $$;
            create trigger refuse before insert on documents for each row when (new.external_id is not null) execute function refuse();
            """);

        var answer = await hosts.Http.UploadAsync(EInvoices.Ubl(), externalId: TracedHosts.Mark);

        await answer.IsErrorAsync(500, "internal_error");
        var span = Assert.Single(await hosts.SpansAsync(s => s.Tags.GetValueOrDefault("db.response.status_code") == "P0001"));
        Assert.Equal((2, 0, null), (span.Status, span.Events, span.StatusMessage));
        Assert.DoesNotContain("too well", hosts.Exported, StringComparison.Ordinal);
        Assert.DoesNotContain(TracedHosts.Mark, hosts.Exported, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_companies_are_not_told_of_our_traces()
    {
        Assert.NotEmpty(hosts.Others.Requests);
        foreach (var header in new[] { "traceparent", "tracestate", "baggage", "Correlation-Context" })
            Assert.All(hosts.Others.Requests, r => Assert.False(r.Headers.ContainsKey(header), header));
    }

    [Fact]
    public async Task Polls_and_what_a_host_does_for_itself_make_no_traces()
    {
        await hosts.Http.GetAsync("/healthz/live");
        await hosts.Http.GetAsync("/metrics");
        await hosts.Http.GetAsync("/v1/workspace");
        await hosts.SpansAsync(s => s.Name == "GET /v1/workspace");

        foreach (var polled in new[] { "/healthz", "/metrics" })
            Assert.DoesNotContain(hosts.Spans, s => s.Name.Contains(polled, StringComparison.Ordinal));
        Assert.DoesNotContain(hosts.Spans, s => s.Parent.Length == 0 && s.Kind == Client);
    }
}

/// <summary>Without a receiver, and with one that is away.</summary>
[Collection(nameof(RealProcesses))]
public sealed class TelemetryOffTests
{
    [Fact]
    public async Task Without_an_endpoint_nothing_is_traced_even_where_the_caller_does()
    {
        var host = new HostOn("api");
        await host.InitializeAsync();
        host.Http.DefaultRequestHeaders.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        await host.UploadAsync(1);

        Assert.Equal(1, await host.Databases.Owner.OneAsync<long>("select count(*) from documents where trace_parent is null"));
        Assert.Equal(1, await host.Databases.Owner.OneAsync<long>("select count(*) from jobs where trace_parent is null"));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_receiver_that_is_away_costs_one_line_in_the_log_and_nothing_else()
    {
        var database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);
        await using var host = await NumoraProcess.StartAsync(database, "all", null,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_BSP_SCHEDULE_DELAY", "50"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"));

        await host.Http.InReviewAsync();
        await Queries.UntilAsync(() => Task.FromResult(Warnings(host) > 0), "it was told");
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (int)(await host.Http.GetAsync("/v1/me")).StatusCode);
        await host.Http.InReviewAsync();

        Assert.Equal(1, Warnings(host));
    }

    [Theory]
    [InlineData("collector:4318", null, "OTEL_EXPORTER_OTLP_ENDPOINT is not a URL")]
    [InlineData("http://127.0.0.1:4318", "http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json': it must be grpc or http/protobuf.")]
    public async Task A_setting_that_makes_no_sense_stops_the_start_with_a_sentence(string endpoint, string? protocol, string sentence)
    {
        await using var host = NumoraProcess.Launch(null, "all", null,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));

        Assert.Equal(2, await host.ExitsAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains(sentence, host.Output, StringComparison.Ordinal);
    }

    static int Warnings(NumoraProcess host) =>
        host.Output.Split('\n').Count(line => line.Contains("Traces and metrics could not be sent", StringComparison.Ordinal));
}
