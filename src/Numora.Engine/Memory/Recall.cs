using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Memory;

/// <summary>What one teaching says about one field of another document.</summary>
/// <param name="Value">Null: a person removed what stands at <paramref name="Spans"/>.</param>
/// <param name="Spans">Where it stands; empty for a value of the vendor that is not on the page.</param>
sealed record Remembered(
    string Field, FieldValue? Value, double Confidence, IReadOnlyList<TextSpan> Spans, Taught Taught, string TaughtBy);

/// <summary>Asks every teacher of a vendor or layout what it has to say about a document.</summary>
static class Recall
{
    /// <summary>From this similarity on two prints are of one layout.</summary>
    const double SameLayout = 0.7;

    /// <summary>A constant of the vendor: found on the page; not on the page as it never was; not where it once was.</summary>
    const double ConstantFound = 0.96;
    const double ConstantAsBefore = 0.88;
    const double ConstantMissing = 0.8;

    /// <summary>A page with less in common with the teacher's has another layout.</summary>
    const double LeastPrint = 0.2;

    public static IReadOnlyList<Remembered> Of(Schema schema, DocumentWords words, Sheets sheets, IReadOnlyList<Teacher> teachers)
    {
        if (sheets.Pages.Count == 0)
            return [];
        var keys = words.Keys.ToHashSet();
        var all = new List<Remembered>();
        foreach (var teacher in teachers.Take(VendorMemory.MostTeachers))
        {
            var acquaintance = new Acquaintance(teacher, sheets, keys, LayoutPrint.Similarity(teacher.Print, words.Print));
            if (acquaintance.IsKnown)
                all.AddRange(teacher.Fields.Select(t => Ask(schema, t, acquaintance, sheets)).OfType<Remembered>());
        }

        return all;
    }

    static Remembered? Ask(Schema schema, Taught taught, Acquaintance teacher, Sheets sheets)
    {
        var field = taught.Field;
        if (FieldKinds.Of(schema, field.Field) is not { } kind)
            return null;
        if (field.Constant is not null && teacher.IsVendor)
        {
            if (Constant(kind, field, sheets) is { } constant)
                return new(field.Field, field.Constant, constant.Confidence, constant.Spans, taught, teacher.DocumentId);
            if (kind is FieldKind.Iban or FieldKind.Code && field.OnPage)
                return null; // the vendor names another account or number than it did: nothing to be surer of
        }

        Recalled? best = null;
        foreach (var place in field.Places.Where(_ => teacher.IsLayout))
            if (PlaceReader.Read(kind, field, place, sheets, teacher.Anchors) is { } read
                && (best is null || read.Confidence > best.Confidence))
                best = read;
        if (best is null)
            return null;
        var value = field.Absent ? null : best.Candidate.Value;
        return new(field.Field, value, best.Confidence, best.Candidate.Spans, taught, teacher.DocumentId);
    }

    /// <summary>The vendor's value, unless the page says something else of its kind.</summary>
    static (double Confidence, IReadOnlyList<TextSpan> Spans)? Constant(FieldKind kind, TaughtField field, Sheets sheets)
    {
        var standings = ValueFinder.Find(kind, field.Constant!, sheets);
        if (standings.Count > 0)
            return (ConstantFound * Math.Min(1, 0.5 + (standings[0].Confidence / 2)), standings[0].Spans);
        return kind switch
        {
            // Money must never go to an account that this document does not name, while it names another.
            FieldKind.Iban or FieldKind.Code => field.OnPage || HasOther(kind, sheets) ? null : (ConstantAsBefore, []),
            FieldKind.Currency => NamesAnother(field.Constant!.ToString()!, sheets) ? null : (ConstantAsBefore, []),
            FieldKind.Name or FieldKind.Address => (field.OnPage ? ConstantMissing : ConstantAsBefore, []),
            _ => null,
        };
    }

    static bool HasOther(FieldKind kind, Sheets sheets) => sheets.Lines.SelectMany(sheets.Identifiers)
        .Any(i => i.Kind is IdentifierKind.Iban == kind is FieldKind.Iban);

    /// <summary>A code or an unambiguous symbol of another currency beside an amount.</summary>
    static bool NamesAnother(string code, Sheets sheets) => sheets.Lines.SelectMany(sheets.Numbers)
        .Any(n => n.Currency is { } mark && Currencies.IsCode(mark.Trim('.', ',', ':', '(', ')').ToUpperInvariant())
            && Currencies.CodeOf(mark, null) != code);

    /// <summary>How well a teacher knows a document.</summary>
    sealed class Acquaintance
    {
        readonly Lazy<Dictionary<int, Page>> _pages;
        readonly Dictionary<(int, int), Anchors?> _anchors = [];
        readonly Sheets _sheets;

        public Acquaintance(Teacher teacher, Sheets sheets, HashSet<string> keys, double similarity)
        {
            (DocumentId, _sheets) = (teacher.DocumentId, sheets);
            _pages = new(() => PackedPages.Unpack(teacher.Anchors).ToDictionary(p => p.Number));
            var shared = teacher.Keys.Where(k => VendorKeys.IsOfVendor(k) && keys.Contains(k)).ToList();
            IsKnown = shared.Count > 0 || similarity >= SameLayout;
            if (!IsKnown)
                return;
            IsLayout = similarity >= SameLayout || _pages.Value.Keys.Any(p => Between(p, sheets.Page(p)?.Number ?? 0) is { Fit: true });
            IsVendor = shared.Any(VendorKeys.Identifies) || (shared.Count > 0 && (IsLayout || similarity >= LeastPrint));
        }

        public string DocumentId { get; }

        public bool IsKnown { get; }

        /// <summary>The same firm: what is the firm's may be taken over.</summary>
        public bool IsVendor { get; }

        /// <summary>The same form: values stand at the same places.</summary>
        public bool IsLayout { get; }

        /// <param name="from">Of the teacher; -1 for its last.</param>
        /// <param name="to">Of the document.</param>
        public Anchors? Anchors(int from, int to) => Between(from < 0 ? _pages.Value.Keys.DefaultIfEmpty(0).Max() : from, to);

        Anchors? Between(int from, int to)
        {
            if (_anchors.TryGetValue((from, to), out var known))
                return known;
            var anchors = _pages.Value.TryGetValue(from, out var page) && _sheets.Page(to) is { } other
                ? Memory.Anchors.Between(page, other)
                : null;
            return _anchors[(from, to)] = anchors;
        }
    }
}
