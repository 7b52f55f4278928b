using System.Text.Json;
using Numora.Engine.Ranking;

namespace Numora.Engine.Training;

/// <summary>One value that was given, or one that was missed.</summary>
/// <param name="Confidence">As the reader gave it; 0 where it gave none.</param>
/// <param name="IsGiven">False where the document has a value and none was read.</param>
/// <param name="IsWanted">False where the document has none.</param>
internal sealed record Outcome(
    string Schema, string Field, FieldSource Source, double Confidence, bool IsGiven, bool IsWanted, bool IsRight, int Fold)
{
    /// <summary>For a person: the document, what it says and what was read.</summary>
    public string Note { get; init; } = "";

    /// <summary>What became of each field of a document of which the truth is known.</summary>
    public static IEnumerable<Outcome> Of(LabelledDocument document, Extraction read, int fold)
    {
        var truth = document.Truth;
        foreach (var field in document.Schema.Fields.Where(f => truth.Knows(f.Name) || truth.Lacks(f.Name)))
        {
            var given = read.Fields.GetValueOrDefault(field.Name);
            if (given is null && !truth.Knows(field.Name))
                continue;
            yield return new(document.Schema.Id, field.Name, document.Source, given?.Confidence ?? 0, given is not null,
                truth.Knows(field.Name), given is not null && truth.Knows(field.Name) && Likeness.IsRight(field, given.Value, truth), fold)
            {
                Note = $"{truth.Id}: {Wanted(truth, field)} | {given?.Value}",
            };
        }

        foreach (var cell in truth.LineItems is null ? [] : Cells(document, read, fold))
            yield return cell;
    }

    static string Wanted(Truth truth, Field field) =>
        truth.Knows(field.Name) ? JsonSerializer.Serialize(truth.Fields[field.Name][0]) : "none";

    /// <summary>The cells of line items: right where their line is one of the truth's and has the same value there.</summary>
    static IEnumerable<Outcome> Cells(LabelledDocument document, Extraction read, int fold)
    {
        var left = document.Truth.LineItems!.ToList();
        foreach (var line in read.LineItems)
        {
            var match = left.FirstOrDefault(t => IsSame(document, t, line));
            if (match is not null)
                left.Remove(match);
            foreach (var (name, cell) in line.Fields)
            {
                JsonElement wanted = default;
                if (match is not null && !match.TryGetValue(name, out wanted))
                    continue; // not known
                var right = match is not null && (name == "description"
                    || Likeness.Same(document.Schema.LineField(name)!, wanted, cell.Value, document.Truth.SignFree));
                yield return new(document.Schema.Id, Calibrated.LineItems, document.Source, cell.Confidence, true, true, right, fold);
            }
        }
    }

    const double LeastLikeness = 0.6;

    static bool IsSame(LabelledDocument document, IReadOnlyDictionary<string, JsonElement> truth, ExtractedLine line)
    {
        if (truth.TryGetValue("amount", out var amount) && (!line.Fields.TryGetValue("amount", out var read)
            || !Likeness.Same(document.Schema.LineField("amount")!, amount, read.Value, document.Truth.SignFree)))
            return false;
        return !truth.TryGetValue("description", out var description) || line.Fields.TryGetValue("description", out var said)
            && Likeness.Contains(description.ToString(), said.Value.ToString()!, LeastLikeness);
    }
}
