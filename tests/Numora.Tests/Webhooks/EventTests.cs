using Numora.Tests.Support;

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
        await (await app.Http.ActAsync(id, "reject")).JsonAsync();

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
}
