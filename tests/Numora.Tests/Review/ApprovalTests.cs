using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class ApprovalTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Approving_a_stale_version_is_a_conflict_that_tells_the_current_one()
    {
        var document = await app.Http.InReviewAsync();

        var answer = await app.Http.ActAsync(
            document.Id(), "approve", new { expected_updated_at = "2020-01-01T00:00:00.000Z" });

        var body = await answer.IsErrorAsync(409, "conflict");
        Assert.Equal("approve conflict", body.Message()); // the seeds' words
        Assert.Equal(document.UpdatedAt(), body.UpdatedAt());
    }

    [Fact]
    public async Task An_approval_answers_with_id_status_version_and_marks_and_nothing_else()
    {
        var document = await app.Http.InReviewAsync();

        var answer = await (await app.Http.ActAsync(document.Id(), "approve", new
        {
            expected_updated_at = document.UpdatedAt(),
            review_state = new { version = 1, confirmed_general_field_names = new[] { "invoice_number" } },
        })).JsonAsync();

        Assert.Equal(["id", "status", "updated_at", "review_state"], answer.EnumerateObject().Select(m => m.Name));
        Assert.Equal("reviewed", answer.Status());
        Assert.True(string.CompareOrdinal(answer.UpdatedAt(), document.UpdatedAt()) > 0);
        Assert.Equal(
            """{"version":1,"confirmed_general_field_names":["invoice_number"],"confirmed_line_item_ids":[]}""",
            answer.GetProperty("review_state").GetRawText());
        var now = await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}");
        Assert.True(now.GetProperty("finalized").GetBoolean());
        Assert.Equal(answer.UpdatedAt(), now.UpdatedAt());
    }

    [Fact]
    public async Task An_approval_needs_no_body()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answer = await (await app.Http.PostAsync($"/v1/documents/{id}/actions/approve", null)).JsonAsync();

        Assert.Equal("reviewed", answer.Status());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("review_state").ValueKind);
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
        Assert.Single(await app.Http.EventTypesAsync(document.Id()), "document.reviewed");
    }

    [Fact]
    public async Task An_approval_replayed_after_a_reject_is_a_conflict()
    {
        var document = await app.Http.InReviewAsync();
        var request = new { expected_updated_at = document.UpdatedAt() };
        await (await app.Http.ActAsync(document.Id(), "approve", request)).JsonAsync();
        await (await app.Http.ActAsync(document.Id(), "reject")).JsonAsync();

        var replay = await app.Http.ActAsync(document.Id(), "approve", request);

        await replay.IsErrorAsync(409, "conflict");
        Assert.Equal("review_required", (await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}")).Status());
    }

    [Fact]
    public async Task Approving_again_with_other_marks_and_the_current_version_changes_the_marks_alone()
    {
        var document = await app.Http.InReviewAsync();
        var first = await (await app.Http.ActAsync(document.Id(), "approve")).JsonAsync();

        var second = await (await app.Http.ActAsync(document.Id(), "approve", new
        {
            expected_updated_at = first.UpdatedAt(),
            review_state = new { confirmed_general_field_names = new[] { "vendor_name" } },
        })).JsonAsync();

        Assert.Equal("reviewed", second.Status());
        Assert.Equal("vendor_name", second.GetProperty("review_state").GetProperty("confirmed_general_field_names")[0].GetString());
        Assert.True(string.CompareOrdinal(second.UpdatedAt(), first.UpdatedAt()) > 0);
        Assert.Single(await app.Http.EventTypesAsync(document.Id()), "document.reviewed");
    }

    [Fact]
    public async Task An_earlier_approval_replayed_after_one_with_other_marks_is_answered_with_the_current_state()
    {
        var document = await app.Http.InReviewAsync();
        var earlier = new { expected_updated_at = document.UpdatedAt() };
        var approved = await (await app.Http.ActAsync(document.Id(), "approve", earlier)).JsonAsync();
        var later = new
        {
            expected_updated_at = approved.UpdatedAt(),
            review_state = new { version = 1, confirmed_general_field_names = new[] { "total_amount" } },
        };
        var current = await (await app.Http.ActAsync(document.Id(), "approve", later)).JsonAsync();

        var replayed = await (await app.Http.ActAsync(document.Id(), "approve", earlier)).JsonAsync();

        Assert.Equal(current.GetRawText(), replayed.GetRawText());
    }

    [Fact]
    public async Task Marks_are_trimmed_put_in_the_schemas_order_and_kept_once()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(lines: 3))).Id();

        var answer = await (await app.Http.ActAsync(id, "approve", new
        {
            review_state = new
            {
                version = 1,
                confirmed_general_field_names = new[] { " total_amount ", "invoice_date", "invoice_number", "invoice_date" },
                confirmed_line_item_ids = new[] { "li_3", " li_1", "li_3" },
            },
        })).JsonAsync();

        Assert.Equal(
            [["invoice_number", "invoice_date", "total_amount"], ["li_1", "li_3"]],
            answer.GetProperty("review_state").EnumerateObject().Skip(1)
                .Select(m => m.Value.EnumerateArray().Select(n => n.GetString()!).ToArray()));
    }

    [Fact]
    public async Task Marks_without_a_name_or_line_are_null()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answer = await (await app.Http.ActAsync(id, "approve", new
        {
            review_state = new
            {
                version = 1,
                confirmed_general_field_names = Array.Empty<string>(),
                confirmed_line_item_ids = Array.Empty<string>(),
            },
        })).JsonAsync();

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("review_state").ValueKind);
        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result");
        Assert.Equal(JsonValueKind.Null, result.GetProperty("review_state").ValueKind);
    }

    [Theory]
    [InlineData("""{"confirmed_general_field_names":["no_such_field"]}""", "no_such_field")]
    [InlineData("""{"confirmed_general_field_names":["quantity"]}""", "quantity")] // a field of lines
    [InlineData("""{"confirmed_general_field_names":["merchant_name"]}""", "merchant_name")] // of another schema
    [InlineData("""{"confirmed_general_field_names":[null]}""", "no field")]
    [InlineData("""{"confirmed_line_item_ids":["li_99"]}""", "li_99")]
    [InlineData("""{"version":2}""", "Must be 1")]
    public async Task Marks_that_the_document_does_not_have_are_refused(string state, string told)
    {
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());

        var answer = await app.Http.SendAsync(
            "POST", $"/v1/documents/{document.Id()}/actions/approve", $$"""{"review_state":{{state}}}""");

        var body = await answer.IsErrorAsync(422, "invalid_payload");
        Assert.Contains(told, body.Message(), StringComparison.Ordinal);
        Assert.Equal(document.UpdatedAt(), (await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}")).UpdatedAt());
    }

    [Theory]
    [InlineData("review_required", 200)]
    [InlineData("reviewed", 200)]
    [InlineData("push_pending", 200)]
    [InlineData("push_succeeded", 200)]
    [InlineData("push_failed", 200)]
    [InlineData("processing", 409)]
    [InlineData("failed", 409)]
    public async Task Approving_is_possible_from_every_status_with_a_result(string status, int expected)
    {
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());
        await app.PutAsync(document.Id(), status);

        var answer = await app.Http.ActAsync(document.Id(), "approve", new
        {
            review_state = new { confirmed_line_item_ids = new[] { "li_1" } },
            expected_updated_at = document.UpdatedAt(),
        });

        if (expected == 409)
        {
            var body = await answer.IsErrorAsync(409, "conflict");
            Assert.Equal(document.UpdatedAt(), body.UpdatedAt());
        }
        else
        {
            // A document that is being delivered, or was, stays what it is: there is no second effect.
            Assert.Equal(status == "review_required" ? "reviewed" : status, (await answer.JsonAsync()).Status());
        }
    }

    [Fact]
    public async Task Of_twenty_simultaneous_approvals_one_has_an_effect()
    {
        var document = await app.Http.InReviewAsync();
        var request = new { expected_updated_at = document.UpdatedAt() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.ActAsync(document.Id(), "approve", request)));

        Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 409));
        Assert.Single(await app.Http.EventTypesAsync(document.Id()), "document.reviewed");
    }
}
