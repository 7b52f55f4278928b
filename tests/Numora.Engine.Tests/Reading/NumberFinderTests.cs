using System.Globalization;
using Numora.Engine.Reading;

namespace Numora.Engine.Tests.Reading;

public class NumberFinderTests
{
    [Theory]
    [InlineData("1,234.56", "1234.56", null)]
    [InlineData("1.234,56", null, "1234.56")]
    [InlineData("1234.56", "1234.56", null)]
    [InlineData("1234,56", null, "1234.56")]
    [InlineData("1.234.567", null, "1234567")]
    [InlineData("1,234,567", "1234567", null)]
    [InlineData("1.234.567,89", null, "1234567.89")]
    [InlineData("1'234.50", "1234.50", null)]
    [InlineData("1’234’567.05", "1234567.05", null)]
    [InlineData("1 234,56", null, "1234.56")]
    [InlineData("12 345 678", "12345678", "12345678")]
    [InlineData("1,00,000.00", "100000.00", null)]
    [InlineData("1.234", "1.234", "1234")]
    [InlineData("1,234", "1234", "1.234")]
    [InlineData("0,025", null, "0.025")]
    [InlineData("0.79", "0.79", null)]
    [InlineData("22,5", null, "22.5")]
    [InlineData("3.3333", "3.3333", null)]
    [InlineData(".50", "0.50", null)]
    [InlineData("42", "42", "42")]
    [InlineData("1.23.456", null, null)]
    [InlineData("1,2345,678", null, null)]
    [InlineData("12.34.56", null, null)]
    [InlineData("1234567890123456", null, null)]
    [InlineData("", null, null)]
    [InlineData("12a", null, null)]
    public void A_number_is_read_under_both_marks(string text, string? point, string? comma)
    {
        var reading = NumberText.Read(text);

        Assert.Equal((point, comma), (Text(reading.Point), Text(reading.Comma)));
    }

    [Theory]
    [InlineData("€ 1.234,56", "1234.56", "€")]
    [InlineData("€1.234,56", "1234.56", "€")]
    [InlineData("1.234,56 €", "1234.56", "€")]
    [InlineData("1.234,56€", "1234.56", "€")]
    [InlineData("EUR 99,00", "99.00", "EUR")]
    [InlineData("99,00 EUR", "99.00", "EUR")]
    [InlineData("12,90EUR", "12.90", "EUR")]
    [InlineData("CHF 1'250.00", "1250.00", "CHF")]
    [InlineData("US$ 5.00", "5.00", "US$")]
    [InlineData("$5.00", "5.00", "$")]
    [InlineData("RM 12.40", "12.40", "RM")]
    [InlineData("240,00 zł", "240.00", "zł")]
    [InlineData("Rs. 500.00", "500.00", "Rs.")]
    [InlineData("-9,32", "-9.32", null)]
    [InlineData("9,32-", "-9.32", null)]
    [InlineData("- 9,32", "-9.32", null)]
    [InlineData("€ -9,32", "-9.32", "€")]
    [InlineData("-€9.32", "-9.32", "€")]
    [InlineData("- €14.00", "-14.00", "€")]
    [InlineData("−12.00", "-12.00", null)]
    [InlineData("(12.00)", "-12.00", null)]
    [InlineData("($12.00)", "-12.00", "$")]
    [InlineData("500.00 CR", "-500.00", null)]
    [InlineData("1 430,00 €", "1430.00", "€")]
    [InlineData("12 345,00", "12345.00", null)]
    [InlineData("12,-", "12", null)]
    [InlineData("10 000€", "10000", "€")]
    [InlineData("= 18,00", "18.00", null)]
    [InlineData("*45.00", "45.00", null)]
    public void An_amount_is_read_with_sign_and_currency(string text, string value, string? currency)
    {
        var number = Assert.Single(Find(text), n => n.Value != 0);

        Assert.Equal((value, currency), (Text(number.Value), number.Currency));
        Assert.False(number.Percent);
    }

    [Theory]
    [InlineData("19%")]
    [InlineData("19 %")]
    [InlineData("(19,00 %)")]
    [InlineData("19,00%")]
    public void A_rate_is_no_money(string text)
    {
        var rate = Assert.Single(Find(text));

        Assert.True(rate is { Value: 19, Percent: true, LooksLikeMoney: false });
    }

    [Theory]
    [InlineData("INV-2024")]
    [InlineData("A4")]
    [InlineData("BE0123")]
    [InlineData("10:45")]
    [InlineData("12/2024")]
    [InlineData("€")]
    public void Codes_times_and_symbols_are_no_numbers(string text) => Assert.Empty(Find(text));

    [Fact]
    public void Columns_side_by_side_stay_apart()
    {
        var line = LineFinder.Lines(Sheet.Of("50,50: 3\n90,50: 150,00\n150,50: 450,00")).Single();

        Assert.Equal(["3", "150,00", "450,00"], NumberFinder.Find(line).Select(n => n.Span.Text));
    }

    [Theory]
    [InlineData("1.234 99,00 7,50", nameof(DecimalMark.Comma))]
    [InlineData("1,234 99.00 7.50", nameof(DecimalMark.Point))]
    [InlineData("€ 3.50 1,5 2,5", nameof(DecimalMark.Point))]
    [InlineData("1.234 5", nameof(DecimalMark.Comma))]
    public void The_documents_numbers_vote_on_the_decimal_mark(string text, string expected)
    {
        var numbers = NumberFinder.Find(LineOf(text));

        Assert.Equal(expected, DecimalMarks.Settle(numbers, usual: DecimalMark.Comma).ToString());
    }

    static IEnumerable<NumberCandidate> Find(string text)
    {
        var numbers = NumberFinder.Find(LineOf(text));
        return numbers.Select(n => n.Under(DecimalMarks.Settle(numbers, DecimalMark.Point)));
    }

    static Line LineOf(string text) => LineFinder.Lines(Sheet.Of($"20,50: {text}")).Single();

    static string? Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);
}
