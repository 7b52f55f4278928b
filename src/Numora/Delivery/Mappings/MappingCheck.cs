using Numora.Engine;

namespace Numora.Delivery.Mappings;

/// <summary>The rules of a mapping whatever its provider (spec/api.md §5); its JSON types were right when it was read.</summary>
static class MappingCheck
{
    public const int MaxName = 128;
    public const int MaxFields = 200;
    public const int MaxKey = 16;

    /// <summary>All faults at once, each with the member's path and what would be right.</summary>
    public static IReadOnlyList<Fault> Check(MappingDefinition definition, Schema schema) => Plan(definition, schema).Faults;

    /// <summary>The plan where there is no fault.</summary>
    public static (MappingPlan? Plan, IReadOnlyList<Fault> Faults) Plan(MappingDefinition definition, Schema schema)
    {
        var faults = new List<Fault>();
        Name("object", definition.Object, "the entity set, table, resource or kind of file to write", faults);
        var fields = Fields("fields", definition.Fields, definition.Key, new(schema, inLine: false), faults);
        Key("key", definition.Key, fields, faults);
        if (definition.Key is null or { Count: 0 })
            faults.Add(new("key", "Must name at least one target: the key finds the record again, so that none is made twice."));
        var lines = definition.LineItems is null ? null : Lines(definition.LineItems, schema, faults);

        return faults.Count > 0
            ? (null, faults)
            : (new(definition.Object!, definition.Key!, fields, lines, definition.AttachFile ?? false), faults);
    }

    static LinesPlan? Lines(LineItemMapping lines, Schema schema, List<Fault> faults)
    {
        if (schema.LineFields.Count == 0)
        {
            faults.Add(new("line_items", $"{schema.Id} has no line items; leave line_items out."));
            return null;
        }

        Name("line_items.object", lines.Object, "what the rows are written to", faults);
        Name("line_items.parent", lines.Parent, "the target in each row that points to the record", faults);
        var fields = Fields("line_items.fields", lines.Fields, lines.Key, new(schema, inLine: true), faults);
        Key("line_items.key", lines.Key, fields, faults);
        for (var i = 0; i < lines.Fields?.Count; i++)
        {
            if (lines.Fields[i]?.Target is { } target && target == lines.Parent)
                faults.Add(new($"line_items.fields[{i}].target",
                    $"{Shown.Name(target)} is the parent, which is written by itself; leave it out here."));
        }

        return new(lines.Object ?? "", lines.Parent ?? "", lines.Key ?? [], fields);
    }

    static List<FieldPlan> Fields(
        string member, IReadOnlyList<FieldMapping>? fields, IReadOnlyList<string>? key, SourceNames sources, List<Fault> faults)
    {
        if (fields is null or { Count: 0 or > MaxFields })
        {
            faults.Add(new(member, $"Must have 1 to {MaxFields} fields."));
            return [];
        }

        var plans = new List<FieldPlan>();
        var targets = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i] is not { } field)
            {
                faults.Add(new($"{member}[{i}]", "Must be an object with target, and source or constant."));
                continue;
            }

            plans.Add(new FieldCheck($"{member}[{i}]", field, sources, faults).Plan(isKey: key?.Contains(field.Target) is true));
            if (field.Target is { } target && !targets.Add(target))
                faults.Add(new($"{member}[{i}].target", $"{Shown.Name(target)} has a field already; a target is written once."));
        }

        return plans;
    }

    static void Key(string member, IReadOnlyList<string>? key, List<FieldPlan> fields, List<Fault> faults)
    {
        if (key is { Count: > MaxKey })
            faults.Add(new(member, $"Must have at most {MaxKey} names."));

        for (var i = 0; i < key?.Count; i++)
        {
            var targets = fields.ConvertAll(f => f.Target);
            if (string.IsNullOrEmpty(key[i]))
                faults.Add(new($"{member}[{i}]", "Must be the name of a target."));
            else if (!targets.Contains(key[i]))
                faults.Add(new($"{member}[{i}]", $"No field has the target {Shown.Name(key[i])}.{Nearest.Hint(key[i], targets)}"));
            else if (key.Take(i).Contains(key[i]))
                faults.Add(new($"{member}[{i}]", $"{Shown.Name(key[i])} stands there twice."));
        }
    }

    /// <param name="meaning">What the name is of, for the one who left it out.</param>
    public static void Name(string member, string? name, string meaning, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
            faults.Add(new(member, $"Must be {meaning}: a name of 1 to {MaxName} characters without control characters."));
    }
}
