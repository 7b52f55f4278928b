using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class CorrectionTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task A_corrected_value_has_confidence_one_and_the_reviewer_as_its_source()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();

        var answer = await (await app.Http.SendAsync(
            "PATCH", $"/v1/documents/{id}/result", """{"fields":{"total_amount":120.50,"vendor_name":"  Ida & Co  "}}""")).JsonAsync();

        Assert.Equal("""{"value":120.50,"confidence":1}""", answer.GetProperty("fields").GetProperty("total_amount").GetRawText());
        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result?include=geometry");
        var vendor = result.GetProperty("fields").GetProperty("vendor_name");
        Assert.Equal("Ida & Co", vendor.Text("value"));
        Assert.Equal("reviewer", vendor.Text("source"));
        Assert.Equal("einvoice", result.GetProperty("fields").GetProperty("invoice_number").Text("source"));
        Assert.Equal(answer.UpdatedAt(), result.UpdatedAt());
    }

    [Fact]
    public async Task Null_removes_a_field()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();

        var answer = await (await app.Http.CorrectAsync(id, new { fields = new { due_date = (string?)null } })).JsonAsync();

        Assert.False(answer.GetProperty("fields").TryGetProperty("due_date", out _));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_field_is_refused_and_the_field_named()
    {
        (string Field, string Value)[] misfits =
        [
            ("invoice_number", "7"), ("invoice_number", "\"\""), ("invoice_number", "\"  \""), ("invoice_number", "[\"a\"]"),
            ("invoice_number", "{}"), ("invoice_number", "true"), ("invoice_number", "\"a\\u0000b\""),
            ("invoice_number", "\"\\ud800\""), ("invoice_number", $"\"{new string('x', 2_001)}\""),
            ("invoice_date", "\"14.03.2026\""), ("invoice_date", "\"2026-02-30\""), ("invoice_date", "20260314"),
            ("total_amount", "\"119.00\""), ("total_amount", "1e400"), ("total_amount", "1e16"),
            ("total_amount", "79228162514264337593543950336"), ("total_amount", "0.12345678901"),
            ("currency", "\"euro\""), ("currency", "\"XXQ\""), ("currency", "978"),
            ("no_such_field", "\"x\""), ("quantity", "1"), // a field of lines
        ];
        var document = await app.Http.InReviewAsync(EInvoices.Ubl(lines: 1));

        foreach (var (field, value) in misfits)
        {
            var answer = await app.Http.SendAsync(
                "PATCH", $"/v1/documents/{document.Id()}/result", $$$"""{"fields":{"{{{field}}}":{{{value}}}}}""");

            var body = await answer.IsErrorAsync(422, "invalid_payload");
            Assert.Equal($"fields.{field}", body.FaultyField());
        }

        Assert.Equal(document.UpdatedAt(), (await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}")).UpdatedAt());
    }

    [Theory]
    [InlineData("receipt_v1", new[]
    {
        "200 transaction_time \"14:20\"", "200 transaction_time \"14:20:59\"", "422 transaction_time \"25:00\"",
        "200 total_amount -12.345", "200 tip_amount 0.00",
    })]
    [InlineData("contract_v1", new[]
    {
        "200 parties [\"A Ltd\",\"B GmbH\"]", "422 parties []", "422 parties \"A Ltd\"", "422 parties [\"A\",7]",
        "200 total_value 1000000000000000", "200 initial_term \"two years\"",
    })]
    public async Task Values_are_checked_by_the_types_of_the_documents_schema(string schema, string[] values)
    {
        var sent = await app.Http.UploadAsync(Samples.Invoice(), schema);
        var id = (await app.Http.ReadAsync((await sent.JsonAsync(202)).Id())).Id();

        foreach (var (status, field, value) in values.Select(v => v.Split(' ', 3)).Select(v => (v[0], v[1], v[2])))
        {
            var answer = await app.Http.SendAsync(
                "PATCH", $"/v1/documents/{id}/result", $$$"""{"fields":{"{{{field}}}":{{{value}}}}}""");

            Assert.Equal(status, $"{(int)answer.StatusCode}");
            if (status == "200")
                Assert.Equal(
                    value, (await answer.JsonAsync()).GetProperty("fields").GetProperty(field).GetProperty("value").GetRawText());
        }
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();

        var answer = await app.Http.CorrectAsync(id, new
        {
            fields = new { total_amount = "x", nothing = 1 },
            line_items = new
            {
                upsert = new object[] { new { id = "li_9", fields = new { } }, new { fields = new { quantity = "two" } } },
                remove = new[] { "li_8" },
            },
        });

        var body = await answer.IsErrorAsync(422, "invalid_payload");
        Assert.Equal(
            ["fields.nothing", "fields.total_amount", "line_items.remove", "line_items.upsert[0].id",
                "line_items.upsert[1].fields.quantity"],
            body.GetProperty("error").GetProperty("details").EnumerateArray().Select(d => d.Text("field")!)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lines_are_changed_added_and_removed_and_keep_their_ids()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(lines: 3))).Id();

        var answer = await (await app.Http.CorrectAsync(id, new
        {
            line_items = new
            {
                upsert = new object[]
                {
                    new { id = "li_2", fields = new { description = "Changed" } },
                    new { fields = new { description = "New", quantity = 2.5 } },
                },
                remove = new[] { "li_1" },
            },
        })).JsonAsync();

        var lines = answer.GetProperty("line_items").EnumerateArray().ToList();
        Assert.Equal(["li_2", "li_3", "li_4"], lines.Select(l => l.Id()));
        Assert.Equal("Changed", lines[0].GetProperty("fields").GetProperty("description").Text("value"));
        Assert.Equal("Item 3", lines[1].GetProperty("fields").GetProperty("description").Text("value"));
        Assert.Equal(2.5m, lines[2].GetProperty("fields").GetProperty("quantity").GetProperty("value").GetDecimal());

        var next = await (await app.Http.CorrectAsync(id, new
        {
            line_items = new { upsert = new[] { new { fields = new { description = "Last" } } }, remove = new[] { "li_4" } },
        })).JsonAsync();
        Assert.Equal(["li_2", "li_3", "li_5"], next.GetProperty("line_items").EnumerateArray().Select(l => l.Id()));
    }

    [Fact]
    public async Task A_line_cannot_be_changed_and_removed_at_once()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();

        var answer = await app.Http.CorrectAsync(id, new
        {
            line_items = new
            {
                upsert = new[] { new { id = "li_1", fields = new { description = "x" } } },
                remove = new[] { "li_1" },
            },
        });

        await answer.IsErrorAsync(422, "invalid_payload");
    }

    [Fact]
    public async Task Removing_a_line_takes_its_mark_away()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();
        await (await app.Http.ActAsync(
            id, "approve", new { review_state = new { confirmed_line_item_ids = new[] { "li_1" } } })).JsonAsync();

        await (await app.Http.CorrectAsync(id, new { line_items = new { remove = new[] { "li_1" } } })).JsonAsync();

        var document = await app.Http.GetJsonAsync($"/v1/documents/{id}");
        Assert.Equal(JsonValueKind.Null, document.GetProperty("review_state").ValueKind);
    }

    [Theory]
    [InlineData("review_required", 200)]
    [InlineData("reviewed", 200)]
    [InlineData("push_pending", 200)]
    [InlineData("push_succeeded", 200)]
    [InlineData("push_failed", 200)]
    [InlineData("processing", 409)]
    [InlineData("failed", 409)]
    public async Task An_edit_sends_an_approved_document_back_to_review(string status, int expected)
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();
        await app.PutAsync(id, status);

        var answer = await app.Http.CorrectAsync(id, new { fields = new { invoice_number = "E-1" } });

        await answer.JsonAsync(expected);
        var document = await app.Http.GetJsonAsync($"/v1/documents/{id}");
        Assert.Equal(expected == 200 ? "review_required" : status, document.Status());
        Assert.False(document.GetProperty("finalized").GetBoolean());
    }

    [Fact]
    public async Task An_edit_of_a_stale_version_is_a_conflict()
    {
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());

        var answer = await app.Http.CorrectAsync(document.Id(), new
        {
            expected_updated_at = "2020-01-01T00:00:00.000Z",
            fields = new { invoice_number = "E-2" },
        });

        Assert.Equal(document.UpdatedAt(), (await answer.IsErrorAsync(409, "conflict")).UpdatedAt());
    }

    [Fact]
    public async Task A_body_of_the_wrong_shape_is_malformed()
    {
        string[] bodies =
        [
            "{}", """{"fields":[]}""", """{"fields":"x"}""", """{"line_items":[]}""", """{"line_items":{"upsert":{}}}""",
            """{"line_items":{"upsert":[null]}}""", """{"line_items":{"upsert":[{"id":"li_1"}]}}""",
            """{"line_items":{"upsert":[{"id":1,"fields":{}}]}}""", """{"line_items":{"remove":[1]}}""",
            """{"line_items":{"added":[]}}""", """{"fields":{"invoice_number":"a","invoice_number":"b"}}""",
        ];
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());

        foreach (var body in bodies)
        {
            var answer = await app.Http.SendAsync("PATCH", $"/v1/documents/{document.Id()}/result", body);
            await answer.IsErrorAsync(400, "invalid_payload");
        }

        Assert.Equal(document.UpdatedAt(), (await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}")).UpdatedAt());
    }

    [Fact]
    public async Task Of_twenty_simultaneous_edits_of_one_version_one_has_an_effect()
    {
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => app.Http.CorrectAsync(document.Id(), new
        {
            expected_updated_at = document.UpdatedAt(),
            line_items = new { upsert = new[] { new { fields = new { description = $"racer {i}" } } } },
        })));

        var won = await Assert.Single(answers, a => (int)a.StatusCode == 200).JsonAsync();
        Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 409));
        var result = await app.Http.GetJsonAsync($"/v1/documents/{document.Id()}/result");
        Assert.Equal(won.GetRawText(), result.GetRawText());
        Assert.Single(await app.Http.EventTypesAsync(document.Id()), "document.edited");
    }

    [Fact]
    public async Task The_version_rises_with_every_change_also_within_one_millisecond()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();
        var versions = new List<string>();

        for (var i = 0; i < 10; i++)
        {
            // Ahead of the clock, as after a clock was put back: the next change must still be later.
            await app.ExecuteAsync("update documents set updated_at = '2090-01-01' where id = $1 and updated_at < '2090-01-01'", id);
            var answer = await app.Http.CorrectAsync(id, new { fields = new { invoice_number = $"V-{i}" } });
            versions.Add((await answer.JsonAsync()).UpdatedAt());
        }

        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"2090-01-01T00:00:00.{i:D3}Z"), versions);
    }
}
