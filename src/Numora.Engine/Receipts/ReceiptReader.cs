using Numora.Engine.Pages;

namespace Numora.Engine.Receipts;

/// <summary>Reads a receipt off the words of its pages.</summary>
internal static class ReceiptReader
{
    public static Extraction Read(IReadOnlyList<Page> pages) =>
        Extraction.Of(Schemas.Receipt, new Dictionary<string, ExtractedField>(), [], pages.Count);
}
