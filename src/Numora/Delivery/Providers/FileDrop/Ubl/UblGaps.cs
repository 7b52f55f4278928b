namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>What keeps an invoice from being one by EN 16931-1, in its own terms (BT-…) and rules (BR-…).</summary>
sealed class UblGaps
{
    /// <summary>Of many lines with the same gap these are named.</summary>
    const int MaxLinesNamed = 5;

    readonly List<(string Term, string What, string? Line)> _missing = [];
    readonly List<string> _broken = [];
    readonly List<string> _notes = [];

    /// <summary>How a value came about that no field holds.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whole sentences, each term once.</summary>
    public IReadOnlyList<string> Sentences =>
    [
        .. _missing.GroupBy(m => (m.Term, m.What)).Select(g =>
            $"{g.Key.Term} ({g.Key.What}) is missing{In([.. g.Select(m => m.Line).OfType<string>()])}."),
        .. _broken.Distinct(),
    ];

    /// <param name="what">In words, with the field that it would come from.</param>
    public void Missing(string term, string what, string? line = null) => _missing.Add((term, what, line));

    public void Breaks(string rule, string sentence) => _broken.Add($"{rule}: {sentence}");

    public void Note(string sentence) => _notes.Add(sentence);

    static string In(List<string> lines) => lines.Count switch
    {
        0 => "",
        <= MaxLinesNamed => $" in {string.Join(", ", lines)}",
        _ => $" in {string.Join(", ", lines.Take(MaxLinesNamed))} and {lines.Count - MaxLinesNamed} more",
    };
}
