using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Delivery.Mappings;

/// <summary>How confirmed fields become a record of a destination (spec/api.md §5).</summary>
/// <param name="Object">Entity set, table, resource or file kind; what it is depends on the provider.</param>
/// <param name="Key">The targets whose values find the record again.</param>
/// <param name="AttachFile">Whether the original file goes with it, where the provider can.</param>
sealed record MappingDefinition(
    string? Object, IReadOnlyList<string>? Key, IReadOnlyList<FieldMapping>? Fields,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LineItemMapping? LineItems = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? AttachFile = null);

/// <summary>One target and where its value comes from: a source, or a constant.</summary>
/// <param name="Source">A field of the schema, <c>metadata.key</c>, <c>document.id</c>, …; several for <c>concat</c>.</param>
/// <param name="Constant">Undefined where there is none.</param>
/// <param name="Default">Used where the source has no value; null is written as null, undefined leaves the target out.</param>
/// <param name="Transform">Applied in order, e.g. <c>round:2</c>.</param>
/// <param name="Required">Whether a document without this value cannot be delivered.</param>
sealed record FieldMapping(
    string? Target,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(SourceJson))]
    JsonElement Source = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(ConstantJson))]
    JsonElement Constant = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault), JsonConverter(typeof(DefaultJson))]
    JsonElement Default = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Transform = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Required = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LookupMapping? Lookup = null);

/// <param name="OnMissing"><c>fail</c> (the default), <c>null</c> or <c>skip</c>.</param>
sealed record LookupMapping(
    string? Object, string? Match,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OnMissing? OnMissing = null);

/// <param name="Parent">The target in each row that points to the record.</param>
/// <param name="Key">With the parent finds a row again; without one the rows of a record are replaced as a whole.</param>
sealed record LineItemMapping(
    string? Object, string? Parent, IReadOnlyList<FieldMapping>? Fields,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Key = null);
