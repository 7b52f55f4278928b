using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class RejectTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Rejecting_an_approved_document_reopens_it_and_keeps_its_marks()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        var approved = await (await app.Http.ActAsync(id, "approve", new
        {
            review_state = new { confirmed_general_field_names = new[] { "invoice_number" } },
        })).JsonAsync();

        var rejected = await (await app.Http.ActAsync(
            id, "reject", new { expected_updated_at = approved.UpdatedAt(), reason = "wrong total" })).JsonAsync();

        Assert.Equal("review_required", rejected.Status());
        Assert.Equal(approved.GetProperty("review_state").GetRawText(), rejected.GetProperty("review_state").GetRawText());
        Assert.False((await app.Http.GetJsonAsync($"/v1/documents/{id}")).GetProperty("finalized").GetBoolean());
        var last = (await app.Http.GetJsonAsync($"/v1/documents/{id}/events")).Data().Last();
        Assert.Equal("document.rejected", last.Text("type"));
        Assert.Equal("wrong total", last.GetProperty("data").Text("reason"));
    }

    [Theory]
    [InlineData("review_required", 200)]
    [InlineData("reviewed", 200)]
    [InlineData("push_pending", 200)]
    [InlineData("push_succeeded", 200)]
    [InlineData("push_failed", 200)]
    [InlineData("processing", 409)]
    [InlineData("failed", 409)]
    public async Task Rejecting_is_possible_from_every_status_with_a_result(string status, int expected)
    {
        var id = (await app.Http.InReviewAsync()).Id();
        await app.PutAsync(id, status);

        var answer = await app.Http.ActAsync(id, "reject", new { reason = "look again" });

        if (expected == 409)
            await answer.IsErrorAsync(409, "conflict");
        else
            Assert.Equal("review_required", (await answer.JsonAsync()).Status());
    }

    [Fact]
    public async Task A_reject_of_a_stale_version_is_a_conflict()
    {
        var document = await app.Http.InReviewAsync();

        var answer = await app.Http.ActAsync(
            document.Id(), "reject", new { expected_updated_at = "2020-01-01T00:00:00.000Z" });

        Assert.Equal(document.UpdatedAt(), (await answer.IsErrorAsync(409, "conflict")).UpdatedAt());
    }

    [Fact]
    public async Task A_reason_of_more_than_a_thousand_characters_is_refused()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answer = await app.Http.ActAsync(id, "reject", new { reason = new string('x', 1_001) });

        await answer.IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task Of_twenty_simultaneous_rejects_of_one_version_one_has_an_effect()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        var approved = await (await app.Http.ActAsync(id, "approve")).JsonAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            app.Http.ActAsync(id, "reject", new { expected_updated_at = approved.UpdatedAt() })));

        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 409));
        Assert.Single(await app.Http.EventTypesAsync(id), "document.rejected");
    }
}
