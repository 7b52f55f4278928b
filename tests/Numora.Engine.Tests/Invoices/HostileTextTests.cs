using Numora.Engine.Invoices;
using Numora.Engine.Pages;
using Numora.Engine.Receipts;

namespace Numora.Engine.Tests.Invoices;

/// <summary>Pages that no honest sender makes cost time in proportion to their size and harm nothing.</summary>
public class HostileTextTests
{
    const int Words = 20_000;
    const int FewWords = 2_500;

    /// <summary>
    /// Eight times the words may cost twenty times the memory passed through: lists that double, tables that grow.
    /// What grows with the square costs sixty-four times.
    /// </summary>
    const int MostGrowth = 20;

    static readonly string LongWord = new('A', 5_000);

    static readonly string LongNumber = new('9', 5_000);

    [Theory]
    [InlineData("Total")]
    [InlineData("01.02.2024")]
    [InlineData("Nr.")]
    [InlineData("Musterfirma GmbH")]
    [InlineData("Pos Beschreibung Menge Preis Betrag")]
    [InlineData("Rechnungsnummer: 4711 vom 01.02.2024 Total 12,00 €")]
    [InlineData("Bill to:")]
    [InlineData("12345 Musterstadt")]
    public void A_page_of_twenty_thousand_words_costs_in_proportion_to_its_size(string text)
    {
        var words = text.Split(' ');
        Cost(Dense(words, FewWords, perLine: 20)); // warm

        Func<int, Page>[] shapes = [n => Dense(words, n, perLine: 20), n => Pile(words, n)];
        foreach (var shape in shapes)
        {
            var few = Cost(shape(FewWords));
            var many = Cost(shape(Words));

            Assert.True(many < few * MostGrowth, $"{text}: {few} bytes for {FewWords} words, {many} for {Words}.");
        }
    }

    /// <summary>Bytes that both readers allocate: unlike a clock the same on every machine.</summary>
    static long Cost(Page page)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        InvoiceReader.Read([page]);
        ReceiptReader.Read([page]);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void Long_words_odd_boxes_and_strange_characters_do_no_harm()
    {
        string[] odd =
        [
            LongWord, LongNumber, "\u202e1.2.2024", "٣٤٥", "１２３,４５", "🧾", "é\u0301\u0301\u0301", "-", "%", "€€€", "..,,..", "((((",
            "9999999999.99", "0000000",
        ];
        Word[] words =
        [
            .. odd.Select((t, i) => new Word(t, new Box(10, 10 + (i * 12), 50, 20 + (i * 12)), 10)),
            new("Total", new Box(0, 0, 0, 0), 0),
            new("7,00", new Box(-50, 5, 10_000, 6), -3),
            new("Rechnung", new Box(100, 100, 90, 90), double.Epsilon),
        ];

        var read = InvoiceReader.Read([new Page(1, 595, 842, words), new Page(2, 1, 1, []), new Page(3, 595, 842, words)]);

        Assert.Equal("invoice_v2", read.Schema);
    }

    [Fact]
    public void No_pages_and_empty_pages_give_an_empty_result()
    {
        Assert.Empty(InvoiceReader.Read([]).Fields);
        Assert.Empty(ReceiptReader.Read([]).Fields);
        Assert.Empty(InvoiceReader.Read([new Page(1, 595, 842, [])]).Fields);
        Assert.Equal(1, ReceiptReader.Read([new Page(1, 595, 842, [])]).PageCount);
    }

    static Page Dense(string[] text, int count, int perLine)
    {
        var words = Enumerable.Range(0, count).Select(i => new Word(text[i % text.Length],
            new Box(i % perLine * 30, i / perLine * 12, (i % perLine * 30) + 25, (i / perLine * 12) + 10), 10));
        return new(1, 30 * perLine, (count / perLine * 12) + 12, [.. words]);
    }

    /// <summary>All at one place.</summary>
    static Page Pile(string[] text, int count) =>
        new(1, 595, 842, [.. Enumerable.Range(0, count).Select(i => new Word(text[i % text.Length], new Box(10, 10, 40, 20), 10))]);
}
