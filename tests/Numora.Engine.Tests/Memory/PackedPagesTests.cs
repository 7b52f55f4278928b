using Numora.Engine.Memory;
using Numora.Engine.Pages;
using Numora.Engine.Tests.Reading;

namespace Numora.Engine.Tests.Memory;

public class PackedPagesTests
{
    [Fact]
    public void Packed_pages_come_back_as_they_were()
    {
        Word[] words =
        [
            new("Größe", new(50.1, 60.25, 91.3, 70), 9.5, true), new("名前", new(-3, 0, 12, 4), 0, false, 0.87),
            new("🧾", new(500, 800, 510, 812.5), 12),
        ];

        var back = PackedPages.Unpack(PackedPages.Pack([new(1, 595, 842, words), new(7, 300.5, 100, [])]));

        Assert.Equal([1, 7], back.Select(p => p.Number));
        Assert.Equal(300.5, back[1].Width);
        Assert.Equal(words.Select(w => (w.Text, w.Bold, w.Confidence)), back[0].Words.Select(w => (w.Text, w.Bold, w.Confidence)));
        Assert.All(words.Zip(back[0].Words), w => Assert.Equal(w.First.Box.X0, w.Second.Box.X0, 0.03));
        Assert.All(words.Zip(back[0].Words), w => Assert.Equal(w.First.Box.Y1, w.Second.Box.Y1, 0.06));
    }

    [Fact]
    public void No_more_words_are_kept_than_the_limit_and_boxes_out_of_all_bounds_do_no_harm()
    {
        Word[] words =
        [
            new(new string('x', 5_000), new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, 1e300), double.NaN),
            .. Enumerable.Range(0, PackedPages.MaxWords + 5).Select(i => new Word($"w{i}", new(i, i, i + 5, i + 9), 10)),
        ];

        var back = PackedPages.Unpack(PackedPages.Pack([new(1, double.NaN, 842, words), new(2, 595, 842, words)]));

        Assert.Equal(PackedPages.MaxWords, back.Sum(p => p.Words.Count));
        Assert.True(back[0].Words[0].Text.Length < 200);
    }

    [Fact]
    public void An_ordinary_page_takes_few_bytes()
    {
        var page = Sheet.Of(Invoices.Layouts.German)[0];

        var packed = PackedPages.Pack([page]);

        Assert.True(packed.Length < page.Words.Count * 14, $"{packed.Length} bytes for {page.Words.Count} words");
    }

    [Fact]
    public void What_is_no_packing_is_refused()
    {
        var packed = PackedPages.Pack(Sheet.Of("50,60: Rechnung 4711"));
        var bomb = new byte[20_000_000];
        var compressed = new byte[1_000_000];
        System.IO.Compression.BrotliEncoder.TryCompress(bomb, compressed, out var length, 3, 18);

        foreach (var bytes in (byte[][])[[], [1, 2, 3], packed[..^4], compressed[..length]])
            Assert.Throws<InvalidDataException>(() => PackedPages.Unpack(bytes));
    }
}
