namespace Numora.Delivery.Mappings;

/// <summary>A mapping whose names and transforms are understood.</summary>
sealed record MappingPlan(
    string Object, IReadOnlyList<string> Key, IReadOnlyList<FieldPlan> Fields, LinesPlan? Lines, bool AttachFile);

/// <param name="Parent">The target in each row that points to the record.</param>
sealed record LinesPlan(string Object, string Parent, IReadOnlyList<string> Key, IReadOnlyList<FieldPlan> Fields);

/// <param name="Member">Its path in the mapping: <c>fields[2]</c>.</param>
/// <param name="Sources">Empty for a constant.</param>
/// <param name="IsList">Whether the sources were written as a list: their values go to the transforms as one.</param>
/// <param name="Constant">Transformed already.</param>
/// <param name="Required">Because it says so, or because it is part of the key.</param>
sealed record FieldPlan(
    string Member, string Target, IReadOnlyList<Source> Sources, bool IsList, MappedValue? Constant, DefaultValue? Default,
    IReadOnlyList<Transform> Transforms, bool Required, PayloadLookup? Lookup)
{
    /// <summary>As messages say it.</summary>
    public string SourceNames => Sources.Count == 0 ? "the constant" : string.Join(", ", Sources.Select(s => s.Name));
}

/// <param name="Value">Null: null is written.</param>
sealed record DefaultValue(MappedValue? Value);
