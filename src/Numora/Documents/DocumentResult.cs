using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Engine;
using Numora.Engine.Checks;

namespace Numora.Documents;

/// <summary>
/// The values of a document: as read, with a reviewer's corrections over them. Corrections survive another reading, also
/// that a field or line was removed; a line keeps its id for the life of the document.
/// </summary>
sealed class DocumentResult
{
    DocumentResult() => DocumentId = WorkspaceId = null!; // for EF

    public DocumentResult(Document document) => (DocumentId, WorkspaceId) = (document.Id, document.WorkspaceId);

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    /// <summary>By name; a null value is a field that a reviewer removed.</summary>
    public IReadOnlyDictionary<string, StoredField> Fields { get; private set; } = new Dictionary<string, StoredField>();

    public IReadOnlyList<StoredLine> LineItems { get; private set; } = [];

    public int NextLineNumber { get; private set; } = 1;

    /// <summary>Made on the values as they are now, with the corrections.</summary>
    public IReadOnlyList<Check> Checks { get; private set; } = [];

    /// <summary>See <see cref="Engine.Extraction.Charges"/>: the checks need them again after every correction.</summary>
    public IReadOnlyList<decimal> Charges { get; private set; } = [];

    /// <summary>The fields that are there.</summary>
    public IEnumerable<KeyValuePair<string, StoredField>> Shown => Fields.Where(f => f.Value.Value is not null);

    /// <summary>The lines that are there.</summary>
    public IEnumerable<StoredLine> ShownLines => LineItems.Where(l => !l.Removed);

    public FieldValue? Value(string field) => Fields.GetValueOrDefault(field)?.Value;

    /// <summary>By the engine's rule; a correction counts as 1.</summary>
    public double ConfidenceIn(Schema schema) =>
        Engine.Extraction.ConfidenceOf(schema, name => Fields.GetValueOrDefault(name) is { Value: not null } f ? f.Confidence : 0);

    /// <summary>Takes what was read, under the corrections that are there.</summary>
    public void Read(Engine.Extraction read)
    {
        Fields = Under(read.Fields, Fields);
        LineItems = MergeLines(read.LineItems);
        (Checks, Charges) = (read.Checks, read.Charges);
    }

    /// <summary>
    /// Makes the checks on the values as they are now, and lowers and lifts confidences by them. What only the reading
    /// could check (page against e-invoice) stays as it was.
    /// </summary>
    public void Check(Schema schema)
    {
        var lines = ShownLines.ToList();
        var shown = Engine.Extraction.Of(
            schema, AsRead(Shown), [.. lines.Select(l => ExtractedLine.Of(AsRead(l.Shown)))], pageCount: 0);
        var made = Checked.Of(shown with { Checks = Checks, Charges = Charges });
        var lineOf = lines.Zip(made.LineItems).ToDictionary(l => l.First.Id, l => l.Second);

        Checks = made.Checks;
        Fields = Capped(Fields, made.Fields);
        LineItems = [.. LineItems.Select(l => lineOf.TryGetValue(l.Id, out var line)
            ? l with { Fields = Capped(l.Fields, line.Fields) } : l)];
    }

    static Dictionary<string, ExtractedField> AsRead(IEnumerable<KeyValuePair<string, StoredField>> fields) =>
        fields.ToDictionary(f => f.Key, f => f.Value.AsRead());

    static Dictionary<string, StoredField> Capped(
        IReadOnlyDictionary<string, StoredField> fields, IReadOnlyDictionary<string, ExtractedField> made) =>
        fields.ToDictionary(f => f.Key, f => made.TryGetValue(f.Key, out var m) ? f.Value.WithConfidence(m.Confidence) : f.Value);

    /// <summary>Forgets what reviewers did; ids that were given stay used.</summary>
    public void DiscardCorrections()
    {
        Fields = new Dictionary<string, StoredField>();
        LineItems = [.. LineItems.Where(l => !l.Added)
            .Select(l => l with { Fields = new Dictionary<string, StoredField>(), Removed = false })];
    }

    List<StoredLine> MergeLines(IReadOnlyList<ExtractedLine> read)
    {
        // A line read again keeps its id: the same place among the lines that came from reading.
        var earlier = new Queue<StoredLine>(LineItems.Where(l => !l.Added));
        var lines = new List<StoredLine>();
        foreach (var line in read)
            lines.Add(earlier.TryDequeue(out var before)
                ? before with { Fields = Under(line.Fields, before.Fields) }
                : new(NewLineId(), Under(line.Fields, new Dictionary<string, StoredField>()), Added: false, Removed: false));

        lines.AddRange(earlier.Where(l => l.Fields.Values.Any(f => f.IsCorrection)));
        lines.AddRange(LineItems.Where(l => l.Added));
        return lines;
    }

    static Dictionary<string, StoredField> Under(
        IReadOnlyDictionary<string, ExtractedField> read, IReadOnlyDictionary<string, StoredField> before)
    {
        var fields = read.ToDictionary(f => f.Key, f => StoredField.Of(f.Value));
        foreach (var (name, corrected) in before.Where(f => f.Value.IsCorrection))
            fields[name] = corrected;
        return fields;
    }

    /// <summary>Sets or removes (null) one field by a reviewer's hand.</summary>
    public void Correct(string field, FieldValue? value) =>
        Fields = new Dictionary<string, StoredField>(Fields)
        {
            [field] = StoredField.Correction(value, Fields.GetValueOrDefault(field)),
        };

    /// <summary>Changes a line, or adds one when the id is null.</summary>
    /// <returns>The line's id.</returns>
    public string CorrectLine(string? id, IReadOnlyDictionary<string, FieldValue?> fields)
    {
        var corrected = fields.ToDictionary(f => f.Key, f => StoredField.Correction(f.Value));
        if (id is null)
        {
            id = NewLineId();
            LineItems = [.. LineItems, new StoredLine(id, corrected, Added: true, Removed: false)];
            return id;
        }

        LineItems = [.. LineItems.Select(l => l.Id != id ? l : l with
        {
            Fields = new Dictionary<string, StoredField>(l.Fields.Concat(corrected)
                .GroupBy(f => f.Key).Select(g => g.Last())),
        })];
        return id;
    }

    public void RemoveLines(IReadOnlySet<string> ids) =>
        LineItems = [.. LineItems.Select(l => ids.Contains(l.Id) ? l with { Removed = true } : l)];

    string NewLineId() => $"li_{NextLineNumber++}";
}

/// <summary>One value as kept. The members are those of <see cref="ExtractedField"/>.</summary>
/// <param name="Uncapped">The confidence before a failed check lowered it; null where none did.</param>
sealed record StoredField(
    FieldValue? Value, double Confidence, FieldSource Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Page = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FractionBox? Box = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Uncapped = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TaughtBy = null)
{
    [JsonIgnore]
    public bool IsCorrection => Source == FieldSource.Reviewer;

    public static StoredField Of(ExtractedField f) =>
        new(f.Value, f.Confidence, f.Source, f.Page, f.Box, f.Text, TaughtBy: f.TaughtBy);

    /// <summary>As it came from the reading, or from the reviewer: before any check.</summary>
    public ExtractedField AsRead() => new(Value!, Uncapped ?? Confidence, Source, Page, Box, Text, TaughtBy);

    /// <param name="checkedConfidence">What the checks leave of the confidence.</param>
    public StoredField WithConfidence(double checkedConfidence)
    {
        var own = Uncapped ?? Confidence;
        return this with { Confidence = checkedConfidence, Uncapped = checkedConfidence < own ? own : null };
    }

    /// <param name="was">What stood there before: of a removed value the place is kept, for memory to learn from.</param>
    public static StoredField Correction(FieldValue? value, StoredField? was = null) =>
        value is null ? new(value, 1, FieldSource.Reviewer, was?.Page, was?.Box) : new(value, 1, FieldSource.Reviewer);
}

/// <param name="Added">By a reviewer, as against read from the document.</param>
/// <param name="Removed">By a reviewer; kept so that it stays away when the document is read again.</param>
sealed record StoredLine(string Id, IReadOnlyDictionary<string, StoredField> Fields, bool Added, bool Removed)
{
    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, StoredField>> Shown => Fields.Where(f => f.Value.Value is not null);

    [JsonIgnore]
    public double Confidence => Shown.Any() ? Math.Round(Shown.Average(f => f.Value.Confidence), 4) : 0;
}

sealed class DocumentResultTable : IEntityTypeConfiguration<DocumentResult>
{
    public void Configure(EntityTypeBuilder<DocumentResult> table)
    {
        table.ToTable("document_results");
        table.HasKey(r => r.DocumentId);
        table.Property(r => r.Fields).AsJson();
        table.Property(r => r.LineItems).AsJson();
        table.Property(r => r.Checks).AsJson();
        table.Property(r => r.Charges).AsJson();
        table.Ignore(r => r.Shown);
        table.Ignore(r => r.ShownLines);
    }
}
