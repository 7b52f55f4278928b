using System.Text.Json;
using Numora.Engine;
using Numora.Engine.Checks;
using Numora.Operations;
using Numora.Platform;

namespace Numora.Tests.Operations;

public sealed class ExtractTableTests
{
    static readonly FileReading s_reading = new("a.pdf", "invoice_v2", "review_required", null, Checked.Of(Engine.Extraction.Of(
        Schemas.Invoice,
        new Dictionary<string, ExtractedField>
        {
            ["subtotal_amount"] = new(FieldValue.Of(100.00m), 0.95, FieldSource.Text),
            ["tax_amount"] = new(FieldValue.Of(19.00m), 0.95, FieldSource.Text),
            ["total_amount"] = new(FieldValue.Of(129.00m), 0.95, FieldSource.Text),
            ["invoice_date"] = new(FieldValue.Of("2026-03-14"), 0.95, FieldSource.Text),
            ["due_date"] = new(FieldValue.Of("2026-04-14"), 0.95, FieldSource.Text),
        },
        [], pageCount: 1)));

    [Fact]
    public void The_table_names_failed_checks_and_no_others()
    {
        var table = ExtractTable.Of(s_reading);

        Assert.Contains("check failed totals_add_up: Net 100.00 and tax 19.00 make 119.00, but the total is 129.00.", table);
        Assert.DoesNotContain("due_date_after_invoice_date", table);
        Assert.Matches(@"total_amount +0\.60  129\.00", table);
    }

    [Fact]
    public void The_json_has_all_checks()
    {
        var json = JsonSerializer.SerializeToElement(s_reading, Json.Options);

        var checks = json.GetProperty("result").GetProperty("checks");
        Assert.Equal(
            ["totals_add_up", "due_date_after_invoice_date"], checks.EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        Assert.Equal([false, true], checks.EnumerateArray().Select(c => c.GetProperty("ok").GetBoolean()));
    }
}
