using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class ApprovalTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Approving_a_stale_version_is_a_conflict_that_tells_the_current_one()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answer = await app.Http.ActAsync(id, "approve", new { expected_updated_at = "2020-01-01T00:00:00.000Z" });

        var body = await answer.IsErrorAsync(409, "conflict");
        Assert.NotEqual(default, body.GetProperty("updated_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task An_exact_replay_of_an_approval_is_answered_and_changes_nothing()
    {
        var document = await app.Http.InReviewAsync();
        var request = new
        {
            expected_updated_at = document.UpdatedAt(),
            review_state = new { version = 1, confirmed_general_field_names = new[] { " invoice_date", "invoice_number" } },
        };
        var first = await (await app.Http.ActAsync(document.Id(), "approve", request)).JsonAsync();

        var second = await (await app.Http.ActAsync(document.Id(), "approve", request)).JsonAsync();

        Assert.Equal("reviewed", first.Status());
        Assert.Equal(first.GetRawText(), second.GetRawText());
    }

    [Fact]
    public async Task Of_twenty_simultaneous_approvals_one_has_an_effect()
    {
        var document = await app.Http.InReviewAsync();
        var request = new { expected_updated_at = document.UpdatedAt() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.ActAsync(document.Id(), "approve", request)));

        Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 409));
        var events = await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}/events");
        Assert.Single(events.GetProperty("data").EnumerateArray(), e => e.GetProperty("type").GetString() == "document.reviewed");
    }
}
