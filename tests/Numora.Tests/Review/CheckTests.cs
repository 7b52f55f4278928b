using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Review;

public sealed class CheckTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task A_result_tells_whether_its_values_agree()
    {
        var id = (await app.Http.InReviewAsync(Samples.Invoice())).Id();

        var checks = (await app.Http.GetJsonAsync($"/v1/documents/{id}/result")).GetProperty("checks");

        var totals = checks.EnumerateArray().Single(c => c.Text("code") == "totals_add_up");
        Assert.Equal(["code", "ok", "message", "fields"], totals.EnumerateObject().Select(m => m.Name));
        Assert.True(totals.GetProperty("ok").GetBoolean());
        Assert.Equal("Net 150.00 and tax 28.50 make 178.50, the total.", totals.Text("message"));
        Assert.Equal(["subtotal_amount", "tax_amount", "total_amount"], Words(totals.GetProperty("fields")));
        Assert.Subset(
            checks.EnumerateArray().Select(c => c.Text("code")!).ToHashSet(),
            new HashSet<string> { "totals_add_up", "lines_sum_to_net", "due_date_after_invoice_date", "iban_checksum", "vat_id_checksum" });
        Assert.All(checks.EnumerateArray(), c => Assert.True(c.GetProperty("ok").GetBoolean(), c.Text("message")));
    }

    [Fact]
    public async Task A_failed_check_keeps_a_document_from_being_approved_by_itself_and_its_correction_heals_it()
    {
        var http = await ApprovingAsync(0.5);

        var document = await http.InReviewAsync(EInvoices.Ubl(lines: 3)); // 150.00 in lines, the net is 100.00

        Assert.Equal("review_required", document.Status());
        Assert.Equal(["check_failed"], Blockers(document));
        var result = await http.GetJsonAsync($"/v1/documents/{document.Id()}/result");
        Assert.Equal(["check_failed"], Blockers(result));
        Assert.Equal(["subtotal_amount", "line_items"], Words(Check(result, "lines_sum_to_net", ok: false).GetProperty("fields")));
        Assert.Equal(0.6, Confidence(result, "subtotal_amount"));
        Assert.Equal([0.6, 0.6, 0.6], LineAmounts(result));
        Assert.Equal(1, Confidence(result, "total_amount"));

        var corrected = await (await http.CorrectAsync(
            document.Id(), new { line_items = new { remove = new[] { "li_3" } } })).JsonAsync();

        Check(corrected, "lines_sum_to_net", ok: true);
        Assert.Equal(1, Confidence(corrected, "subtotal_amount"));
        Assert.Equal([1, 1], LineAmounts(corrected));
        Assert.Empty(Blockers(corrected));
        Assert.Equal("review_required", corrected.Status()); // whoever corrects it approves it
    }

    [Fact]
    public async Task A_corrected_value_keeps_its_confidence_where_the_check_still_fails()
    {
        var id = (await app.Http.InReviewAsync(Samples.Invoice())).Id();

        var corrected = await (await app.Http.CorrectAsync(id, new { fields = new { total_amount = 200.00m } })).JsonAsync();

        Check(corrected, "totals_add_up", ok: false);
        Assert.Equal(1, Confidence(corrected, "total_amount"));
        Assert.Equal(0.6, Confidence(corrected, "subtotal_amount"));
        Assert.Contains("check_failed", Blockers(corrected));
        Assert.Equal("reviewed", (await (await app.Http.ActAsync(id, "approve")).JsonAsync()).Status()); // a person may
    }

    [Fact]
    public async Task Reading_again_makes_the_checks_again()
    {
        var http = await ApprovingAsync(0.5);
        var document = await http.InReviewAsync(EInvoices.Ubl(lines: 3));
        var corrections = new { fields = new { subtotal_amount = 150.00m, due_date = "2026-01-01" } };
        await (await http.CorrectAsync(document.Id(), corrections)).JsonAsync();

        await (await http.ActAsync(document.Id(), "reprocess")).JsonAsync(202);
        await http.ReadAsync(document.Id());
        var kept = await http.GetJsonAsync($"/v1/documents/{document.Id()}/result");
        await (await http.ActAsync(document.Id(), "reprocess", new { discard_corrections = true })).JsonAsync(202);
        await http.ReadAsync(document.Id());
        var asRead = await http.GetJsonAsync($"/v1/documents/{document.Id()}/result");

        Check(kept, "lines_sum_to_net", ok: true);
        Check(kept, "due_date_after_invoice_date", ok: false);
        Check(asRead, "lines_sum_to_net", ok: false);
        Check(asRead, "due_date_after_invoice_date", ok: true);
    }

    [Fact]
    public async Task A_page_that_contradicts_its_e_invoice_is_never_approved_by_itself_whatever_is_corrected()
    {
        var http = await ApprovingAsync(0);
        var pdf = new TinyPdf().Attach("factur-x.xml", EInvoices.Ubl(number: "MIS-1", total: "990.00"));
        pdf.Page().Text(50, 60, "Nordlicht GmbH").Text(50, 100, "INVOICE", 18)
            .Text(50, 130, "Invoice number:").Text(200, 130, "MIS-1").Text(50, 150, "Invoice date:").Text(200, 150, "14.03.2026")
            .Text(300, 300, "Net").Text(420, 300, "100.00 EUR").Text(300, 320, "VAT 19 %").Text(420, 320, "19.00 EUR")
            .Text(300, 340, "Total amount").Text(420, 340, "119.00 EUR");

        var document = await http.InReviewAsync(pdf.ToBytes());

        Assert.Equal(["check_failed", "einvoice_mismatch"], Blockers(document));
        var result = await http.GetJsonAsync($"/v1/documents/{document.Id()}/result");
        Assert.Equal(["total_amount"], Words(Check(result, "einvoice_agrees", ok: false).GetProperty("fields")));
        Assert.Equal(0.6, Confidence(result, "total_amount"));
        var corrected = await (await http.CorrectAsync(document.Id(), new { fields = new { total_amount = 119.00m } })).JsonAsync();
        Check(corrected, "einvoice_agrees", ok: false); // the file is what it is
        Assert.Equal(["check_failed", "einvoice_mismatch"], Blockers(corrected));
    }

    [Fact]
    public async Task What_else_keeps_a_document_from_being_approved_by_itself_is_named()
    {
        var off = await app.StrangerAsync();
        var strict = await ApprovingAsync(1);
        var lenient = await ApprovingAsync(0);

        Assert.Equal(["auto_approval_off"], Blockers(await off.InReviewAsync(EInvoices.Ubl())));
        Assert.Equal(
            ["auto_approval_off", "missing_required_field", "check_failed"],
            Blockers(await off.InReviewAsync(EInvoices.Ubl(vendor: null, lines: 3))));
        Assert.Equal(["low_confidence"], Blockers(await strict.InReviewAsync(Samples.Invoice())));
        Assert.Equal(["missing_required_field"], Blockers(await lenient.InReviewAsync(EInvoices.Ubl(vendor: null))));
    }

    [Fact]
    public async Task The_same_invoice_again_waits_for_a_person()
    {
        var http = await ApprovingAsync(0.5);
        var first = await SentAsync(http, EInvoices.Ubl(number: "TWICE-1"));

        var second = await SentAsync(http, EInvoices.Ubl(number: "TWICE-1", note: "sent again"));

        Assert.Equal(("reviewed", "review_required"), (first.Status(), second.Status()));
        Assert.Empty(Blockers(first));
        Assert.Equal(["duplicate"], Blockers(second));
        Assert.Equal(first.Id(), second.Text("duplicate_of"));
    }

    async Task<HttpClient> ApprovingAsync(double threshold)
    {
        var http = await app.StrangerAsync();
        await (await http.PatchAsJsonAsync("/v1/workspace", new { auto_approve = new { invoice_v2 = threshold } })).JsonAsync();
        return http;
    }

    static async Task<JsonElement> SentAsync(HttpClient http, byte[] file) =>
        await http.ReadAsync((await (await http.UploadAsync(file)).JsonAsync(202)).Id());

    static JsonElement Check(JsonElement result, string code, bool ok)
    {
        var check = result.GetProperty("checks").EnumerateArray().Single(c => c.Text("code") == code);
        Assert.True(check.GetProperty("ok").GetBoolean() == ok, check.Text("message"));
        return check;
    }

    static string[] Blockers(JsonElement documentOrResult) => Words(documentOrResult.GetProperty("blockers"));

    static string[] Words(JsonElement words) => [.. words.EnumerateArray().Select(w => w.GetString()!)];

    static double Confidence(JsonElement result, string field) =>
        result.GetProperty("fields").GetProperty(field).GetProperty("confidence").GetDouble();

    static double[] LineAmounts(JsonElement result) => [.. result.GetProperty("line_items").EnumerateArray()
        .Select(l => l.GetProperty("fields").GetProperty("amount").GetProperty("confidence").GetDouble())];
}
