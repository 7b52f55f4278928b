using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

public sealed class SubmissionTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    const string Sentence = "schema must be one of invoice_v2, receipt_v1, contract_v1";

    [Fact]
    public async Task A_schema_is_needed_and_must_exist()
    {
        const string url = "\"file_url\":\"https://example.com/a.pdf\"";
        var missing = await app.Http.SendAsync("POST", "/v1/documents", $$"""{{{url}}}""");
        var unknown = await app.Http.SendAsync("POST", "/v1/documents", $$"""{"schema":"invoice_v1",{{url}}}""");
        var empty = await app.Http.SendAsync("POST", "/v1/documents", $$"""{"schema":"",{{url}}}""");
        var number = await app.Http.SendAsync("POST", "/v1/documents", $$"""{"schema":2,{{url}}}""");
        var uploaded = await app.Http.UploadAsync(EInvoices.Ubl(), schema: "INVOICE_V2");

        await missing.IsErrorAsync(400, "invalid_payload");
        await number.IsErrorAsync(400, "invalid_payload");
        foreach (var answer in new[] { unknown, empty, uploaded })
            Assert.StartsWith(Sentence, (await answer.IsErrorAsync(422, "invalid_schema")).Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_auto_the_resource_shows_the_schema_that_was_found()
    {
        var sent = await (await app.Http.UploadAsync(EInvoices.Ubl(), schema: "auto")).JsonAsync(202);

        var document = await app.Http.ReadAsync(sent.Id());

        Assert.Equal("auto", sent.Text("schema"));
        Assert.Equal("invoice_v2", document.Text("schema"));
    }

    [Fact]
    public async Task The_same_external_id_is_the_same_document_and_starts_nothing()
    {
        var first = await app.Http.InReviewAsync(EInvoices.Ubl(), externalId: "ext-same");
        await (await app.Http.ActAsync(first.Id(), "approve")).JsonAsync();

        var again = await app.Http.UploadAsync(EInvoices.Ubl(), externalId: "ext-same", metadata: """{"other":true}""");

        var answer = await again.JsonAsync(200);
        Assert.Equal((first.Id(), "reviewed"), (answer.Id(), answer.Status()));
        var now = await app.Http.GetJsonAsync($"/v1/documents/{first.Id()}");
        Assert.Equal("{}", now.GetProperty("metadata").GetRawText());
        Assert.Equal(first.GetProperty("file").GetRawText(), now.GetProperty("file").GetRawText());
        Assert.Equal(3, (await app.Http.EventTypesAsync(first.Id())).Count);
    }

    [Fact]
    public async Task An_external_id_is_of_its_schema_and_its_workspace()
    {
        using var stranger = await app.StrangerAsync();
        var ids = new List<string>();
        foreach (var (http, schema) in new[]
        {
            (app.Http, "invoice_v2"), (app.Http, "receipt_v1"), (app.Http, "auto"), (stranger, "invoice_v2"),
        })
            ids.Add((await (await http.UploadAsync(EInvoices.Ubl(), schema, "ext-one")).JsonAsync(202)).Id());

        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_failed_document_is_processed_again_with_the_new_file()
    {
        var torn = await (await app.Http.UploadAsync("%PDF-1.4 torn"u8.ToArray(), externalId: "ext-failed")).JsonAsync(202);
        Assert.Equal("failed", (await app.Http.ReadAsync(torn.Id())).Status());

        var again = await app.Http.UploadAsync(
            EInvoices.Ubl(number: "WHOLE-1"), externalId: "ext-failed", metadata: """{"try":2}""", fileName: "whole.xml");

        Assert.Equal(torn.Id(), (await again.JsonAsync(202)).Id());
        var document = await app.Http.ReadAsync(torn.Id());
        Assert.Equal("review_required", document.Status());
        Assert.Equal("whole.xml", document.GetProperty("file").Text("name"));
        Assert.Equal("""{"try":2}""", document.GetProperty("metadata").GetRawText());
        Assert.Equal(JsonValueKind.Null, document.GetProperty("failure").ValueKind);
        var result = await app.Http.GetJsonAsync($"/v1/documents/{torn.Id()}/result");
        Assert.Equal("WHOLE-1", result.GetProperty("fields").GetProperty("invoice_number").Text("value"));
    }

    [Fact]
    public async Task What_was_confirmed_and_corrected_on_a_failed_documents_old_file_does_not_pass_to_the_new_one()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(), externalId: "ext-marks")).Id();
        await (await app.Http.CorrectAsync(id, new { fields = new { vendor_name = "Corrected" } })).JsonAsync();
        await (await app.Http.ActAsync(id, "approve", new
        {
            review_state = new { confirmed_general_field_names = new[] { "vendor_name" } },
        })).JsonAsync();
        await (await app.Http.ActAsync(id, "reject")).JsonAsync();
        await app.PutAsync(id, "failed");

        await (await app.Http.UploadAsync(EInvoices.Ubl(vendor: "New GmbH"), externalId: "ext-marks")).JsonAsync(202);

        var document = await app.Http.ReadAsync(id);
        Assert.Equal(JsonValueKind.Null, document.GetProperty("review_state").ValueKind);
        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result");
        Assert.Equal("New GmbH", result.GetProperty("fields").GetProperty("vendor_name").Text("value"));
    }

    [Fact]
    public async Task Twenty_simultaneous_submissions_of_one_external_id_make_one_document()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            app.Http.UploadAsync(EInvoices.Ubl(), externalId: "ext-race")));

        Assert.Single(answers, a => (int)a.StatusCode == 202);
        var ids = await Task.WhenAll(answers.Select(async a => (await a.JsonAsync((int)a.StatusCode is 202 ? 202 : 200)).Id()));
        Assert.Single(ids.Distinct());
        Assert.Equal("review_required", (await app.Http.ReadAsync(ids[0])).Status());
        Assert.Single((await app.Http.GetJsonAsync("/v1/documents?external_id=ext-race")).Data());
    }

    [Fact]
    public async Task Twenty_simultaneous_submissions_for_a_failed_document_read_one_new_file()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(), externalId: "ext-race-2")).Id();
        await app.PutAsync(id, "failed");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            app.Http.UploadAsync(EInvoices.Ubl(number: $"AGAIN-{i}"), externalId: "ext-race-2")));

        Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 202, $"{a.StatusCode}"));
        Assert.Single(answers, a => (int)a.StatusCode == 202);
        Assert.Equal("review_required", (await app.Http.ReadAsync(id)).Status());
        var file = await (await app.Http.GetAsync($"/v1/documents/{id}/file")).Content.ReadAsStringAsync();
        var result = await app.Http.GetJsonAsync($"/v1/documents/{id}/result");
        var number = result.GetProperty("fields").GetProperty("invoice_number").Text("value")!;
        Assert.Contains($">{number}<", file, StringComparison.Ordinal); // file and result belong together
    }

    [Theory]
    [InlineData("""{"pi":1.0,"e":1e2,"n":-0,"big":123456789012345678901234567890.5,"t":true,"f":false}""")]
    [InlineData("""{"z":"last","a":"first","Z":"case","ü":"ß"}""")]
    [InlineData("""{"quotes":"\"\\/","lines":"a\nb\tc","html":"<b>&amp;</b>","emoji":"😀"}""")]
    [InlineData("{}")]
    public async Task Metadata_comes_back_unchanged(string metadata)
    {
        foreach (var answer in new[]
        {
            await app.Http.UploadAsync(EInvoices.Ubl(), metadata: metadata),
            await app.Http.LinkAsync($"\"metadata\":{metadata}"),
        })
        {
            var sent = await answer.JsonAsync(202);
            var kept = (await app.Http.GetJsonAsync($"/v1/documents/{sent.Id()}")).GetProperty("metadata");

            var (before, after) = (JsonElement.Parse(metadata).EnumerateObject().ToList(), kept.EnumerateObject().ToList());
            Assert.Equal(before.Select(m => m.Name), after.Select(m => m.Name));
            Assert.Equal(before.Select(m => Plain(m.Value)), after.Select(m => Plain(m.Value)));
        }
    }

    /// <summary>Strings by what they say, numbers digit for digit.</summary>
    static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? $"\"{value.GetString()}" : value.GetRawText();

    [Fact]
    public async Task Metadata_is_a_flat_object_within_limits()
    {
        string Keys(int count, int length = 4) =>
            "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{$"{i}".PadLeft(length, 'k')}\":1")) + "}";

        foreach (var (metadata, taken) in new[]
        {
            (Keys(50), true), (Keys(51), false), (Keys(1, 64), true), (Keys(1, 65), false),
            ($$"""{"a":"{{new string('x', 1_000)}}"}""", true), ($$"""{"a":"{{new string('x', 1_001)}}"}""", false),
            ("""{"":1}""", false), ("""{"a":null}""", false), ("""{"a":[]}""", false), ("""{"a":{}}""", false),
            ("""{"a":1,"a":2}""", false), ("[]", false), ("\"x\"", false), ("7", false),
            ("""{"a":"\u0000"}""", false), ("""{"a":"\ud800"}""", false), ("""{"\ud800":1}""", false), ("""{"a\u0000":1}""", false),
            ($$"""{"a":{{new string('9', 41)}}}""", false),
        })
        {
            var answer = await app.Http.LinkAsync($"\"metadata\":{metadata}");

            if (taken)
                await answer.JsonAsync(202);
            else
                await answer.IsErrorAsync(400, "invalid_payload");
        }
    }

    [Fact]
    public async Task An_external_id_has_1_to_200_characters()
    {
        foreach (var (external, taken) in new[]
        {
            ("x", true), (new string('x', 200), true), (new string('x', 201), false), ("", false), ("a\\u0000", false),
            ("\\ud83d", false), (" spaces stay ", true), ("🧾", true),
        })
        {
            var answer = await app.Http.LinkAsync($"\"external_id\":\"{external}\"");

            if (!taken)
            {
                await answer.IsErrorAsync(400, "invalid_payload");
                continue;
            }

            var document = await app.Http.GetJsonAsync($"/v1/documents/{(await answer.JsonAsync(202)).Id()}");
            Assert.Equal(external, document.Text("external_id"));
            var found = await app.Http.GetJsonAsync($"/v1/documents?external_id={Uri.EscapeDataString(external)}");
            Assert.Equal(document.Id(), Assert.Single(found.Data()).Id());
        }
    }
}
