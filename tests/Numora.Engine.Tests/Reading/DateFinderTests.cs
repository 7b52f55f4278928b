using Numora.Engine.Reading;

namespace Numora.Engine.Tests.Reading;

public class DateFinderTests
{
    [Theory]
    [InlineData("2024-03-12", "2024-03-12")]
    [InlineData("2024/03/12", "2024-03-12")]
    [InlineData("2024.03.12", "2024-03-12")]
    [InlineData("2024-03-12T10:15:00", "2024-03-12")]
    [InlineData("31.12.2024", "2024-12-31")]
    [InlineData("31.12.24", "2024-12-31")]
    [InlineData("31/12/1998", "1998-12-31")]
    [InlineData("31-12-98", "1998-12-31")]
    [InlineData("12/31/2024", "2024-12-31")]
    [InlineData("1.2.2024", "2024-02-01 2024-01-02")]
    [InlineData("03/04/2024", "2024-04-03 2024-03-04")]
    [InlineData("03/04/24", "2024-04-03 2024-03-04")]
    [InlineData("05/05/2024", "2024-05-05")]
    [InlineData("15 / 02 / 2024", "2024-02-15")]
    [InlineData("15. 02. 2024", "2024-02-15")]
    [InlineData("12.03.2024r.", "2024-03-12 2024-12-03")]
    [InlineData("12MAR2018", "2018-03-12")]
    [InlineData("12-Mar-2018", "2018-03-12")]
    [InlineData("12/Mar/18", "2018-03-12")]
    [InlineData("Mar-12-2018", "2018-03-12")]
    [InlineData("2018-Mar-12", "2018-03-12")]
    [InlineData("March 12, 2018", "2018-03-12")]
    [InlineData("Jan 1st, 2022", "2022-01-01")]
    [InlineData("3rd of May 2021", "2021-05-03")]
    [InlineData("22nd Sept. 2021", "2021-09-22")]
    [InlineData("7. Mai 2014", "2014-05-07")]
    [InlineData("1. März 2020", "2020-03-01")]
    [InlineData("24.Dez.2023", "2023-12-24")]
    [InlineData("1er octobre 2023", "2023-10-01")]
    [InlineData("14 août 2022", "2022-08-14")]
    [InlineData("3 févr. 2021", "2021-02-03")]
    [InlineData("20 de abril de 2022", "2022-04-20")]
    [InlineData("5 de enero del 2023", "2023-01-05")]
    [InlineData("29 gennaio 2024", "2024-01-29")]
    [InlineData("2 ott. 2019", "2019-10-02")]
    [InlineData("19 februari 2024", "2024-02-19")]
    [InlineData("11 mrt 2020", "2020-03-11")]
    [InlineData("5 de março de 2021", "2021-03-05")]
    [InlineData("9 kwietnia 2024 r.", "2024-04-09")]
    [InlineData("30 września 2023", "2023-09-30")]
    [InlineData("29.02.2024", "2024-02-29")]
    [InlineData("29.02.2023", null)]
    [InlineData("31.04.2024", null)]
    [InlineData("00.12.2024", null)]
    [InlineData("13/13/2024", null)]
    [InlineData("01.71.17.61.67", null)]
    [InlineData("192.168.10.24", null)]
    [InlineData("4000-1-2", null)]
    [InlineData("12.03.", null)]
    [InlineData("1.234,56", null)]
    [InlineData("INV-2024-03-123", null)]
    [InlineData("A-12-03-2024", null)]
    [InlineData("10 - 12 - 14", null)]
    [InlineData("Mars", null)]
    [InlineData("May 2024", null)]
    public void A_text_holds_these_readings(string text, string? readings)
    {
        var found = DateFinder.Find(LineOf(text));

        Assert.Equal(readings, found.Count == 0 ? null : string.Join(' ', found.Single().Readings.Select(r => $"{r.Date:yyyy-MM-dd}")));
        Assert.All(found, d => Assert.False(d.Weak));
    }

    [Theory]
    [InlineData("20240312", "2024-03-12")]
    [InlineData("31122024", "2024-12-31")]
    [InlineData("12 03 2024", "2024-03-12 2024-12-03")]
    public void Bare_digits_are_a_date_only_for_who_asks(string text, string readings)
    {
        var found = DateFinder.Find(LineOf(text)).Single();

        Assert.True(found.Weak);
        Assert.Equal(readings, string.Join(' ', found.Readings.Select(r => $"{r.Date:yyyy-MM-dd}")));
    }

    [Fact]
    public void Two_dates_in_a_line_are_both_found_with_their_own_words()
    {
        var found = DateFinder.Find(LineOf("Period 01.01.2024 to 31 January 2024 incl."));

        Assert.Equal(["01.01.2024", "31 January 2024"], found.Select(d => d.Span.Text));
    }

    [Fact]
    public void Every_month_name_of_every_language_is_known()
    {
        string[] months =
        [
            "january februar mars abril maggio juni juillet sierpnia settembre outubro november diciembre",
            "januari febbraio marzec april mai junho luglio augustus septembre octubre novembre grudzień",
            "styczeń février März aprile mayo czerwca julio août setiembre październik noviembre décembre",
        ];

        foreach (var row in months)
        {
            Assert.Equal(Enumerable.Range(1, 12), row.Split(' ').Select(MonthNames.MonthOf));
        }
    }

    [Fact]
    public void Recognised_letters_that_look_like_digits_are_read_as_digits()
    {
        var line = LineFinder.Lines(Sheet.Of("50,50: l2.O3.2O24", confidence: 0.8)).Single();

        var found = DateFinder.Find(line).Single();

        Assert.Contains(found.Readings, r => r.Date == new DateOnly(2024, 3, 12));
    }

    [Theory]
    [InlineData("03/04/2024 25/04/2024", true, nameof(DateOrder.DayMonthYear))]
    [InlineData("03/04/2024 04/25/2024", false, nameof(DateOrder.MonthDayYear))]
    [InlineData("03/04/2024", true, nameof(DateOrder.MonthDayYear))]
    [InlineData("03/04/2024", false, nameof(DateOrder.DayMonthYear))]
    [InlineData("03.04.2024", true, nameof(DateOrder.DayMonthYear))]
    public void The_other_dates_then_the_country_settle_what_an_ambiguous_date_means(
        string text, bool monthFirst, string expected)
    {
        var dates = DateFinder.Find(LineOf(text));

        Assert.Equal(expected, DateOrders.Settle(dates, monthFirst).ToString());
    }

    static Line LineOf(string text) => LineFinder.Lines(Sheet.Of($"20,50: {text}")).Single();
}
