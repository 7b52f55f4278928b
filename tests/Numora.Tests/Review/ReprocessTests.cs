using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class ReprocessTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Corrections_survive_another_reading()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(number: "R-1", lines: 3))).Id();
        await (await app.Http.CorrectAsync(id, new
        {
            fields = new { invoice_number = "R-2", due_date = (string?)null },
            line_items = new
            {
                upsert = new object[]
                {
                    new { id = "li_2", fields = new { quantity = 7 } },
                    new { fields = new { description = "added" } },
                },
                remove = new[] { "li_1" },
            },
        })).JsonAsync();
        var before = await app.Http.GetJsonAsync($"/v1/documents/{id}/result?include=geometry");

        var answer = await (await app.Http.ActAsync(id, "reprocess")).JsonAsync(202);

        Assert.Equal("processing", answer.Status());
        Assert.Equal("review_required", (await app.Http.ReadAsync(id)).Status());
        var after = await app.Http.GetJsonAsync($"/v1/documents/{id}/result?include=geometry");
        Assert.Equal(before.GetProperty("fields").GetRawText(), after.GetProperty("fields").GetRawText());
        Assert.Equal(before.GetProperty("line_items").GetRawText(), after.GetProperty("line_items").GetRawText());
        Assert.Equal("R-2", after.GetProperty("fields").GetProperty("invoice_number").Text("value"));
        Assert.False(after.GetProperty("fields").TryGetProperty("due_date", out _));
        Assert.Equal(["li_2", "li_3", "li_4"], after.GetProperty("line_items").EnumerateArray().Select(l => l.Id()));
    }

    [Fact]
    public async Task Corrections_are_dropped_on_demand_and_their_line_ids_stay_used()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(number: "D-1", lines: 2))).Id();
        await (await app.Http.CorrectAsync(id, new
        {
            fields = new { invoice_number = "D-2" },
            line_items = new { upsert = new[] { new { fields = new { description = "added" } } }, remove = new[] { "li_1" } },
        })).JsonAsync();

        await (await app.Http.ActAsync(id, "reprocess", new { discard_corrections = true })).JsonAsync(202);

        await app.Http.ReadAsync(id);
        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result");
        Assert.Equal("D-1", result.GetProperty("fields").GetProperty("invoice_number").Text("value"));
        Assert.Equal(["li_1", "li_2"], result.GetProperty("line_items").EnumerateArray().Select(l => l.Id()));
        var added = await (await app.Http.CorrectAsync(id, new
        {
            line_items = new { upsert = new[] { new { fields = new { description = "once more" } } } },
        })).JsonAsync();
        Assert.Equal("li_4", added.GetProperty("line_items").EnumerateArray().Last().Id());
    }

    [Fact]
    public async Task An_approved_document_is_rejected_before_it_is_read_again()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        foreach (var status in new[] { "reviewed", "push_pending", "push_succeeded", "push_failed" })
        {
            await app.PutAsync(id, status);

            var answer = await app.Http.ActAsync(id, "reprocess");

            await answer.IsErrorAsync(409, "conflict");
        }
    }

    [Fact]
    public async Task A_failed_document_is_read_again()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        await app.PutAsync(id, "failed");

        var answer = await app.Http.ActAsync(id, "reprocess");

        Assert.Equal("processing", (await answer.JsonAsync(202)).Status());
        var document = await app.Http.ReadAsync(id);
        Assert.Equal("review_required", document.Status());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, document.GetProperty("failure").ValueKind);
    }

    [Fact]
    public async Task Reprocessing_what_is_being_processed_starts_nothing()
    {
        var document = await app.Http.InReviewAsync();
        await app.PutAsync(document.Id(), "processing");

        var answer = await app.Http.ActAsync(document.Id(), "reprocess");

        Assert.Equal("processing", (await answer.JsonAsync(202)).Status());
        Assert.Equal(document.UpdatedAt(), (await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}")).UpdatedAt());
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from jobs where subject = $1", document.Id()));
    }

    [Fact]
    public async Task A_reprocess_of_a_stale_version_is_a_conflict()
    {
        var document = await app.Http.InReviewAsync();

        var answer = await app.Http.ActAsync(
            document.Id(), "reprocess", new { expected_updated_at = "2020-01-01T00:00:00.000Z" });

        Assert.Equal(document.UpdatedAt(), (await answer.IsErrorAsync(409, "conflict")).UpdatedAt());
    }

    [Fact]
    public async Task Twenty_simultaneous_reprocesses_read_the_document_once_more()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.ActAsync(id, "reprocess")));

        Assert.All(answers, a => Assert.True((int)a.StatusCode is 202 or 409, $"{a.StatusCode}"));
        Assert.Contains(answers, a => (int)a.StatusCode == 202);
        Assert.Equal("review_required", (await app.Http.ReadAsync(id)).Status());
    }
}
