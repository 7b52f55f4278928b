using System.Text.RegularExpressions;
using Numora.Delivery.Mappings;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>What a mapping into Dataverse must hold.</summary>
static partial class MappingRules
{
    public static IReadOnlyList<Fault> Check(MappingDefinition mapping)
    {
        var faults = new List<Fault>();
        Name(mapping.Object, "object", "the entity set name of a table, e.g. invoices", faults);
        if (mapping.Key is not { Count: > 0 } key)
            faults.Add(new("key", "Must name the columns of an alternate key, so that a record is found again."));
        else
            foreach (var (target, i) in key.Select((t, i) => (t, i)))
                Key(mapping, target, $"key[{i}]", faults);

        Fields(mapping.Fields, "fields", faults);
        if (mapping.LineItems is { } lines)
            Lines(lines, faults);
        return faults;
    }

    static void Key(MappingDefinition mapping, string target, string at, List<Fault> faults)
    {
        Name(target, at, "a column of the alternate key", faults);
        if (mapping.Fields?.Any(f => f.Target == target && f.Lookup is not null) is true)
            faults.Add(new(at, "Must not be a lookup: records are found by plain columns."));
    }

    static void Lines(LineItemMapping lines, List<Fault> faults)
    {
        Name(lines.Object, "line_items.object", "the entity set name of the lines' table, e.g. invoicedetails", faults);
        Name(lines.Parent, "line_items.parent", "the navigation property from a line to its record, e.g. invoiceid", faults);
        Fields(lines.Fields, "line_items.fields", faults);
        foreach (var (field, i) in (lines.Fields ?? []).Select((f, i) => (f, i)))
            if (field.Target is not null && field.Target == lines.Parent)
                faults.Add(new($"line_items.fields[{i}].target", "Is the parent, which is set by itself."));
    }

    static void Fields(IReadOnlyList<FieldMapping>? fields, string at, List<Fault> faults)
    {
        foreach (var (field, i) in (fields ?? []).Select((f, i) => (f, i)))
        {
            Name(field.Target, $"{at}[{i}].target",
                field.Lookup is null ? "a column's logical name" : "a navigation property, e.g. customerid_account", faults);
            if (field.Lookup is not { } lookup)
                continue;
            Name(lookup.Object, $"{at}[{i}].lookup.object", "the entity set name of a table, e.g. accounts", faults);
            Name(lookup.Match, $"{at}[{i}].lookup.match", "a column's logical name", faults);
        }
    }

    static void Name(string? name, string at, string what, List<Fault> faults)
    {
        if (name is null || !Identifier().IsMatch(name))
            faults.Add(new(at, $"Must be {what}: letters, digits and underscores."));
    }

    /// <summary>An OData identifier, as far as Dataverse gives them out.</summary>
    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();
}
