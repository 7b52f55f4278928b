using Numora.Engine.Pages;
using Numora.Engine.Recognition;

namespace Numora.Engine.Tests.Recognition;

public class AgreementTests
{
    [Fact]
    public void A_value_that_both_attempts_read_is_surer_than_either()
    {
        var both = Agreement.Of(Reading(("total_amount", 12.50m, 0.6)), Reading(("total_amount", 12.50m, 0.7)), Schemas.Receipt);

        Assert.Equal(FieldValue.Of(12.50m), both.Fields["total_amount"].Value);
        Assert.Equal(0.85, both.Fields["total_amount"].Confidence, 4);
    }

    [Fact]
    public void Of_two_values_the_surer_one_is_taken_and_trusted_less()
    {
        var both = Agreement.Of(Reading(("total_amount", 12.50m, 0.4)), Reading(("total_amount", 72.50m, 0.7)), Schemas.Receipt);

        Assert.Equal(FieldValue.Of(72.50m), both.Fields["total_amount"].Value);
        Assert.InRange(both.Fields["total_amount"].Confidence, 0.4, 0.69);
    }

    [Fact]
    public void What_only_one_attempt_found_is_kept()
    {
        var both = Agreement.Of(Reading(("tax_amount", 1m, 0.5)), Reading(("total_amount", 9m, 0.5)), Schemas.Receipt);

        Assert.Equal(["tax_amount", "total_amount"], both.Fields.Keys.Order());
        Assert.Equal(
            Extraction.ConfidenceOf(Schemas.Receipt, name => both.Fields.GetValueOrDefault(name)?.Confidence ?? 0), both.Confidence);
    }

    [Fact]
    public void A_second_attempt_is_made_only_for_recognised_pages_whose_required_fields_are_missing()
    {
        var asked = new List<int>();
        var text = new Page(1, 595, 842, [new("Hello", new(50, 50, 90, 60), 10)]);
        var recognised = new Page(2, 595, 842, [new("Hello", new(50, 50, 90, 60), 10, Confidence: 0.9)]) { IsRecognised = true };

        TwoReadings.Read([text, recognised], Schemas.Invoice, Again);
        TwoReadings.Read([text], Schemas.Invoice, Again);
        TwoReadings.Read([text, recognised], Schemas.Contract, Again);

        Assert.Equal([2], asked);

        Page? Again(Page page)
        {
            asked.Add(page.Number);
            return null;
        }
    }

    static Extraction Reading(params (string Name, decimal Value, double Confidence)[] fields) => Extraction.Of(
        Schemas.Receipt,
        fields.ToDictionary(f => f.Name, f => new ExtractedField(FieldValue.Of(f.Value), f.Confidence, FieldSource.Ocr, 1)),
        [], pageCount: 1);
}
