using System.Globalization;
using System.Numerics;
using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>
/// A layout's fingerprint: the min-hash of its label words with their coarse places on the first page. The share of equal
/// hashes is about the share of words that two layouts have in common (Broder 1997, "On the resemblance and containment of
/// documents").
/// </summary>
static class LayoutPrint
{
    /// <summary>Bands of hashes: two layouts with 70 % in common share one with a probability of 99.9 %.</summary>
    const int BandCount = 16;
    const int BandSize = 3;
    const int Hashes = BandCount * BandSize;

    /// <summary>Fewer words say nothing about a layout.</summary>
    const int LeastWords = 8;
    const int MostWords = 600;
    const int ShortestWord = 3;

    /// <summary>Cells of a page. A word near the edge of its cell counts for the next as well: scans lie askew.</summary>
    const int Columns = 8;
    const int Rows = 12;
    const double Edge = 0.3;

    public static IReadOnlyList<int> Of(Page page, Extraction read)
    {
        var values = Variable(page.Number, read);
        var cells = new HashSet<ulong>();
        var words = 0;
        foreach (var word in page.Words)
        {
            var text = TextFold.Squash(word.Text);
            if (!IsLabelWord(text) || values.Exists(v => Holds(v, page.Fraction(word.Box))))
                continue;
            if (++words > MostWords)
                break;
            AddCells(cells, text, word.Box.CentreX / page.Width * Columns, word.Box.CentreY / page.Height * Rows);
        }

        return words < LeastWords ? [] : MinHashes(cells);
    }

    /// <summary>0 to 1; 0 where one of them is empty.</summary>
    public static double Similarity(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        if (a.Count != Hashes || b.Count != Hashes)
            return 0;
        var equal = 0;
        for (var i = 0; i < Hashes; i++)
            equal += a[i] == b[i] ? 1 : 0;
        return equal / (double)Hashes;
    }

    /// <summary>Layouts that are alike share at least one of these keys.</summary>
    public static IEnumerable<string> Bands(IReadOnlyList<int> print)
    {
        for (var band = 0; band < BandCount && print.Count == Hashes; band++)
        {
            var at = band * BandSize;
            var hash = Mix(((ulong)(uint)print[at] << 32) | (uint)print[at + 1]) ^ (uint)print[at + 2];
            yield return string.Create(CultureInfo.InvariantCulture, $"form:{band}:{Mix(hash):x16}");
        }
    }

    /// <summary>A word that may be printed on every document of the layout: letters only.</summary>
    internal static bool IsLabelWord(string folded) => folded.Length >= ShortestWord && folded.All(char.IsLetter);

    /// <summary>Line items and the customer differ from document to document.</summary>
    static List<FractionBox> Variable(int page, Extraction read) =>
    [
        .. read.LineItems.SelectMany(l => l.Fields.Values)
            .Concat(read.Fields.Where(f => f.Key.StartsWith("customer_", StringComparison.Ordinal)).Select(f => f.Value))
            .Where(f => f.Page == page && f.Box is not null).Select(f => f.Box!.Value).Take(MostWords),
    ];

    static bool Holds(FractionBox box, FractionBox word)
    {
        var (x, y) = ((word.X0 + word.X1) / 2, (word.Y0 + word.Y1) / 2);
        return x >= box.X0 && x <= box.X1 && y >= box.Y0 && y <= box.Y1;
    }

    static void AddCells(HashSet<ulong> cells, string word, double x, double y)
    {
        var hash = HashOf(word);
        foreach (var column in (ReadOnlySpan<double>)[x - Edge, x + Edge])
            foreach (var row in (ReadOnlySpan<double>)[y - Edge, y + Edge])
                cells.Add(Mix(hash ^ (((ulong)(uint)Cell(column, Columns) << 8) + (uint)Cell(row, Rows) + 1)));
    }

    static int Cell(double at, int count) => double.IsFinite(at) ? (int)Math.Clamp(Math.Floor(at), 0, count - 1) : 0;

    static int[] MinHashes(HashSet<ulong> cells)
    {
        var least = new int[Hashes];
        for (var i = 0; i < Hashes; i++)
        {
            var salt = Mix((ulong)(i + 1) * 0x9E3779B97F4A7C15);
            var min = uint.MaxValue;
            foreach (var cell in cells)
                min = Math.Min(min, (uint)(Mix(cell ^ salt) >> 32));
            least[i] = (int)min;
        }

        return least;
    }

    /// <summary>FNV-1a (64 bits): the same in every process, unlike <c>string.GetHashCode</c>.</summary>
    static ulong HashOf(string text)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001b3;
        return hash;
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return BitOperations.RotateLeft(x ^ (x >> 31), 7);
    }
}
