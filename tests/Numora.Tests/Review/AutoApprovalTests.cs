using System.Net.Http.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class AutoApprovalTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Without_a_threshold_every_document_waits_for_a_person()
    {
        var stranger = await app.StrangerAsync();

        var document = await stranger.InReviewAsync(EInvoices.Ubl());

        Assert.Equal("review_required", document.Status());
        Assert.Equal("{}", (await stranger.GetJsonAsync("/v1/workspace")).GetProperty("auto_approve").GetRawText());
    }

    [Fact]
    public async Task A_document_as_sure_as_the_threshold_is_approved_by_auto()
    {
        var http = await app.StrangerAsync();
        await (await http.PatchAsJsonAsync("/v1/workspace", new { auto_approve = new { invoice_v2 = 0.98 } })).JsonAsync();

        var sent = await (await http.UploadAsync(EInvoices.Ubl())).JsonAsync(202);

        var document = await http.ReadAsync(sent.Id());
        Assert.Equal("reviewed", document.Status());
        Assert.True(document.GetProperty("finalized").GetBoolean());
        var last = (await http.GetJsonAsync($"/v1/documents/{sent.Id()}/events")).Data().Last();
        Assert.Equal(("document.reviewed", "auto"), (last.Text("type"), last.Text("actor")));
    }

    [Fact]
    public async Task A_document_that_lacks_a_required_field_waits_for_a_person()
    {
        var http = await app.StrangerAsync();
        await (await http.PatchAsJsonAsync("/v1/workspace", new { auto_approve = new { invoice_v2 = 0.0 } })).JsonAsync();

        var document = await http.InReviewAsync(EInvoices.Ubl(vendor: null));

        Assert.Equal("review_required", document.Status());
    }

    [Fact]
    public async Task The_threshold_of_a_schema_is_switched_off_with_null()
    {
        var http = await app.StrangerAsync();
        await (await http.PatchAsJsonAsync("/v1/workspace", new { auto_approve = new { invoice_v2 = 0.5 } })).JsonAsync();

        var answer = await http.PatchAsJsonAsync("/v1/workspace", new { auto_approve = new { invoice_v2 = (double?)null } });

        Assert.Equal("{}", (await answer.JsonAsync()).GetProperty("auto_approve").GetRawText());
        Assert.Equal("review_required", (await http.InReviewAsync(EInvoices.Ubl())).Status());
    }

    [Theory]
    [InlineData("""{"auto_approve":{"invoice_v2":1.01}}""", 422)]
    [InlineData("""{"auto_approve":{"invoice_v2":-0.1}}""", 422)]
    [InlineData("""{"auto_approve":{"invoice_v9":0.9}}""", 422)]
    [InlineData("""{"auto_approve":{"invoice_v2":"0.9"}}""", 400)]
    [InlineData("""{"auto_approve":null}""", 400)]
    [InlineData("""{"auto_approve":[]}""", 400)]
    [InlineData("""{"name":"mine"}""", 400)]
    [InlineData("{}", 400)]
    public async Task A_threshold_lies_between_0_and_1_and_belongs_to_a_schema(string body, int status)
    {
        var answer = await app.Http.SendAsync("PATCH", "/v1/workspace", body);

        await answer.IsErrorAsync(status, "invalid_payload");
    }
}
