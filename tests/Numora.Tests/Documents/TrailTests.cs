using Numora.Tests.Support;

namespace Numora.Tests.Documents;

public sealed class TrailTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task The_trail_tells_what_changed_when_by_whom_and_caused_by_which_request()
    {
        using var http = app.Client(NumoraApp.Key);
        http.DefaultRequestHeaders.Add("x-request-id", "case-4711");
        var key = (await http.GetJsonAsync("/v1/me")).GetProperty("key").Id();
        var id = (await http.InReviewAsync(EInvoices.Ubl(number: "T-1"))).Id();
        await (await http.CorrectAsync(id, new { fields = new { invoice_number = "T-2" } })).JsonAsync();
        await (await http.ActAsync(id, "approve")).JsonAsync();
        await (await http.ActAsync(id, "reject", new { reason = "not mine" })).JsonAsync();
        await (await http.ActAsync(id, "reprocess")).JsonAsync(202);
        var document = await http.ReadAsync(id);

        var events = (await app.Http.GetJsonAsync($"/v1/documents/{id}/events")).Data().ToList();

        Assert.Equal(
            [
                "document.processing processing first key", "document.review_required review_required system",
                "document.edited review_required first key", "document.reviewed reviewed first key",
                "document.rejected review_required first key", "document.processing processing first key",
                "document.review_required review_required system",
            ],
            events.Select(e => $"{e.Text("type")} {e.Status()} {e.Text("actor")}"));
        Assert.All(events, e => Assert.Matches("^evt_[0-9a-hjkmnp-tv-z]{26}$", e.Id()));
        Assert.All(events, e => Assert.Equal("case-4711", e.Text("request_id")));
        Assert.All(events, e => Assert.Equal(e.Text("actor") == "system" ? null : key, e.Text("actor_key_id")));
        Assert.Equal(events.Select(e => e.Text("at")).Order(StringComparer.Ordinal).Distinct(), events.Select(e => e.Text("at")));
        Assert.Equal(document.UpdatedAt(), events[^1].Text("at"));
        Assert.Equal(
            """{"changes":[{"to":"T-2","from":"T-1","field":"invoice_number"}]}""",
            events[2].GetProperty("data").GetRawText().Replace(" ", ""));
    }

    [Fact]
    public async Task A_trail_is_paged_like_all_lists()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        for (var i = 0; i < 3; i++)
            await (await app.Http.ActAsync(id, "reject")).JsonAsync();
        var other = (await app.Http.InReviewAsync()).Id();

        var first = await app.Http.GetJsonAsync($"/v1/documents/{id}/events?limit=3");
        var second = await app.Http.GetJsonAsync($"/v1/documents/{id}/events?cursor={first.Text("next_cursor")}");

        Assert.Equal([3, 2], [first.Data().Count(), second.Data().Count()]);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        await (await app.Http.GetAsync($"/v1/documents/{other}/events?cursor={first.Text("next_cursor")}"))
            .IsErrorAsync(400, "invalid_payload");
    }
}
