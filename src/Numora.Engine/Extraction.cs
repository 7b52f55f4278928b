using System.Text.Json.Serialization;
using Numora.Engine.Checks;
using Numora.Engine.Memory;

namespace Numora.Engine;

/// <summary>What was read from one document.</summary>
/// <param name="Schema">The schema's id; the one that was found when <see cref="Schemas.Auto"/> was asked for.</param>
/// <param name="Confidence">0 to 1: see <see cref="Of"/>.</param>
/// <param name="Fields">By name. A field that was not found is absent.</param>
/// <param name="LineItems">In the order of the document.</param>
/// <param name="PageCount">Pages of the file; 0 for a bare e-invoice, which has none.</param>
/// <param name="Warnings">What a reviewer should look at although the document could be read.</param>
public sealed record Extraction(
    string Schema,
    double Confidence,
    IReadOnlyDictionary<string, ExtractedField> Fields,
    IReadOnlyList<ExtractedLine> LineItems,
    int PageCount,
    IReadOnlyList<Warning> Warnings)
{
    /// <summary>The document's words, kept to learn from corrections; null where there are none. Never shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DocumentWords? Words { get; init; }

    /// <summary>
    /// Whether the values agree with each other. The reading itself only compares page and e-invoice; the others are
    /// made by <see cref="Checked.Of"/>.
    /// </summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>
    /// Amounts that the document as a whole adds (above 0) or takes off (below 0): charges, discounts, rounding. No
    /// field holds them, and without them lines and net do not add up.
    /// </summary>
    public IReadOnlyList<decimal> Charges { get; init; } = [];

    /// <summary>
    /// The document's confidence is the mean of its required fields' confidences; a missing one counts as 0.
    /// </summary>
    public static Extraction Of(
        Schema schema,
        IReadOnlyDictionary<string, ExtractedField> fields,
        IReadOnlyList<ExtractedLine> lines,
        int pageCount,
        IReadOnlyList<Warning>? warnings = null) =>
        new(schema.Id, ConfidenceOf(schema, name => fields.TryGetValue(name, out var f) ? f.Confidence : 0),
            fields, lines, pageCount, warnings ?? []);

    /// <summary>The same rule for fields kept elsewhere, e.g. after corrections.</summary>
    public static double ConfidenceOf(Schema schema, Func<string, double> confidenceOf) =>
        Math.Round(schema.Fields.Where(f => f.Required).Average(f => confidenceOf(f.Name)), 4);
}

/// <summary>One value and where it came from.</summary>
/// <param name="Value">Of the type that the schema gives the field.</param>
/// <param name="Confidence">0 to 1, calibrated: of the values given at 0.9, nine in ten are right.</param>
/// <param name="Source">Who read it.</param>
/// <param name="Page">From 1; null where there is no page (e-invoice XML).</param>
/// <param name="Box">On that page, as fractions of it.</param>
/// <param name="Text">As printed, before it was normalised; at most 500 characters.</param>
/// <param name="TaughtBy">Of a value that comes from memory: the document whose review taught it.</param>
public sealed record ExtractedField(
    FieldValue Value,
    double Confidence,
    FieldSource Source,
    int? Page = null,
    FractionBox? Box = null,
    string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TaughtBy = null);

/// <summary>One line item.</summary>
public sealed record ExtractedLine(double Confidence, IReadOnlyDictionary<string, ExtractedField> Fields)
{
    /// <summary>A line is as sure as the mean of its fields.</summary>
    public static ExtractedLine Of(IReadOnlyDictionary<string, ExtractedField> fields) =>
        new(fields.Count == 0 ? 0 : Math.Round(fields.Values.Average(f => f.Confidence), 4), fields);
}

/// <summary>Who read a value. On the wire in lower case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldSource>))]
public enum FieldSource
{
    [JsonStringEnumMemberName("einvoice")] EInvoice,
    [JsonStringEnumMemberName("text")] Text,
    [JsonStringEnumMemberName("ocr")] Ocr,
    [JsonStringEnumMemberName("reviewer")] Reviewer,

    /// <summary>Learned from a reviewer's work on another document of the vendor (<see cref="VendorMemory"/>).</summary>
    [JsonStringEnumMemberName("memory")] Memory,
}

/// <summary>Something to look at, e.g. <c>einvoice_mismatch</c>: page and embedded XML disagree.</summary>
/// <param name="Code">snake_case, listed in docs/failures.md.</param>
/// <param name="Message">For a person.</param>
/// <param name="Fields">The names of the fields it concerns; empty for the whole document.</param>
public sealed record Warning(string Code, string Message, IReadOnlyList<string> Fields);

/// <summary>
/// A rectangle as fractions (0 to 1) of the page as displayed, counted from the top left corner. In JSON <c>[x0,y0,x1,y1]</c>.
/// </summary>
[JsonConverter(typeof(FractionBoxJson))]
public readonly record struct FractionBox(double X0, double Y0, double X1, double Y1);
