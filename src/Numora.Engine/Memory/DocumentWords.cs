using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>
/// A document's words, to be kept beside it: where a reviewer's value stands is looked up in them, and by keys and print the
/// documents of the same vendor and layout are found.
/// </summary>
/// <param name="Packed">The words (<see cref="PackedPages"/>) of the first and the last pages.</param>
/// <param name="Keys">Everything on the pages that may name the vendor, e.g. <c>vat:DE136695976</c>.</param>
/// <param name="Print">Of the layout (<see cref="LayoutPrint"/>); empty where the page has too few words to tell.</param>
public sealed record DocumentWords(byte[] Packed, IReadOnlyList<string> Keys, IReadOnlyList<int> Print)
{
    /// <summary>Header fields stand on the first pages or the last.</summary>
    const int FirstPages = 10;
    const int LastPages = 2;

    /// <summary>Null where there are no words.</summary>
    internal static DocumentWords? Of(IReadOnlyList<Page> pages, Extraction read)
    {
        List<Page> kept = [.. pages.Where((p, i) => p.Words.Count > 0 && (i < FirstPages || i >= pages.Count - LastPages))];
        if (kept.Count == 0)
            return null;
        var first = LineFinder.Lines([kept[0]]);
        var last = kept.Count > 1 ? LineFinder.Lines([kept[^1]]) : [];
        return new(PackedPages.Pack(kept), VendorKeys.OnPages(first, last, read), LayoutPrint.Of(kept[0], read));
    }

    /// <summary>Refuses what was not packed by this program, before it is kept: the reading process is not trusted.</summary>
    /// <exception cref="InvalidDataException">It was not.</exception>
    public void Check() => PackedPages.Unpack(Packed);

    /// <summary>What documents of this layout are looked up by: <see cref="Keys"/> and the bands of <see cref="Print"/>.</summary>
    public IReadOnlyList<string> LookupKeys => [.. Keys, .. LayoutPrint.Bands(Print)];
}
