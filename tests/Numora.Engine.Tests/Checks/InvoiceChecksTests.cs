using Numora.Engine;

namespace Numora.Tests.Checks;

public sealed class InvoiceChecksTests
{
    [Theory]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", true)]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.02", true)] // rounded by rate
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.03", false)]
    [InlineData("subtotal_amount=100.00 tax_amount=0 total_amount=100.00", true)] // zero-rated
    [InlineData("subtotal_amount=-100.00 tax_amount=-19.00 total_amount=-119.00", true)] // credit note
    [InlineData("subtotal_amount=-100.00 tax_amount=19.00 total_amount=-119.00", true)] // the tax without its minus
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00 amount_due=69.00", true)] // prepaid
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=129.00", false)]
    [InlineData("subtotal_amount=1000 tax_amount=100 total_amount=1102 currency=JPY", true)] // whole yen
    [InlineData("subtotal_amount=1000 tax_amount=100 total_amount=1102 currency=EUR", false)]
    public void Net_and_tax_make_the_total(string fields, bool ok) => Assert.Equal(ok, Invoice(fields).Check("totals_add_up")!.Ok);

    [Theory]
    [InlineData("subtotal_amount=100.00 total_amount=119.00")]
    [InlineData("tax_amount=19.00 total_amount=119.00")]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00")]
    [InlineData("subtotal_amount=79228162514264337593543950335 tax_amount=1 total_amount=2")] // no amount of money
    public void Without_all_of_them_nothing_is_said(string fields) => Assert.Null(Invoice(fields).Check("totals_add_up"));

    [Theory]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", "60.00 40.00", true)]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", "71.40 47.60", true)] // with tax
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", "60.00 39.97", true)] // a cent a line
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", "60.00 39.96", false)]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", "60.00", false)] // a line is missing
    [InlineData("subtotal_amount=-100.00 tax_amount=-19.00 total_amount=-119.00", "60.00 40.00", true)] // credit note
    [InlineData("tax_amount=19.00 total_amount=119.00", "60.00 40.00", true)]
    [InlineData("tax_amount=19.00 total_amount=119.00", "60.00 50.00", false)]
    [InlineData("total_amount=119.00", "119.00", true)]
    public void Lines_make_the_net_or_the_total(string fields, string lines, bool ok) =>
        Assert.Equal(ok, Invoice(fields, lines.Split(' ')).Check("lines_sum_to_net")!.Ok);

    [Theory]
    [InlineData("total_amount=119.00", "100.00")] // may be the net
    [InlineData("subtotal_amount=100.00", "60.00 *")] // a line without amount
    [InlineData("subtotal_amount=100.00", "")]
    [InlineData("invoice_number=1", "100.00")]
    public void Of_lines_whose_sum_is_unknown_nothing_is_said(string fields, string lines) =>
        Assert.Null(Invoice(fields, lines.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Check("lines_sum_to_net"));

    [Theory]
    [InlineData("202.70", "5.80 -14.73", true)] // freight and discount
    [InlineData("198.77", "-5.00", true)]
    [InlineData("199.77", "-5.00", false)]
    [InlineData("-194.00", "0.23", true)] // a discount on a credit note
    public void What_the_document_adds_and_takes_off_counts(string line, string charges, bool ok)
    {
        var read = Invoice("subtotal_amount=193.77 tax_amount=21.30 total_amount=215.07", line) with
        {
            Charges = [.. charges.Split(' ').Select(c => decimal.Parse(c, System.Globalization.CultureInfo.InvariantCulture))],
        };

        Assert.Equal(ok, read.Check("lines_sum_to_net")!.Ok);
    }

    [Theory]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00", "60.00*19 40.00*19", true)]
    [InlineData("subtotal_amount=100.00 tax_amount=14.20", "60.00*19 40.00*7", true)] // 11.40 and 2.80: two rates
    [InlineData("subtotal_amount=100.00 tax_amount=19.00", "60.00*19 40.00*7", false)]
    [InlineData("subtotal_amount=100.00 tax_amount=0", "60.00*0 40.00*0", true)] // exempt
    [InlineData("subtotal_amount=100.00 tax_amount=19.00 total_amount=119.00", "71.40*19 47.60*19", true)] // with tax
    [InlineData("subtotal_amount=-100.00 tax_amount=-19.00", "60.00*19 40.00*19", true)] // credit note
    public void Rates_and_amounts_make_the_tax(string fields, string lines, bool ok) =>
        Assert.Equal(ok, Invoice(fields, lines.Split(' ')).Check("tax_matches_rate")!.Ok);

    [Theory]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00", "60.00*19 40.00")] // a line without rate
    [InlineData("subtotal_amount=90.00 tax_amount=17.10", "60.00*19 40.00*19")] // not all of the base
    [InlineData("subtotal_amount=100.00", "100.00*19")]
    [InlineData("subtotal_amount=100.00 tax_amount=19.00", "100.00*1900")] // no rate
    public void Where_the_base_of_a_rate_is_unknown_nothing_is_said(string fields, string lines) =>
        Assert.Null(Invoice(fields, lines.Split(' ')).Check("tax_matches_rate"));

    [Theory]
    [InlineData("invoice_date=2026-03-14 due_date=2026-04-13", true)]
    [InlineData("invoice_date=2026-03-14 due_date=2026-03-14", true)] // at once
    [InlineData("invoice_date=2026-03-14 due_date=2026-03-13", false)]
    [InlineData("invoice_date=2026-03-14", null)]
    [InlineData("due_date=2026-03-14", null)]
    public void An_invoice_is_not_due_before_its_date(string fields, bool? ok) =>
        Assert.Equal(ok, Invoice(fields).Check("due_date_after_invoice_date")?.Ok);

    [Theory]
    [InlineData("vendor_iban=DE89370400440532013000", true)]
    [InlineData("vendor_iban=DE89_3704_0044_0532_0130_00", true)]
    [InlineData("vendor_iban=DE89370400440532013001", false)]
    [InlineData("vendor_iban=DE8937040044053201300", false)] // a digit short
    [InlineData("vendor_iban=000123456789", null)] // an account of the United States
    [InlineData("vendor_iban=XX", null)]
    [InlineData("customer_name=X", null)]
    public void An_IBAN_has_right_check_digits(string fields, bool? ok) => Assert.Equal(ok, Invoice(fields).Check("iban_checksum")?.Ok);

    [Theory]
    [InlineData("vendor_tax_id=DE136695976", true, "vendor_tax_id")]
    [InlineData("vendor_tax_id=DE_136_695_976", true, "vendor_tax_id")]
    [InlineData("vendor_tax_id=DE136695977", false, "vendor_tax_id")]
    [InlineData("vendor_tax_id=DE13669597", false, "vendor_tax_id")] // a digit short
    [InlineData("vendor_tax_id=DE136695976 customer_tax_id=DK16356706", false, "customer_tax_id")]
    [InlineData("vendor_tax_id=DE136695976 customer_tax_id=NL810433941B01", true, "vendor_tax_id customer_tax_id")]
    [InlineData("vendor_tax_id=136/5838/0123", null, "")] // a German tax number
    [InlineData("vendor_tax_id=DE37/302/30168", null, "")] // likewise, with a prefix
    [InlineData("vendor_tax_id=12-3456789", null, "")] // an EIN
    [InlineData("vendor_tax_id=CZ12345678", null, "")] // several kinds of number, whose digits are not known here
    [InlineData("vendor_tax_id=HRB_12345", null, "")] // a register
    public void A_VAT_id_has_right_check_digits(string fields, bool? ok, string concerned)
    {
        var check = Invoice(fields).Check("vat_id_checksum");

        Assert.Equal(ok, check?.Ok);
        Assert.Equal(concerned, string.Join(' ', check?.Fields ?? []));
    }

    [Theory]
    [InlineData("currency=EUR total_amount=119.00@€119.00", true)]
    [InlineData("currency=EUR total_amount=119.00@119,00_EUR", true)]
    [InlineData("currency=EUR total_amount=119.00@$119.00", false)]
    [InlineData("currency=CAD total_amount=119.00@$119.00", true)] // several countries have dollars
    [InlineData("currency=SEK total_amount=119.00@119,00_kr", true)]
    [InlineData("currency=EUR total_amount=119.00@119,00_kr", false)]
    [InlineData("currency=EUR subtotal_amount=100.00@USD_100.00 total_amount=119.00@€119.00", false)]
    [InlineData("currency=EUR total_amount=119.00@119.00", null)]
    [InlineData("total_amount=119.00@€119.00", null)]
    public void Amounts_are_printed_in_the_currency(string fields, bool? ok) =>
        Assert.Equal(ok, Invoice(fields).Check("currency_consistent")?.Ok);

    static Extraction Invoice(string fields, params IReadOnlyList<string> lines) => Values.Of(Schemas.Invoice, fields, lines);
}
