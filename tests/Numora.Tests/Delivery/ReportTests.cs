using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

/// <summary>Deliveries that another system made and reports (<c>POST …/delivery</c>).</summary>
public sealed class ReportTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task A_report_decides_the_status_and_is_shown()
    {
        var id = await app.ApprovedAsync();

        var answer = await (await SendAsync(id, Report())).JsonAsync();

        Assert.Equal((id, "push_succeeded"), (answer.Id(), answer.Status()));
        var told = answer.GetProperty("delivery");
        Assert.Equal(("n8n_crm", "succeeded", "exec-1", "external"),
            (told.Text("provider"), told.Status(), told.Text("execution_id"), told.Text("source")));
        var shown = (await app.Http.GetJsonAsync($"/v1/documents/{id}/delivery")).GetProperty("deliveries")[0];
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("destination_id").ValueKind);
        Assert.Equal("https://crm.example.com/r/7", shown.Text("external_url"));
    }

    [Fact]
    public async Task The_same_report_again_changes_nothing_whenever_it_was_computed()
    {
        var id = await app.ApprovedAsync();
        var first = await (await SendAsync(id, Report())).JsonAsync();

        var again = await (await SendAsync(id, Report(attemptedAt: "2027-01-01T00:00:00.000Z"))).JsonAsync();

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Single(await app.Http.EventTypesAsync(id), "push.succeeded");
    }

    [Fact]
    public async Task The_same_execution_id_with_other_data_is_a_conflict()
    {
        var id = await app.ApprovedAsync();
        await (await SendAsync(id, Report())).JsonAsync();

        await (await SendAsync(id, Report(record: "R-8"))).IsErrorAsync(409, "conflict");
        await (await SendAsync(id, Report(provider: "erp"))).IsErrorAsync(409, "conflict");

        var other = await app.ApprovedAsync();
        Assert.Equal(200, (int)(await SendAsync(other, Report())).StatusCode); // unique per document
    }

    [Fact]
    public async Task Twenty_simultaneous_reports_of_one_execution_are_one_attempt()
    {
        var id = await app.ApprovedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync(id, Report())));

        Assert.All(answers, a => Assert.Equal(200, (int)a.StatusCode));
        var shown = (await app.Http.GetJsonAsync($"/v1/documents/{id}/delivery")).GetProperty("deliveries")[0];
        Assert.Single(shown.GetProperty("attempts").EnumerateArray());
    }

    [Fact]
    public async Task Only_approved_documents_can_be_reported()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        await (await SendAsync(id, Report())).IsErrorAsync(409, "conflict");
    }

    [Theory]
    [InlineData("provider", "CRM")]
    [InlineData("status", "pending")]
    [InlineData("status", "done")]
    [InlineData("execution_id", "")]
    [InlineData("attempted_at", "yesterday")]
    [InlineData("external_record_id", null)]
    [InlineData("external_url", "javascript:alert(1)")]
    [InlineData("unknown", "x")]
    public async Task What_is_wrong_with_a_report_is_told_with_its_member(string member, string? value)
    {
        var id = await app.ApprovedAsync();
        var report = Report();
        report[member] = value;

        var refused = await (await SendAsync(id, report)).IsErrorAsync(400, "invalid_payload");

        Assert.Contains(member, refused.Message(), StringComparison.Ordinal);
        Assert.Equal("reviewed", (await app.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
    }

    Task<HttpResponseMessage> SendAsync(string id, Dictionary<string, object?> report) =>
        app.Http.PostAsJsonAsync($"/v1/documents/{id}/delivery", report);

    static Dictionary<string, object?> Report(
        string provider = "n8n_crm", string record = "R-7", string attemptedAt = "2026-03-24T02:36:37.684Z") => new()
        {
            ["provider"] = provider,
            ["status"] = "succeeded",
            ["execution_id"] = "exec-1",
            ["attempted_at"] = attemptedAt,
            ["external_record_id"] = record,
            ["external_url"] = "https://crm.example.com/r/7",
        };
}
