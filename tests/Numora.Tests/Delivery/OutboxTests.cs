using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

public sealed class OutboxTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task The_outbox_has_the_seeds_shape_and_lists_the_oldest_change_first()
    {
        var my = await StrangerAsync();
        var ids = new[] { await my.ApprovedAsync(), await my.ApprovedAsync(), await my.ApprovedAsync() };
        var waiting = (await my.Http.InReviewAsync()).Id();

        var outbox = await my.Http.GetJsonAsync("/v1/delivery/outbox?provider=dynamics365&limit=100");

        Assert.Equal(ids, outbox.Data().Select(d => d.Text("document_id")));
        Assert.DoesNotContain(outbox.Data(), d => d.Text("document_id") == waiting);
        var item = outbox.Data().First();
        Assert.Equal(
            ["document_id", "schema", "status", "external_id", "metadata", "result_url", "dispatch_url", "updated_at", "attempts",
                "last_error"],
            item.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("invoice_v2", "reviewed", $"/v1/documents/{ids[0]}/result", $"/v1/documents/{ids[0]}/dispatch"),
            (item.Text("schema"), item.Status(), item.Text("result_url"), item.Text("dispatch_url")));
        Assert.Equal("""{"provider":"dynamics365","next_cursor":null}""", outbox.GetProperty("meta").GetRawText());
        Assert.Equal(JsonValueKind.Null, (await my.Http.GetJsonAsync("/v1/delivery/outbox"))
            .GetProperty("meta").GetProperty("provider").ValueKind);
    }

    [Fact]
    public async Task A_walk_meets_each_document_once_whatever_changes_meanwhile()
    {
        var my = await StrangerAsync();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add(await my.ApprovedAsync());

        var met = new List<string>();
        string? cursor = null;
        do
        {
            var page = await my.Http.GetJsonAsync($"/v1/delivery/outbox?provider=erp&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            met.AddRange(page.Data().Select(d => d.Text("document_id")!));
            cursor = page.GetProperty("meta").Text("next_cursor");
            if (met.Count == 2)
            {
                // One that was met is rejected and approved again, one that was not met is reported, a new one comes.
                await (await my.Http.ActAsync(ids[0], "reject")).JsonAsync();
                await (await my.Http.ActAsync(ids[0], "approve")).JsonAsync();
                await (await ReportAsync(my, ids[4], "erp", "succeeded")).JsonAsync();
                ids.Add(await my.ApprovedAsync());
            }
        }
        while (cursor is not null);

        Assert.Equal([ids[0], ids[1], ids[2], ids[3], ids[5], ids[6]], met);
        var next = (await my.Http.GetJsonAsync("/v1/delivery/outbox?provider=erp")).Data().Select(d => d.Text("document_id"));
        Assert.Equal([ids[1], ids[2], ids[3], ids[5], ids[6], ids[0], ids[7]], next);
    }

    [Fact]
    public async Task What_is_delivered_to_one_provider_still_waits_for_another()
    {
        var my = await StrangerAsync();
        var (done, skipped) = (await my.ApprovedAsync(), await my.ApprovedAsync());
        await (await ReportAsync(my, done, "crm", "succeeded")).JsonAsync();
        await (await ReportAsync(my, skipped, "crm", "skipped")).JsonAsync();

        Assert.Empty(await ListedAsync(my, "?provider=crm"));
        Assert.Equal([done, skipped], await ListedAsync(my, "?provider=erp"));
        Assert.Equal([skipped], await ListedAsync(my, "")); // its status is reviewed
        Assert.Empty(await ListedAsync(my, "?provider=erp&schema=receipt_v1"));
        Assert.Equal(2, (await ListedAsync(my, "?provider=erp&schema=invoice_v2")).Count);
    }

    [Fact]
    public async Task After_a_failure_a_document_comes_back_when_the_wait_is_over_and_after_the_last_only_by_hand()
    {
        var my = await StrangerAsync();
        var id = await my.ApprovedAsync();

        for (var failure = 1; failure <= 2; failure++)
        {
            await (await ReportAsync(my, id, "erp", "failed")).JsonAsync();
            Assert.Empty(await ListedAsync(my, "?provider=erp"));
            Assert.Empty(await ListedAsync(my, ""));
            Assert.Single(await ListedAsync(my, "?provider=crm"));
            await Queries.UntilAsync(async () => (await ListedAsync(my, "?provider=erp")).Count == 1, "it comes back");
        }

        var item = (await my.Http.GetJsonAsync("/v1/delivery/outbox?provider=erp")).Data().Single();
        Assert.Equal(("push_failed", 2, "E1"),
            (item.Status(), item.GetProperty("attempts").GetInt32(), item.GetProperty("last_error").Text("code")));
        await (await ReportAsync(my, id, "erp", "failed")).JsonAsync(); // the third and last
        await Task.Delay(2_500);
        Assert.Empty(await ListedAsync(my, "?provider=erp"));
        Assert.Equal("push_succeeded", (await (await ReportAsync(my, id, "erp", "succeeded")).JsonAsync()).Status());
    }

    [Fact]
    public async Task Bad_parameters_are_told()
    {
        foreach (var query in new[]
            { "?limit=0", "?limit=501", "?limit=x", "?provider=Dynamics", "?cursor=cur_x", "?provider=" + new string('a', 51) })
            await (await app.Http.GetAsync($"/v1/delivery/outbox{query}")).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.GetAsync("/v1/delivery/outbox?schema=invoice_v1")).IsErrorAsync(422, "invalid_schema");
        Assert.Equal(200, (int)(await app.Http.GetAsync("/v1/delivery/outbox?limit=500&cursor=")).StatusCode);
    }

    async Task<DeliveryCalls> StrangerAsync() => new(await app.StrangerAsync(), app.Receiver);

    static async Task<List<string>> ListedAsync(DeliveryCalls my, string query) =>
        [.. (await my.Http.GetJsonAsync($"/v1/delivery/outbox{query}")).Data().Select(d => d.Text("document_id")!)];

    static int s_report;

    static Task<HttpResponseMessage> ReportAsync(DeliveryCalls my, string id, string provider, string status) =>
        my.Http.PostAsJsonAsync($"/v1/documents/{id}/delivery", new
        {
            provider,
            status,
            execution_id = $"exec-{Interlocked.Increment(ref s_report)}",
            attempted_at = "2026-03-24T02:36:37.684Z",
            external_record_id = status == "succeeded" ? "R-1" : null,
            error_code = status == "failed" ? "E1" : null,
        });
}
