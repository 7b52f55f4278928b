using Numora.Engine;
using Numora.Engine.EInvoice;

namespace Numora.Tests.EInvoice;

public sealed class InvalidValueTests
{
    [Theory]
    [InlineData("NaN")]
    [InlineData("INF")]
    [InlineData("1,190.00")]
    [InlineData("119,00")]
    [InlineData("1.19E2")]
    [InlineData("119.00 EUR")]
    [InlineData("99999999999999999999999999999999")]
    public void An_amount_that_is_no_decimal_is_left_out_with_a_warning_that_names_the_field(string amount)
    {
        var xml = SmallInvoice.With(total: $"<r:GrandTotalAmount>{amount}</r:GrandTotalAmount>");

        var read = EInvoiceReader.Read(xml);

        Assert.DoesNotContain("total_amount", read.Fields);
        var warning = Assert.Single(read.Warnings);
        Assert.Equal("einvoice_invalid_value", warning.Code);
        Assert.Equal(["total_amount"], warning.Fields);
        Assert.Contains(amount, warning.Message);
        Assert.Contains("line 18", warning.Message);
        Assert.Equal(0.8, read.Confidence); // one of five required fields is missing
    }

    [Theory]
    [InlineData("20260301", "2026-03-01")]
    [InlineData(" 20260301\n", "2026-03-01")]
    [InlineData("202603012359", "2026-03-01")]
    [InlineData("20260301235959", "2026-03-01")]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2026-03-01Z", "2026-03-01")]
    [InlineData("2026-03-01T23:30:00.000-05:00", "2026-03-01")]
    [InlineData("20240229", "2024-02-29")]
    public void A_date_is_the_day_that_is_written(string written, string day)
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(date: written));

        Assert.Equal(FieldValue.Of(day), read.Fields["invoice_date"].Value);
        Assert.Empty(read.Warnings);
    }

    [Theory]
    [InlineData("99999999")]
    [InlineData("9999-99-99")]
    [InlineData("20260230")]
    [InlineData("202603")]
    [InlineData("2026030")]
    [InlineData("260301")]
    [InlineData("01.03.2026")]
    [InlineData("00010101")]
    [InlineData("2026-03-01 or so")]
    [InlineData("２０２６０３０１")]
    public void A_date_that_is_none_is_left_out_with_a_warning_that_names_the_field(string written)
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(date: written));

        Assert.DoesNotContain("invoice_date", read.Fields);
        var warning = Assert.Single(read.Warnings);
        Assert.Equal("einvoice_invalid_value", warning.Code);
        Assert.Equal(["invoice_date"], warning.Fields);
    }

    [Theory]
    [InlineData("Euro")]
    [InlineData("€")]
    [InlineData("E1R")]
    public void A_currency_that_is_no_code_is_left_out(string currency)
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(currency: currency));

        Assert.DoesNotContain("currency", read.Fields);
        Assert.Equal(["currency"], Assert.Single(read.Warnings).Fields);
    }

    [Fact]
    public void An_amount_that_is_given_only_in_another_currency_is_left_out()
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(
            total: """<r:GrandTotalAmount currencyID="USD">119.00</r:GrandTotalAmount>"""));

        Assert.DoesNotContain("total_amount", read.Fields);
        Assert.Contains("119.00 USD", Assert.Single(read.Warnings).Message);
    }

    [Fact]
    public void A_wrong_value_in_a_line_item_leaves_the_rest_of_the_line()
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(quantity: "many"));

        Assert.Equal(["description"], Assert.Single(read.LineItems).Fields.Keys);
        var warning = Assert.Single(read.Warnings);
        Assert.Equal(["line_items"], warning.Fields);
        Assert.Contains("Quantity of line 1", warning.Message);
    }

    [Fact]
    public void Empty_elements_are_absent_without_a_warning()
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(seller: " ", date: "", total: "<r:GrandTotalAmount/>"));

        Assert.Equal(["invoice_number", "currency"], read.Fields.Keys);
        Assert.Empty(read.Warnings);
    }
}
