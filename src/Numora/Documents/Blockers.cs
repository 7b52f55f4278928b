using Numora.Engine;

namespace Numora.Documents;

/// <summary>
/// Why a document is not approved by itself. It is, where nothing is named here: its schema has a threshold in the
/// workspace, every required field is at least as sure, no check failed, and nothing else asks for a person.
/// </summary>
static class Blockers
{
    public const string AutoApprovalOff = "auto_approval_off";
    public const string MissingRequiredField = "missing_required_field";
    public const string LowConfidence = "low_confidence";
    public const string CheckFailed = "check_failed";
    public const string Duplicate = "duplicate";

    /// <summary>In the order in which they are named; the codes of the document's warnings follow.</summary>
    public static IReadOnlyList<string> Own { get; } =
        [AutoApprovalOff, MissingRequiredField, LowConfidence, CheckFailed, Duplicate];

    /// <param name="thresholds">Of the workspace, by schema.</param>
    public static IReadOnlyList<string> Of(Document document, IReadOnlyDictionary<string, double> thresholds) =>
        [.. Found(document, document.Result!, thresholds).Distinct()];

    static IEnumerable<string> Found(Document document, DocumentResult result, IReadOnlyDictionary<string, double> thresholds)
    {
        var required = Schemas.Find(document.Schema)!.Fields.Where(f => f.Required)
            .Select(f => result.Fields.GetValueOrDefault(f.Name)).Select(f => f?.Value is null ? null : f).ToList();
        var isOn = thresholds.TryGetValue(document.Schema, out var threshold);
        if (!isOn)
            yield return AutoApprovalOff;
        if (required.Contains(null))
            yield return MissingRequiredField;
        if (isOn && required.Exists(f => f is not null && f.Confidence < threshold))
            yield return LowConfidence;
        if (result.Checks.Any(c => !c.Ok))
            yield return CheckFailed;
        // To approve the same matter twice is to pay it twice.
        if (document.DuplicateOf is not null)
            yield return Duplicate;
        foreach (var warning in document.Warnings)
            yield return warning.Code;
    }
}
