using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>A field of a document that a person has approved.</summary>
/// <param name="Value">Null where a person removed what was read.</param>
/// <param name="Corrected">A person set or removed the value.</param>
/// <param name="Page">Where the value was read, or what was read in its place; null where that is not known.</param>
public sealed record ApprovedField(FieldValue? Value, bool Corrected, int? Page = null, FractionBox? Box = null);

/// <summary>From an approved document to what it teaches about its vendor's layout.</summary>
static class Teaching
{
    /// <summary>Of one field: a total may stand at the top and at the bottom.</summary>
    const int MostPlaces = 2;

    /// <summary>A place that much less sure than the best is another value that is equal by chance.</summary>
    const double LeastRank = 1.5;

    /// <summary>A box that was read and one that is found are the same place where their centres are this near, in points.</summary>
    const double SamePlace = 6;

    public static Lesson Of(Schema schema, DocumentWords words, Sheets sheets, IReadOnlyDictionary<string, ApprovedField> fields)
    {
        var standings = fields.Where(f => f.Value.Value is not null && FieldKinds.Of(schema, f.Key) is not null)
            .ToDictionary(f => f.Key, f => ValueFinder.Find(FieldKinds.Of(schema, f.Key)!.Value, f.Value.Value!, sheets));
        var values = Words(standings, _ => true).ToHashSet();
        var changing = Words(standings, name => !FieldKinds.IsOfVendor(name)).Select(w => TextFold.Squash(w.Text)).ToHashSet();

        var taught = new List<TaughtField>();
        foreach (var (name, field) in fields)
            if (FieldKinds.Of(schema, name) is { } kind
                && Field(name, kind, field, standings.GetValueOrDefault(name), sheets, values) is { } one)
                taught.Add(one);

        var confirmed = fields.Where(f => f.Value.Value is not null).ToDictionary(f => f.Key, f => f.Value.Value!);
        return new(
            (confirmed.GetValueOrDefault("vendor_name") ?? confirmed.GetValueOrDefault("merchant_name"))?.ToString(),
            [.. VendorKeys.OfVendor(confirmed, words.Keys), .. LayoutPrint.Bands(words.Print)], words.Print,
            PackedPages.Pack(sheets.Pages.Select(p => Anchors.Only(p, changing))), taught, []);
    }

    static TaughtField? Field(
        string name, FieldKind kind, ApprovedField field, IReadOnlyList<Standing>? found, Sheets sheets, IReadOnlySet<Word> values)
    {
        if (field.Value is null)
            return Absence(name, field, sheets, values);

        var places = PlacesOf(name, field, found!, sheets, values);
        var constant = FieldKinds.IsOfVendor(name) ? field.Value : null;
        if (places.Count == 0 && constant is null)
            return null; // it stands nowhere, and another document's value cannot be known
        var standing = places.Count == 0 ? null : places[0].Standing;
        bool? monthFirst = kind is not FieldKind.Date || standing?.Order is null or DateOrder.Named or DateOrder.YearMonthDay ? null
            : standing.Order is DateOrder.MonthDayYear;
        bool? comma = standing?.Mark is { } mark ? mark is DecimalMark.Comma : null;
        return new(name, field.Corrected, Absent: false, constant, OnPage: places.Count > 0, monthFirst, comma,
            [.. places.Select(p => p.Place)]);
    }

    /// <summary>What was read is no such value: the place is remembered, where it is known.</summary>
    static TaughtField? Absence(string name, ApprovedField field, Sheets sheets, IReadOnlySet<Word> values)
    {
        if (field.Page is not { } number || field.Box is not { } box || sheets.Page(number) is not { } page)
            return null;
        foreach (var line in sheets.Of(number))
        {
            List<int> inside = [.. Enumerable.Range(0, line.Words.Count).Where(i => IsInside(page, line.Words[i].Box, box))];
            if (inside.Count > 0)
                return new(name, Corrected: true, Absent: true, null, OnPage: true, null, null,
                    [PlaceMaker.Of(new([new(line, inside[0], inside[^1])]), sheets, values)]);
        }

        return null;
    }

    static bool IsInside(Page page, Box word, FractionBox box) =>
        word.CentreX >= box.X0 * page.Width && word.CentreX <= box.X1 * page.Width
        && word.CentreY >= box.Y0 * page.Height && word.CentreY <= box.Y1 * page.Height;

    static List<(Standing Standing, TaughtPlace Place)> PlacesOf(
        string name, ApprovedField field, IReadOnlyList<Standing> found, Sheets sheets, IReadOnlySet<Word> values)
    {
        var ranked = found.Select(s => (Standing: s, Place: PlaceMaker.Of(s, sheets, values)))
            .Select(p => (p.Standing, p.Place, Rank: PlaceMaker.Rank(p.Standing, name, sheets, p.Place) + WasRead(p.Standing, field)))
            .OrderByDescending(p => p.Rank).ToList();
        return [.. ranked.TakeWhile(p => p.Rank > ranked[0].Rank - LeastRank).Take(MostPlaces).Select(p => (p.Standing, p.Place))];
    }

    /// <summary>What was read there and confirmed needs no guess where it stands.</summary>
    static double WasRead(Standing standing, ApprovedField field)
    {
        if (field.Corrected || field.Page != standing.Page.Number || field.Box is not { } box)
            return 0;
        var (page, own) = (standing.Page, standing.Box);
        return Math.Abs(own.CentreX - ((box.X0 + box.X1) / 2 * page.Width)) <= SamePlace
            && Math.Abs(own.CentreY - ((box.Y0 + box.Y1) / 2 * page.Height)) <= SamePlace ? 4 : 0;
    }

    /// <summary>The words of values, each where it stands most likely.</summary>
    static IEnumerable<Word> Words(Dictionary<string, IReadOnlyList<Standing>> standings, Func<string, bool> isWanted) =>
        standings.Where(s => s.Key != "currency" && isWanted(s.Key)).SelectMany(s => s.Value.Take(MostPlaces))
            .SelectMany(s => s.Spans).SelectMany(s => s.Line.Words.Skip(s.First).Take(s.Count));
}
