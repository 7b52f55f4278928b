using Numora.Documents;
using Numora.Engine;

namespace Numora.Review;

/// <summary>
/// Normalises what a reviewer confirmed: names trimmed, each once, in schema order; lines in the order of the document;
/// both empty is null. What the document does not have is refused.
/// </summary>
static class ReviewMarks
{
    public static ReviewState? Normalise(Document document, ReviewStateRequest? sent)
    {
        if (sent is null || !document.HasResult || Schemas.Find(document.Schema) is not { } schema)
            return null; // nothing named; or nothing read yet, which the lifecycle refuses

        var names = Trimmed(sent.ConfirmedGeneralFieldNames);
        var lines = Trimmed(sent.ConfirmedLineItemIds);
        var known = document.Result?.ShownLines.Select(l => l.Id).ToList() ?? [];
        var faults = new List<Fault>();
        faults.AddRange(names.Where(n => schema.Field(n) is null).Select(n =>
            new Fault("review_state.confirmed_general_field_names", $"{Short(n)} is no field of {schema.Id}.")));
        faults.AddRange(lines.Where(l => !known.Contains(l)).Select(l =>
            new Fault("review_state.confirmed_line_item_ids", $"{Short(l)} is no line item of this document.")));
        if (faults.Count > 0)
            throw RefusedException.Meaningless(faults);

        return new(ReviewState.CurrentVersion,
            [.. schema.Fields.Select(f => f.Name).Where(names.Contains)], [.. known.Where(lines.Contains)]);
    }

    static HashSet<string> Trimmed(IReadOnlyList<string>? sent) => [.. (sent ?? []).Select(s => (s ?? "").Trim())];

    static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
