using System.Security.Cryptography;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Documents;

public sealed class DocumentResourceTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";

    [Fact]
    public async Task A_submission_answers_exactly_as_the_seeds_say()
    {
        var answer = await app.Http.UploadAsync(Samples.Invoice());

        var sent = await answer.JsonAsync(202);
        Assert.Equal(["id", "status", "schema", "status_url", "result_url"], sent.EnumerateObject().Select(m => m.Name));
        Assert.Matches("^doc_[0-9a-hjkmnp-tv-z]{26}$", sent.Id());
        Assert.Equal("processing", sent.Status());
        Assert.Equal($"/v1/documents/{sent.Id()}", sent.Text("status_url"));
        Assert.Equal($"/v1/documents/{sent.Id()}/result", sent.Text("result_url"));
        Assert.Equal($"/v1/documents/{sent.Id()}", answer.Header("Location"));
    }

    [Fact]
    public async Task A_document_has_the_members_of_the_contract()
    {
        var file = Samples.Invoice();
        var sent = await app.Http.UploadAsync(
            file, externalId: "ap-100024", metadata: """{"source":"email-import"}""", fileName: "März.pdf");

        var document = await app.Http.ReadAsync((await sent.JsonAsync(202)).Id());

        Assert.Subset(
            document.EnumerateObject().Select(m => m.Name).ToHashSet(),
            new HashSet<string>
            {
                "id", "schema", "status", "external_id", "metadata", "created_at", "updated_at", "review_state", "duplicate_of",
                "finalized", "page_count", "file", "failure", "status_url", "result_url",
            });
        Assert.Equal("invoice_v2", document.Text("schema"));
        Assert.Equal("ap-100024", document.Text("external_id"));
        Assert.Equal("""{"source":"email-import"}""", document.GetProperty("metadata").GetRawText());
        Assert.Matches(Time, document.Text("created_at"));
        Assert.Matches(Time, document.Text("updated_at"));
        Assert.Equal(1, document.GetProperty("page_count").GetInt32());
        Assert.False(document.GetProperty("finalized").GetBoolean());
        foreach (var name in new[] { "review_state", "duplicate_of", "failure" })
            Assert.Equal(JsonValueKind.Null, document.GetProperty(name).ValueKind);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        Assert.Equal(
            $$"""{"name":"März.pdf","content_type":"application/pdf","size":{{file.Length}},"sha256":"{{sha256}}"}""",
            document.GetProperty("file").GetRawText());
    }

    [Fact]
    public async Task A_result_has_the_members_of_the_contract()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(number: "RES-1"))).Id();

        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result");

        Assert.Equal(
            [
                "id", "schema", "status", "review_state", "confidence", "fields", "line_items", "duplicate_of", "updated_at",
                "checks", "blockers",
            ],
            result.EnumerateObject().Select(m => m.Name));
        Assert.Equal("""{"value":"RES-1","confidence":1}""", result.GetProperty("fields").GetProperty("invoice_number").GetRawText());
        Assert.Equal("""{"value":119.00,"confidence":1}""", result.GetProperty("fields").GetProperty("total_amount").GetRawText());
        Assert.False(result.GetProperty("fields").TryGetProperty("vendor_iban", out _)); // not found is absent
        var line = result.GetProperty("line_items")[0];
        Assert.Equal(["id", "confidence", "fields"], line.EnumerateObject().Select(m => m.Name));
        Assert.Equal("li_1", line.Id());
        Assert.InRange(result.GetProperty("confidence").GetDouble(), 0.9, 1);
    }

    [Fact]
    public async Task With_geometry_a_field_tells_its_page_box_text_and_source()
    {
        var sent = await app.Http.UploadAsync(
            TinyPdf.OfLines("MASTER SERVICES AGREEMENT", "This Agreement is made on March 14, 2026 between", "Alpha Ltd. and Beta Inc.",
                "This Agreement shall be governed by the laws of the State of New York."), "contract_v1");
        var id = (await app.Http.ReadAsync((await sent.JsonAsync(202)).Id())).Id();

        var plain = await app.Http.GetJsonAsync($"/v1/documents/{id}/result");
        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result?include=geometry");

        Assert.All(plain.GetProperty("fields").EnumerateObject(), f =>
            Assert.Equal(["value", "confidence"], f.Value.EnumerateObject().Select(m => m.Name)));
        var field = result.GetProperty("fields").GetProperty("governing_law");
        Assert.Equal(1, field.GetProperty("page").GetInt32());
        Assert.Equal("text", field.Text("source"));
        Assert.NotEmpty(field.Text("text")!);
        var box = field.GetProperty("box").EnumerateArray().Select(b => b.GetDouble()).ToList();
        Assert.Equal(4, box.Count);
        Assert.True(box is [>= 0, >= 0, <= 1, <= 1] && box[0] < box[2] && box[1] < box[3]);
        await (await app.Http.GetAsync($"/v1/documents/{id}/result?include=everything")).IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task Document_result_file_and_page_carry_a_tag_and_are_not_sent_twice()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        foreach (var path in new[] { "", "/result", "/result?include=geometry", "/file", "/pages/1" })
        {
            var first = await app.Http.GetAsync($"/v1/documents/{id}{path}");
            var tag = first.Header("ETag")!;
            var second = await app.Http.GetAsync($"/v1/documents/{id}{path}", "If-None-Match", $"\"other\", {tag}");

            Assert.Equal(200, (int)first.StatusCode);
            Assert.Matches("^\"[^\"]+\"$", tag);
            Assert.Equal(304, (int)second.StatusCode);
            Assert.Equal(tag, second.Header("ETag"));
            Assert.Empty(await second.Content.ReadAsByteArrayAsync());
            Assert.Equal(200, (int)(await app.Http.GetAsync($"/v1/documents/{id}{path}", "If-None-Match", "\"other\"")).StatusCode);
        }

        var before = (await app.Http.GetAsync($"/v1/documents/{id}")).Header("ETag");
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        Assert.NotEqual(before, (await app.Http.GetAsync($"/v1/documents/{id}")).Header("ETag"));
        Assert.Null((await app.Http.GetAsync("/v1/documents")).Header("ETag"));
    }

    [Fact]
    public async Task There_is_no_result_while_processing_and_none_after_a_failure()
    {
        var document = await app.Http.InReviewAsync();
        await app.PutAsync(document.Id(), "processing");
        var processing = await app.Http.GetAsync($"/v1/documents/{document.Id()}/result");
        await app.PutAsync(document.Id(), "failed");
        var failed = await app.Http.GetAsync($"/v1/documents/{document.Id()}/result");

        await processing.IsErrorAsync(409, "conflict");
        Assert.NotNull(processing.Header("retry-after"));
        var body = await failed.IsErrorAsync(409, "conflict");
        Assert.Contains("file_corrupt: It is torn.", body.Message(), StringComparison.Ordinal);
        Assert.Null(failed.Header("retry-after"));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_fails_with_a_code_and_a_reason_and_has_no_error_member()
    {
        var sent = await app.Http.UploadAsync("%PDF-1.4 and nothing more"u8.ToArray());

        var document = await app.Http.ReadAsync((await sent.JsonAsync(202)).Id());

        Assert.Equal("failed", document.Status());
        Assert.Equal("file_corrupt", document.GetProperty("failure").Text("code"));
        Assert.NotEmpty(document.GetProperty("failure").Text("message")!);
        Assert.False(document.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("4be38121-3791-4856-80d5-c57dbec2cf78")]
    [InlineData("doc_")]
    [InlineData("doc_01JPWQ4Q9M7Q4Q2K8DAX1X1Q5N")]
    [InlineData("doc_01jpwq4q9m7q4q2k8dax1x1q5n0")]
    [InlineData("doc_01jpwq4q9m7q4q2k8dax1x1q5%C3%A9")]
    [InlineData("run_01jpwq4q9m7q4q2k8dax1x1q5n")]
    [InlineData("'%3B%20drop%20table%20documents%3B%20--")]
    [InlineData("%F0%9F%93%84")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%ff%fe")]
    [InlineData("LONG")]
    public async Task An_id_of_the_wrong_shape_is_not_found(string id)
    {
        id = id == "LONG" ? "doc_" + new string('a', 7_000) : id;

        foreach (var path in new[] { "", "/result", "/file", "/pages/1", "/events" })
        {
            var body = await (await app.Http.GetAsync($"/v1/documents/{id}{path}")).IsErrorAsync(404, "not_found");
            Assert.True(body.GetRawText().Length < 1_000);
        }

        await (await app.Http.ActAsync(id, "approve")).IsErrorAsync(404, "not_found");
        await (await app.Http.DeleteAsync($"/v1/documents/{id}")).IsErrorAsync(404, "not_found");
    }
}
