using Numora.Engine.Pages;
using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Tests.Reading;

public class LineFinderTests
{
    [Fact]
    public void Words_in_any_order_become_lines_from_top_to_bottom_and_left_to_right()
    {
        var page = Sheet.Of("50,50: one two\n300,51: three\n50,70: four five").Single();
        var shuffled = page with { Words = [.. page.Words.Reverse()] };

        var lines = LineFinder.Lines([shuffled]);

        Assert.Equal(["one two three", "four five"], lines.Select(l => l.Text));
    }

    [Fact]
    public void A_wide_gap_divides_a_line_into_segments()
    {
        var line = LineFinder.Lines(Sheet.Of("50,50: Bill to:\n300,50: Ship to:")).Single();

        Assert.Equal(["Bill to:", "Ship to:"], line.Segments.Select(s => s.Text));
    }

    [Fact]
    public void A_tall_word_does_not_bind_two_small_lines_together()
    {
        var lines = LineFinder.Lines(Sheet.Of("50,50,9: small one\n50,62,9: small two\n300,62,30: INVOICE"));

        Assert.DoesNotContain(lines, l => l.Text.Contains("one", StringComparison.Ordinal)
            && l.Text.Contains("two", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("IBAN:DE89", "IBAN: DE89")]
    [InlineData("Invoice#42", "Invoice# 42")]
    [InlineData("#42", "# 42")]
    [InlineData("10:45", "10:45")]
    [InlineData("https://a.example", "https://a.example")]
    [InlineData("USt-IdNr.DE136695976", "USt-IdNr. DE136695976")]
    [InlineData("S.p.A.", "S.p.A.")]
    public void A_label_is_cut_from_the_value_printed_against_it(string word, string parts)
    {
        var line = LineFinder.Lines(Sheet.Of($"50,50: {word}")).Single();

        Assert.Equal(parts, line.Text);
    }

    [Theory]
    [InlineData("Rechnungs-Nr.", "rechnungsnr")]
    [InlineData("N° de TVA", "nodetva")]
    [InlineData("Nº", "no")]
    [InlineData("Invoice #", "invoiceno")]
    [InlineData("Fälligkeit", "falligkeit")]
    [InlineData("Straße", "strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Œuvre", "oeuvre")]
    [InlineData("***", "")]
    public void Spellings_fold_to_letters_and_digits(string text, string folded) => Assert.Equal(folded, TextFold.Squash(text));

    [Theory]
    [InlineData("Invoice Due Date", nameof(Role.DueDate))]
    [InlineData("Rechnungs-Nr.:", nameof(Role.InvoiceNumber))]
    [InlineData("RECHNUNGSNUMMER", nameof(Role.InvoiceNumber))]
    [InlineData("Rechnungsnumer", nameof(Role.InvoiceNumber))]
    [InlineData("N° de facture :", nameof(Role.InvoiceNumber))]
    [InlineData("Fecha de vencimiento", nameof(Role.DueDate))]
    [InlineData("Totale fattura", nameof(Role.Total))]
    [InlineData("Termin płatności", nameof(Role.DueDate))]
    [InlineData("Te betalen", nameof(Role.AmountDue))]
    [InlineData("Valor a pagar", nameof(Role.AmountDue))]
    [InlineData("Umsatzssteuer", nameof(Role.Tax))]
    public void A_label_is_known_whatever_its_case_accents_or_one_wrong_letter(string text, string role)
    {
        var line = LineFinder.Lines(Sheet.Of($"50,50: {text}")).Single();

        var labels = LabelFinder.Find(line);

        Assert.Contains(labels, l => l.Role.ToString() == role && l.Span.First == 0);
    }

    [Fact]
    public void Every_role_of_the_lexicon_has_a_phrase_in_every_language_that_needs_one()
    {
        Role[] wanted = [Role.InvoiceNumber, Role.InvoiceDate, Role.DueDate, Role.Net, Role.Tax, Role.Total, Role.AmountDue,
            Role.Customer, Role.Vendor, Role.VendorTaxId, Role.Iban, Role.ColumnDescription, Role.ColumnQuantity, Role.ColumnUnitPrice,
            Role.ColumnAmount];

        foreach (var language in Enum.GetValues<Language>())
            Assert.Empty(wanted.Except(Lexicon.RolesOf(language)));
    }

    [Fact]
    public void A_line_of_hostile_length_is_cut_into_several()
    {
        var words = Enumerable.Range(0, 5000).Select(i => new Word("Total", new Box(i, 10, i + 0.9, 20), 10)).ToList();

        var lines = LineFinder.Lines([new Page(1, 5000, 100, words)]);

        Assert.Equal(5000, lines.Sum(l => l.Words.Count));
        Assert.All(lines, l => Assert.InRange(l.Words.Count, 1, 200));
    }
}
