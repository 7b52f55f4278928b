using System.Text.Json.Nodes;

namespace Numora.Delivery.Mappings;

/// <summary>A mapping applied to one document: what the provider writes, in the destination's own names.</summary>
/// <param name="Object">Entity set, table, resource or file kind; what it is depends on the provider.</param>
/// <param name="Key">The targets whose values find the record again.</param>
sealed record Payload(
    string Object, IReadOnlyList<string> Key, IReadOnlyList<PayloadField> Fields, PayloadLines? Lines, bool AttachFile)
{
    /// <summary>All targets of the mapping, in its order, also those that this document leaves out.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [.. Fields.Select(f => f.Target)];

    /// <summary>The value of a target; null where it is null or not there.</summary>
    public JsonNode? Value(string target) => Fields.FirstOrDefault(f => f.Target == target)?.Value;
}

/// <summary>One value under its name over there.</summary>
/// <param name="Value">
/// A string, a decimal number, a boolean, a list of strings, or null (written as null). A tree of JSON owns its nodes:
/// clone it (<see cref="JsonNode.DeepClone"/>) to put it into another.
/// </param>
/// <param name="Lookup">
/// With one, the value is that of another record's field, and the record is what is meant; with a null value the reference
/// is to be emptied.
/// </param>
sealed record PayloadField(string Target, JsonNode? Value, PayloadLookup? Lookup = null);

/// <summary>The record of <paramref name="Object"/> whose <paramref name="Match"/> equals the value.</summary>
sealed record PayloadLookup(string Object, string Match, OnMissing OnMissing);

/// <summary>What happens when a lookup finds no record, or more than one.</summary>
enum OnMissing
{
    /// <summary>The push fails and says which value was not found.</summary>
    Fail,

    /// <summary>The target is written as null.</summary>
    Null,

    /// <summary>The target is left out.</summary>
    Skip,
}

/// <param name="Parent">The target in each row that points to the record.</param>
/// <param name="Key">With the parent finds a row again; empty: the rows of a record are replaced as a whole.</param>
sealed record PayloadLines(string Object, string Parent, IReadOnlyList<string> Key, IReadOnlyList<PayloadRow> Rows)
{
    /// <summary>All targets of the rows, in the mapping's order, also those that no line has.</summary>
    public IReadOnlyList<string> Targets { get; init; } =
        [.. Rows.SelectMany(r => r.Fields).Select(f => f.Target).Distinct()];
}

/// <param name="LineId"><c>li_1</c>: stable for the life of the document.</param>
sealed record PayloadRow(string LineId, IReadOnlyList<PayloadField> Fields);
