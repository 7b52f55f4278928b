using System.Text.Json;

namespace Numora.Delivery.Mappings;

/// <summary>How confirmed fields become a record of a destination (spec/api.md §5).</summary>
/// <param name="Object">Entity set, table, resource or file kind; what it is depends on the provider.</param>
/// <param name="Key">The targets whose values find the record again.</param>
/// <param name="AttachFile">Whether the original file goes with it, where the provider can.</param>
sealed record MappingDefinition(
    string? Object, IReadOnlyList<string>? Key, IReadOnlyList<FieldMapping>? Fields, LineItemMapping? LineItems = null,
    bool? AttachFile = null);

/// <summary>One target and where its value comes from: a source, or a constant.</summary>
/// <param name="Source">A field of the schema, <c>metadata.key</c>, <c>document.id</c>, …; several for <c>concat</c>.</param>
/// <param name="Constant">Undefined where there is none.</param>
/// <param name="Default">Used where the source has no value; null is written as null, undefined leaves the target out.</param>
/// <param name="Transform">Applied in order, e.g. <c>round:2</c>.</param>
/// <param name="Required">Whether a document without this value cannot be delivered.</param>
sealed record FieldMapping(
    string? Target, JsonElement Source = default, JsonElement Constant = default, JsonElement Default = default,
    IReadOnlyList<string>? Transform = null, bool? Required = null, LookupMapping? Lookup = null);

/// <param name="OnMissing"><c>fail</c> (the default), <c>null</c> or <c>skip</c>.</param>
sealed record LookupMapping(string? Object, string? Match, OnMissing? OnMissing = null);

/// <param name="Parent">The target in each row that points to the record.</param>
/// <param name="Key">With the parent finds a row again; without one the rows of a record are replaced as a whole.</param>
sealed record LineItemMapping(
    string? Object, string? Parent, IReadOnlyList<FieldMapping>? Fields, IReadOnlyList<string>? Key = null);
