using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>
/// Reads the fields of pages; where required ones are missing or in doubt and pages were recognised, of a second
/// recognition as well, and takes from each what it is surer of.
/// </summary>
static class TwoReadings
{
    /// <summary>Required fields at or above this need no second opinion.</summary>
    const double Sure = 0.8;

    /// <summary>Number, date and total stand on the first or the last page.</summary>
    const int MaxPagesAgain = 2;

    /// <param name="again">Recognises a page once more; null where there is no time left.</param>
    public static Extraction Read(IReadOnlyList<Page> pages, Schema schema, Func<Page, Page?> again)
    {
        var first = Engine.Read(pages, schema);
        var recognised = pages.Where(p => p.IsRecognised && p.Words.Count > 0).ToList();
        if (recognised.Count == 0 || schema == Schemas.Contract || !IsInDoubt(first, schema))
            return first;
        var chosen = recognised.Count <= MaxPagesAgain ? recognised : [recognised[0], recognised[^1]];
        var others = chosen.Select(p => (p.Number, Page: again(p))).Where(p => p.Page is not null)
            .ToDictionary(p => p.Number, p => p.Page!);
        if (others.Count == 0)
            return first;
        var second = Engine.Read([.. pages.Select(p => others.GetValueOrDefault(p.Number, p))], schema);
        return Agreement.Of(first, second, schema);
    }

    static bool IsInDoubt(Extraction read, Schema schema) => schema.Fields.Any(f =>
        f.Required && (!read.Fields.TryGetValue(f.Name, out var field) || field.Confidence < Sure));
}
