using Numora.Engine;
using Numora.Engine.Checks;

namespace Numora.Tests.Checks;

public sealed class CheckedTests
{
    const string Right = "invoice_number=1 invoice_date=2026-03-14 vendor_name=V currency=EUR"
        + " subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00";

    const string Wrong = "invoice_number=1 invoice_date=2026-03-14 vendor_name=V currency=EUR"
        + " subtotal_amount=100.00 tax_amount=19.00 total_amount=129.00";

    [Fact]
    public void What_agrees_keeps_its_confidence()
    {
        var read = Values.Of(Schemas.Invoice, Right, "100.00*19");

        var made = Checked.Of(read);

        Assert.All(made.Checks, c => Assert.True(c.Ok));
        Assert.Equal(["totals_add_up", "lines_sum_to_net", "tax_matches_rate"], made.Checks.Select(c => c.Code));
        Assert.Equal(Values.Confidence, made.Confidence);
        Assert.All(made.Fields.Values, f => Assert.Equal(Values.Confidence, f.Confidence));
        Assert.All(made.LineItems.Single().Fields.Values, f => Assert.Equal(Values.Confidence, f.Confidence));
    }

    [Fact]
    public void The_fields_of_a_failed_check_have_at_most_0_6_and_the_document_follows()
    {
        var made = Checked.Of(Values.Of(Schemas.Invoice, Wrong));

        var check = Assert.Single(made.Checks);
        Assert.Equal(new("totals_add_up", false), (check.Code, check.Ok));
        Assert.Equal("Net 100.00 and tax 19.00 make 119.00, but the total is 129.00.", check.Message);
        Assert.Equal(["subtotal_amount", "tax_amount", "total_amount"], check.Fields);
        Assert.All(check.Fields, f => Assert.Equal(0.6, made.Fields[f].Confidence));
        Assert.Equal(Values.Confidence, made.Fields["vendor_name"].Confidence);
        Assert.Equal((4 * Values.Confidence + 0.6) / 5, made.Confidence, 4);
    }

    [Fact]
    public void A_lower_confidence_and_a_reviewers_value_stay()
    {
        var read = Values.Of(Schemas.Invoice, Wrong);
        var fields = read.Fields.ToDictionary();
        fields["tax_amount"] = fields["tax_amount"] with { Confidence = 0.3 };
        fields["total_amount"] = fields["total_amount"] with { Confidence = 1, Source = FieldSource.Reviewer };

        var made = Checked.Of(read with { Fields = fields });

        Assert.False(Assert.Single(made.Checks).Ok);
        Assert.Equal(0.3, made.Fields["tax_amount"].Confidence);
        Assert.Equal(1, made.Fields["total_amount"].Confidence);
        Assert.Equal(0.6, made.Fields["subtotal_amount"].Confidence);
    }

    [Fact]
    public void Totals_that_confirm_each_other_leave_the_lines_in_doubt()
    {
        var made = Checked.Of(Values.Of(Schemas.Invoice, Right, "60.00", "20.00"));

        var check = Assert.Single(made.Checks, c => !c.Ok);
        Assert.Equal("lines_sum_to_net", check.Code);
        Assert.Equal(["line_items"], check.Fields);
        Assert.Equal(Values.Confidence, made.Fields["subtotal_amount"].Confidence);
        Assert.All(made.LineItems, l => Assert.Equal(0.6, l.Fields["amount"].Confidence));
        Assert.All(made.LineItems, l => Assert.Equal(Values.Confidence, l.Fields["description"].Confidence));
        Assert.All(made.LineItems, l => Assert.Equal((Values.Confidence + 0.6) / 2, l.Confidence, 4));
    }

    [Fact]
    public void Without_tax_a_net_like_the_total_confirms_nothing()
    {
        var made = Checked.Of(Values.Of(Schemas.Invoice, "subtotal_amount=100.00 tax_amount=0 total_amount=100.00", "80.00"));

        Assert.Equal(["subtotal_amount", "line_items"], Assert.Single(made.Checks, c => !c.Ok).Fields);
        Assert.Equal(0.6, made.Fields["subtotal_amount"].Confidence);
    }

    [Fact]
    public void A_wrong_rate_is_in_doubt_where_the_totals_confirm_the_tax()
    {
        var made = Checked.Of(Values.Of(Schemas.Invoice, Right, "100.00*7"));

        Assert.Equal(["line_items"], Assert.Single(made.Checks, c => !c.Ok).Fields);
        Assert.Equal(0.6, made.LineItems[0].Fields["tax_rate"].Confidence);
        Assert.Equal(Values.Confidence, made.LineItems[0].Fields["amount"].Confidence);
        Assert.Equal(Values.Confidence, made.Fields["tax_amount"].Confidence);
    }

    [Fact]
    public void Checking_again_changes_nothing_and_keeps_what_only_the_pages_could_tell()
    {
        var read = Values.Of(Schemas.Invoice, Wrong, "80.00*19") with
        {
            Checks = [new(CheckCode.EInvoiceAgrees, false, "The page shows another total.", ["total_amount"])],
        };

        var once = Checked.Of(read);
        var twice = Checked.Of(once);

        Assert.Contains(once.Checks, c => c is { Code: "einvoice_agrees", Ok: false });
        Assert.Equal(once.Checks.Select(c => (c.Code, c.Ok, c.Message)), twice.Checks.Select(c => (c.Code, c.Ok, c.Message)));
        Assert.Equal(once.Fields, twice.Fields);
        Assert.Equal(once.Confidence, twice.Confidence);
    }

    [Fact]
    public void Amounts_beyond_all_money_end_no_reading()
    {
        const string most = "79228162514264337593543950335";
        var read = Values.Of(Schemas.Invoice, $"subtotal_amount={most} tax_amount={most} total_amount={most}", $"{most}*100", $"{most}*0");

        Assert.Empty(Checked.Of(read with { Charges = [decimal.MaxValue, decimal.MinValue] }).Checks);
        var beside = Values.Of(Schemas.Invoice, Right, "1.00") with { Charges = [decimal.MaxValue, decimal.MinValue, 1, 2] };
        Assert.False(beside.Check("lines_sum_to_net")!.Ok);
    }

    [Fact]
    public void Nothing_read_is_nothing_to_check() =>
        Assert.All(Schemas.All, s => Assert.Empty(Checked.Of(Values.Of(s, "")).Checks));
}
