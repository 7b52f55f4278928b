using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

public sealed class DispatchTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task An_approved_document_is_delivered_and_everything_says_so()
    {
        var destination = await app.RouteAsync("/one");
        var id = await app.ApprovedAsync("INV-1");

        var answer = await (await app.DispatchAsync(id, new { destination_id = destination })).JsonAsync(202);
        var run = await app.EndedAsync(answer.Text("run_id")!);

        Assert.Equal(("push_pending", id), (answer.Status(), answer.Id()));
        Assert.Equal("succeeded", run.Status());
        Assert.Equal("rec-1", run.Text("external_record_id"));
        Assert.Equal("push_succeeded", (await app.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
        var sent = Assert.Single(app.Receiver.Requests, r => r.Path == "/one");
        var body = JsonElement.Parse(sent.Text);
        Assert.Equal("INV-1", body.Text("number"));
        Assert.Equal("numora", body.Text("origin"));
        Assert.Equal("Bearer token-of-the-erp", sent.Headers["Authorization"]);
        var shown = await app.Http.GetJsonAsync($"/v1/documents/{id}/delivery");
        var delivery = Assert.Single(shown.GetProperty("deliveries").EnumerateArray());
        Assert.Equal(("succeeded", "rec-1"), (delivery.Status(), delivery.Text("external_record_id")));
        var attempt = Assert.Single(delivery.GetProperty("attempts").EnumerateArray());
        Assert.Equal(("managed", run.Id()), (attempt.Text("source"), attempt.Text("run_id")));
        Assert.DoesNotContain("token-of-the-erp", await app.LogAsync(run.Id()), StringComparison.Ordinal);
        Assert.Contains("push.succeeded", await app.Http.EventTypesAsync(id));
    }
}
