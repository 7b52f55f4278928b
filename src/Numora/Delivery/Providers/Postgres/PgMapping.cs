using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>What can be said of a mapping without the database.</summary>
static class PgMapping
{
    public static List<Fault> Faults(MappingDefinition mapping, PgConfig config)
    {
        var faults = new List<Fault>();
        PgName.CheckObject(mapping.Object, "object", faults);
        Columns(mapping.Fields, "fields", faults);
        if (mapping.Key is not { Count: > 0 })
            faults.Add(new("key", "Is required: the columns that find a record again, with a unique index on them."));
        Mapped(mapping.Key, mapping.Fields, "key", faults);
        if (mapping.LineItems is { } lines)
            Lines(lines, mapping, config, faults);
        return faults;
    }

    /// <summary>The rows as they would be written; a value that is looked up is shown with where.</summary>
    public static JsonObject Preview(Payload payload, PgConfig config)
    {
        var shown = new JsonObject
        {
            ["table"] = Table(payload.Object, config),
            ["key"] = Texts(payload.Key),
            ["row"] = Row(payload.Fields),
        };
        if (payload.Lines is { } lines)
            shown["lines"] = new JsonObject
            {
                ["table"] = Table(lines.Object, config),
                ["parent"] = lines.Parent,
                ["parent_value"] = config.IdColumn is { } id
                    ? $"{id} of the row"
                    : payload.Key is [var key, ..] ? payload.Value(key)?.DeepClone() : null,
                ["key"] = Texts(lines.Key),
                ["rows"] = new JsonArray([.. lines.Rows.Select(r => Row(r.Fields))]),
            };
        return shown;
    }

    static void Lines(LineItemMapping lines, MappingDefinition mapping, PgConfig config, List<Fault> faults)
    {
        PgName.CheckObject(lines.Object, "line_items.object", faults);
        PgName.Check(lines.Parent, "line_items.parent", faults);
        Columns(lines.Fields, "line_items.fields", faults);
        Mapped(lines.Key, lines.Fields, "line_items.key", faults);
        if (mapping.Key is { Count: > 1 } && config.IdColumn is null)
            faults.Add(new("line_items.parent",
                "Can point to a record only by one value: a key of one column, or the destination's config.id_column."));
        if (lines.Fields?.Any(f => f.Target == lines.Parent) == true)
            faults.Add(new("line_items.fields", $"Must not set {lines.Parent}: it points to the record."));
    }

    static void Columns(IReadOnlyList<FieldMapping>? fields, string place, List<Fault> faults)
    {
        foreach (var (i, field) in (fields ?? []).Index())
        {
            PgName.Check(field.Target, $"{place}[{i}].target", faults);
            if (field.Lookup is not { } lookup)
                continue;
            PgName.CheckObject(lookup.Object, $"{place}[{i}].lookup.object", faults);
            PgName.Check(lookup.Match, $"{place}[{i}].lookup.match", faults);
        }
    }

    static void Mapped(IReadOnlyList<string>? key, IReadOnlyList<FieldMapping>? fields, string place, List<Fault> faults)
    {
        foreach (var column in (key ?? []).Where(k => fields?.Any(f => f.Target == k) != true))
            faults.Add(new(place, $"No field is mapped to {column}."));
    }

    static string Table(string name, PgConfig config) =>
        PgName.Split(name, config.SchemaOrDefault) is var (schema, table) ? $"{schema}.{table}" : name;

    static JsonArray Texts(IEnumerable<string> names) => [.. names.Select(n => JsonValue.Create(n))];

    static JsonObject Row(IReadOnlyList<PayloadField> fields)
    {
        var row = new JsonObject();
        foreach (var field in fields)
            row[field.Target] = field.Lookup is not { } lookup
                ? field.Value?.DeepClone()
                : new JsonObject
                {
                    ["lookup"] = lookup.Object,
                    ["match"] = lookup.Match,
                    ["value"] = field.Value?.DeepClone(),
                };
        return row;
    }
}
