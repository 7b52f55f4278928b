using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Parties;

/// <summary>A name and, where one stands under it, its address.</summary>
internal sealed record Party(string Name, IReadOnlyList<TextSpan> NameSpans, IReadOnlyList<TextSpan> AddressSpans)
{
    public string Folded { get; } = TextFold.Squash(Name);

    public string Address => AddressOf(AddressSpans);

    public static string AddressOf(IReadOnlyList<TextSpan> lines) =>
        string.Join(", ", lines.Select(s => s.Text.Trim().Trim(',', ';', '·', '•', '-').Trim()));

    /// <summary>Everything from the name down to the address's end, as one area of the page.</summary>
    public bool Covers(TextSpan span) => NameSpans.Concat(AddressSpans).Any(s => s.Overlaps(span));
}
