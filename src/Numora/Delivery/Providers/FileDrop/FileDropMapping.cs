using Numora.Delivery.Mappings;
using Numora.Delivery.Providers.FileDrop.Ubl;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>What a file cannot do of a mapping.</summary>
static class FileDropMapping
{
    public static IReadOnlyList<Fault> Check(MappingDefinition mapping, FileDropConfig config)
    {
        var faults = new List<Fault>();
        Lookups("fields", mapping.Fields, faults);
        Lookups("line_items.fields", mapping.LineItems?.Fields, faults);
        if (config.Format is FileDropConfig.Ubl)
        {
            Terms("fields", mapping.Fields, UblTerms.Head, faults);
            Terms("line_items.fields", mapping.LineItems?.Fields, UblTerms.Line, faults);
        }

        if (mapping is not { LineItems: { } lines, Fields: { } fields })
            return faults;

        var targets = fields.Select(f => f?.Target).ToHashSet();
        if (config.Format is FileDropConfig.Json && targets.Contains(lines.Object))
            faults.Add(new("line_items.object",
                $"{lines.Object} is the target of a field already; the list of lines needs a name of its own."));
        for (var i = 0; config.Format is FileDropConfig.Csv && i < lines.Fields?.Count; i++)
        {
            if (lines.Fields[i]?.Target is { } target && targets.Contains(target))
                faults.Add(new($"line_items.fields[{i}].target",
                    $"{target} is a column of the document already; in a CSV row the line's needs another name."));
        }

        return faults;
    }

    /// <summary>A misspelt term would be missing in the invoice and nobody would know why.</summary>
    static void Terms(string member, IReadOnlyList<FieldMapping>? fields, IReadOnlyList<string> known, List<Fault> faults)
    {
        for (var i = 0; i < fields?.Count; i++)
        {
            if (fields[i]?.Target is { } target && target.StartsWith(UblTerms.Prefix, StringComparison.OrdinalIgnoreCase)
                && !known.Contains(target))
                faults.Add(new($"{member}[{i}].target",
                    $"Of the terms of EN 16931 a mapping gives {string.Join(", ", known)} here; the document's fields are the others."));
        }
    }

    static void Lookups(string member, IReadOnlyList<FieldMapping>? fields, List<Fault> faults)
    {
        for (var i = 0; i < fields?.Count; i++)
        {
            if (fields[i]?.Lookup is not null)
                faults.Add(new($"{member}[{i}].lookup", "A file has no records to look up; leave it out."));
        }
    }
}
