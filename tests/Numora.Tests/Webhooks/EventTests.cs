using System.Net.Http.Json;
using System.Text;
using Numora.Access;
using Numora.Documents;
using Numora.Tests.Support;
using Numora.Webhooks;

namespace Numora.Tests.Webhooks;

/// <summary>Which changes of a document are told, how, and how often.</summary>
public sealed class EventTests(WebhookApp app) : IClassFixture<WebhookApp>, IAsyncLifetime
{
    static readonly string[] Documents = ["document.processing", "document.review_required", "document.reviewed", "document.failed"];

    TestReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await TestReceiver.StartAsync();
        _receiver.On("/hook", 200, "thanks");
    }

    public async Task DisposeAsync()
    {
        foreach (var endpoint in (await app.Http.GetJsonAsync(WebhookCalls.Endpoints)).Data())
            await app.Http.DeleteAsync($"{WebhookCalls.Endpoints}/{endpoint.Id()}");
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Every_change_of_status_is_told_with_ids_only_and_the_trails_own_id()
    {
        await app.Http.EndpointAsync($"{_receiver.Base}/hook", Documents);

        var id = (await app.Http.InReviewAsync()).Id();
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        await (await app.Http.ActAsync(id, "reject", new { reason = "Geheimnis" })).JsonAsync();

        var told = (await _receiver.WaitForAsync(4)).Select(r => r.Json()).OrderBy(e => e.Text("created_at")).ToList();
        Assert.Equal(
            ["document.processing", "document.review_required", "document.reviewed", "document.review_required"],
            told.Select(e => e.Text("type")));
        Assert.Equal(
            ["processing", "review_required", "reviewed", "review_required"], told.Select(e => e.GetProperty("data").Status()));
        Assert.All(told, e =>
        {
            Assert.Equal(["id", "type", "created_at", "data"], e.EnumerateObject().Select(m => m.Name));
            Assert.Equal(["document_id", "schema", "status"], e.GetProperty("data").EnumerateObject().Select(m => m.Name));
            Assert.Equal(id, e.GetProperty("data").Text("document_id"));
            Assert.Equal("invoice_v2", e.GetProperty("data").Text("schema"));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", e.Text("created_at"));
        });
        var trail = (await app.Http.GetJsonAsync($"/v1/documents/{id}/events")).Data().ToDictionary(e => e.Id());
        Assert.All(told, e => Assert.Equal(trail[e.Id()].Text("at"), e.Text("created_at")));
    }

    [Fact]
    public async Task An_edit_that_reopens_a_document_is_told_and_one_that_does_not_is_not()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();
        await app.Http.EndpointAsync($"{_receiver.Base}/hook", Documents);

        await (await app.Http.CorrectAsync(id, new { fields = new { invoice_number = "first" } })).JsonAsync();
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        await (await app.Http.CorrectAsync(id, new { fields = new { invoice_number = "second" } })).JsonAsync();

        var told = await _receiver.WaitForAsync(2);
        Assert.Equal(
            ["document.review_required", "document.reviewed"], told.Select(r => r.Json().Text("type")).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(told, r => r.Text.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_and_one_that_needs_no_person_are_told()
    {
        using var http = await app.StrangerAsync();
        var endpoint = (await http.EndpointAsync($"{_receiver.Base}/hook", "document.failed", "document.reviewed")).Id();
        await (await http.PatchAsJsonAsync("/v1/workspace", new { auto_approve = new { invoice_v2 = 0.5 } })).JsonAsync();

        await http.ReadAsync((await (await http.UploadAsync(Encoding.ASCII.GetBytes("%PDF-1.4 torn"))).JsonAsync(202)).Id());
        await http.ReadAsync((await (await http.UploadAsync(EInvoices.Ubl())).JsonAsync(202)).Id());

        var told = (await _receiver.WaitForAsync(2)).Select(r => r.Json().Text("type")!);
        Assert.Equal(["document.failed", "document.reviewed"], told.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await http.DeliveriesAsync(endpoint)).Count);
    }

    [Fact]
    public async Task Twenty_simultaneous_approvals_are_one_event()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook", "document.reviewed")).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.ActAsync(id, "approve")));

        Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 409, $"{a.StatusCode}"));
        await _receiver.WaitForAsync(1);
        await Task.Delay(300);
        Assert.Single(_receiver.Requests);
        Assert.Single(await app.Http.DeliveriesAsync(endpoint));
    }

    [Fact]
    public async Task Only_endpoints_of_the_workspace_that_ask_for_the_type_and_are_enabled_are_told()
    {
        var wanting = (await app.Http.EndpointAsync($"{_receiver.Base}/hook", "document.processing")).Id();
        var other = (await app.Http.EndpointAsync($"{_receiver.Base}/other", "document.failed", "run.failed")).Id();
        var disabled = (await app.Http.EndpointAsync($"{_receiver.Base}/disabled", "document.processing")).Id();
        await (await app.Http.ChangeAsync(disabled, new { enabled = false })).JsonAsync();
        using var stranger = await app.StrangerAsync();
        var foreign = (await stranger.EndpointAsync($"{_receiver.Base}/foreign", "document.processing")).Id();

        await app.Http.InReviewAsync(EInvoices.Ubl());

        await _receiver.WaitForAsync(1);
        Assert.Single(await app.Http.DeliveriesAsync(wanting));
        Assert.Empty(await app.Http.DeliveriesAsync(other));
        Assert.Empty(await app.Http.DeliveriesAsync(disabled));
        Assert.Empty(await stranger.DeliveriesAsync(foreign));
    }

    [Fact]
    public async Task Erasing_a_document_leaves_only_its_id_in_what_was_sent()
    {
        const string canary = "Geheimrat4471";
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook", Documents)).Id();
        var id = (await app.Http.InReviewAsync(
            EInvoices.Ubl(vendor: canary, number: canary), externalId: canary)).Id();
        await _receiver.WaitForAsync(2);

        await app.Http.DeleteAsync($"/v1/documents/{id}");

        Assert.Equal(2, (await app.Http.DeliveriesAsync(endpoint)).Count(d => d.Text("document_id") == id));
        var kept = await app.ScalarAsync<string>(
            "select string_agg(d::text || convert_from(d.body, 'UTF8'), ' ') from webhook_deliveries d where document_id = $1", id);
        Assert.DoesNotContain(canary, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(_receiver.Requests, r => r.Text.Contains(canary, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_delivery_leaves_in_the_trail_is_told_with_its_ids_and_nothing_else()
    {
        var (by, now) = (new Actor("n8n", null, null), DateTimeOffset.UnixEpoch.AddYears(56));
        var document = new Document("ws_1", "invoice_v2", null, Metadata.Empty, by, now);
        document.Note("push.failed", by, now, new
        {
            run_id = "run_1",
            workflow_id = "wf_1",
            destination_id = "dst_1",
            provider = "http",
            execution_id = "exec-7",
            error_message = "Geheimnis",
            attempts = 3,
        });
        document.Note("push.queued", by, now, new { run_id = "run_2" });
        var (failed, queued) = (document.Events.ElementAt(1), document.Events.ElementAt(2));

        var told = WebhookEvent.Of(failed, "invoice_v2");

        Assert.Equal($$$"""
            {"id":"{{{failed.Id}}}","type":"push.failed","created_at":"2026-01-01T00:00:00.001Z","data":{"document_id":"{{{document.Id}}}",
            "schema":"invoice_v2","status":"processing","run_id":"run_1","workflow_id":"wf_1","destination_id":"dst_1",
            "provider":"http","execution_id":"exec-7"}}
            """.ReplaceLineEndings(""), Encoding.UTF8.GetString(told.Body));
        Assert.Null(WebhookEvent.TypeOf(queued));
    }
}
