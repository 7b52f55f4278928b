using Numora.Engine;

namespace Numora.Tests.Checks;

public sealed class ReceiptAndContractChecksTests
{
    [Theory]
    [InlineData("subtotal_amount=20.00 tax_amount=1.60 total_amount=21.60", true)]
    [InlineData("subtotal_amount=20.00 tax_amount=1.60 tip_amount=4.00 total_amount=25.60", true)]
    [InlineData("subtotal_amount=20.00 tax_amount=1.60 tip_amount=4.00 total_amount=21.60", true)] // the tip in cash
    [InlineData("subtotal_amount=21.20 tax_amount=1.20 total_amount=21.20", true)] // prices with tax
    [InlineData("subtotal_amount=20.03 tax_amount=1.60 total_amount=21.65", true)] // rounded to five cents
    [InlineData("subtotal_amount=99.20 tax_amount=24.80 total_amount=124.40 currency=SEK", true)] // to whole kronor
    [InlineData("subtotal_amount=20.00 tax_amount=1.60 total_amount=50.00", false)] // the cash that was given
    [InlineData("subtotal_amount=20.00 total_amount=50.00", null)]
    public void Subtotal_tax_and_tip_make_the_total(string fields, bool? ok) =>
        Assert.Equal(ok, Values.Of(Schemas.Receipt, fields).Check("totals_add_up")?.Ok);

    [Theory]
    [InlineData("total_amount=21.60", "20.00 1.60", true)]
    [InlineData("subtotal_amount=20.00 tax_amount=1.60 total_amount=21.60", "12.00 8.00", true)]
    [InlineData("tax_amount=1.60 total_amount=21.60", "12.00 8.00", true)]
    [InlineData("tip_amount=4.00 total_amount=24.00", "12.00 8.00", true)]
    [InlineData("total_amount=50.00", "12.00 8.00", false)]
    [InlineData("total_amount=50.00", "", null)]
    [InlineData("subtotal_amount=20.00", "12.00 8.00", null)]
    public void Lines_make_subtotal_or_total(string fields, string lines, bool? ok) => Assert.Equal(ok,
        Values.Of(Schemas.Receipt, fields, lines.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Check("lines_sum_to_total")?.Ok);

    [Theory]
    [InlineData("merchant_tax_id=DE136695976", true)]
    [InlineData("merchant_tax_id=DE136695977", false)]
    [InlineData("merchant_tax_id=000123456789", null)] // a GST number
    public void A_merchants_VAT_id_has_right_check_digits(string fields, bool? ok) =>
        Assert.Equal(ok, Values.Of(Schemas.Receipt, fields).Check("vat_id_checksum")?.Ok);

    [Theory]
    [InlineData("effective_date=2024-01-01 expiration_date=2026-12-31", true, null)]
    [InlineData("effective_date=2024-01-01 expiration_date=2023-12-31", false, null)]
    [InlineData("agreement_date=2024-02-01 effective_date=2024-01-01 expiration_date=2024-12-31", true, true)] // takes effect earlier
    [InlineData("agreement_date=2024-02-01 effective_date=2024-01-01 expiration_date=2024-01-31", true, false)]
    [InlineData("agreement_date=2024-02-01 effective_date=2024-03-01", null, null)]
    public void A_contract_ends_after_it_begins_and_is_made(string fields, bool? afterEffective, bool? afterAgreement)
    {
        var read = Values.Of(Schemas.Contract, fields);

        Assert.Equal(afterEffective, read.Check("expiration_after_effective_date")?.Ok);
        Assert.Equal(afterAgreement, read.Check("expiration_after_agreement_date")?.Ok);
    }
}
