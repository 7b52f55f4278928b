using Numora.Engine.Receipts;
using Numora.Engine.Tests.Reading;

namespace Numora.Engine.Tests.Receipts;

/// <summary>Receipts drawn in code: what stands on them is read, from a text layer and as recognised.</summary>
public class ReceiptLayoutTests
{
    const string Restaurant = """
        60,40,14: The Copper Ladle LLC
        60,56: 218 Pine Street
        60,69: Seattle, WA 98101
        60,82: Tel: (206) 555-0147
        60,105: Check #: 48213
        60,118: Date: 05/23/2024 7:42 PM
        60,131: Server: Dana
        60,150: 2 Tomato soup
        >280,150: $13.00
        60,163: 1 Grilled salmon
        >280,163: $24.50
        60,182: Subtotal
        >280,182: $37.50
        60,195: Tax
        >280,195: $3.86
        60,208: Tip
        >280,208: $7.50
        60,226: Total
        >280,226: $48.86
        60,245: Visa ending 4821
        >280,245: $48.86
        """;

    const string Supermarket = """
        60,40,14: Frischmarkt Albers GmbH
        60,56: Lange Straße 7
        60,69: 26122 Oldenburg
        60,82: UID Nr. DE136695976
        60,110: Vollmilch 3,5%
        >280,110: 1,19 A
        60,123: Roggenbrot
        >280,123: 3,45 A
        60,136: Spülmittel
        >280,136: 2,36 B
        60,155: SUMME
        >280,155: EUR 7,00
        60,168: Bar
        >280,168: 10,00
        60,181: Rückgeld
        >280,181: 3,00
        60,205: 14.02.2024 18:06
        60,218: Bon-Nr. 90217
        """;

    const string Mail = """
        60,50,18: Receipt from Lantern Hosting
        60,80: Receipt #1420-7781
        60,93: Date paid: March 4, 2024
        60,106: Payment method: Mastercard
        60,140: Starter server
        >500,140: €12.00
        60,153: VAT (20%)
        >500,153: €2.40
        60,172: Amount paid
        >500,172: €14.40
        60,188: Total
        >500,188: €14.40
        """;

    [Theory]
    [InlineData(Restaurant, "The Copper Ladle LLC", "2024-05-23", "19:42", "48.86", "USD")]
    [InlineData(Supermarket, "Frischmarkt Albers GmbH", "2024-02-14", "18:06", "7.00", "EUR")]
    public void Merchant_date_time_total_and_currency_are_read(
        string drawing, string merchant, string date, string time, string total, string currency)
    {
        var read = Read(drawing);

        Assert.Equal(merchant, read("merchant_name"));
        Assert.Equal(date, read("transaction_date"));
        Assert.Equal(time, read("transaction_time"));
        Assert.Equal(total, read("total_amount"));
        Assert.Equal(currency, read("currency"));
    }

    [Fact]
    public void A_restaurants_receipt_has_subtotal_tax_tip_number_telephone_and_card()
    {
        var read = Read(Restaurant);

        Assert.Equal("37.50", read("subtotal_amount"));
        Assert.Equal("3.86", read("tax_amount"));
        Assert.Equal("7.50", read("tip_amount"));
        Assert.Equal("48213", read("receipt_number"));
        Assert.Equal("(206) 555-0147", read("merchant_phone"));
        Assert.Equal("218 Pine Street, Seattle, WA 98101", read("merchant_address"));
        Assert.StartsWith("Visa", read("payment_method"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_handed_over_is_not_what_was_paid()
    {
        var read = Read(Supermarket);

        Assert.Equal("7.00", read("total_amount"));
        Assert.Equal("90217", read("receipt_number"));
        Assert.Equal("DE136695976", read("merchant_tax_id"));
        Assert.Equal("Bar", read("payment_method"));
    }

    [Fact]
    public void A_receipt_by_mail_is_read_too()
    {
        var read = Read(Mail);

        Assert.Equal("2024-03-04", read("transaction_date"));
        Assert.Equal("14.40", read("total_amount"));
        Assert.Equal("2.40", read("tax_amount"));
        Assert.Equal("1420-7781", read("receipt_number"));
        Assert.Equal("EUR", read("currency"));
    }

    [Fact]
    public void Recognised_words_lend_their_doubt_to_the_fields()
    {
        var sure = ReceiptReader.Read(Sheet.Of(Restaurant)).Fields["total_amount"];
        var doubtful = ReceiptReader.Read(Sheet.Of(Restaurant, confidence: 0.6)).Fields["total_amount"];

        Assert.Equal(sure.Value, doubtful.Value);
        Assert.True(doubtful.Confidence < sure.Confidence * 0.7);
    }

    [Theory]
    [InlineData("at 14:05", "14:05")]
    [InlineData("14:05:59", "14:05:59")]
    [InlineData("2:05 PM", "14:05")]
    [InlineData("12:05AM", "00:05")]
    [InlineData("12:30 pm", "12:30")]
    [InlineData("2024-05-01T08:15:00", "08:15:00")]
    [InlineData("25:00", null)]
    [InlineData("10:61", null)]
    [InlineData("1:2:3:4", null)]
    [InlineData("Total: 5", null)]
    public void Times_of_day_are_read_in_both_clocks(string text, string? expected)
    {
        var line = Numora.Engine.Reading.LineFinder.Lines(Sheet.Of($"20,50: {text}")).Single();

        Assert.Equal(expected, Times.In(line).SingleOrDefault()?.Value);
    }

    static Func<string, string?> Read(string drawing)
    {
        var result = ReceiptReader.Read(Sheet.Of(drawing));
        return name => result.Fields.GetValueOrDefault(name)?.Value.ToString();
    }
}
