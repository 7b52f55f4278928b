using System.Text.Json;
using System.Text.Json.Serialization;
using Numora.Engine;

namespace Numora.Delivery.Workflows;

/// <summary>Something that holds for a document or not: exactly one comparison of one source.</summary>
/// <param name="Source">A field of the schema, <c>metadata.key</c>, <c>document.schema</c>, <c>document.external_id</c>.</param>
/// <param name="EqualTo">Numbers compare as numbers, texts letter by letter.</param>
/// <param name="Gt">Numbers, and texts in their order, so that dates compare as well.</param>
sealed record Condition(
    string? Source,
    [property: JsonPropertyName("equals"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    JsonElement EqualTo = default,
    [property: JsonPropertyName("not_equals"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    JsonElement NotEqualTo = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement In = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement Gt = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement Gte = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement Lt = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] JsonElement Lte = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Exists = null)
{
    /// <summary>What is wrong with it; none when it can be evaluated.</summary>
    public IEnumerable<Fault> Faults(string at)
    {
        if (Source is null || !(Schemas.All.Any(s => s.Field(Source) is not null)
            || Source is "document.schema" or "document.external_id" or "document.id"
            || (Source.StartsWith("metadata.", StringComparison.Ordinal) && Source.Length > "metadata.".Length)))
            yield return new($"{at}.source", $"{Source ?? "Nothing"} is no field of a schema, metadata.<key>, document.id, " +
                "document.schema or document.external_id.");
        var comparisons = new[] { EqualTo, NotEqualTo, In, Gt, Gte, Lt, Lte }.Count(c => c.ValueKind is not JsonValueKind.Undefined)
            + (Exists is null ? 0 : 1);
        IEnumerable<JsonElement> any = In.ValueKind is JsonValueKind.Array ? In.EnumerateArray() : [];
        foreach (var number in any.Concat([EqualTo, NotEqualTo, Gt, Gte, Lt, Lte]))
            if (number.ValueKind is JsonValueKind.Number && !number.TryGetDecimal(out _))
                yield return new(at, "A number is larger than any amount can be.");
        if (In.ValueKind is not (JsonValueKind.Array or JsonValueKind.Undefined))
            yield return new($"{at}.in", "Must be a list of values.");
        if (comparisons != 1)
            yield return new(at, "Must have exactly one of equals, not_equals, in, gt, gte, lt, lte, exists.");
    }

    /// <param name="value">The value of the source; null where there is none.</param>
    public bool Holds(object? value) => this switch
    {
        { Exists: { } exists } => exists == value is not null,
        { NotEqualTo.ValueKind: not JsonValueKind.Undefined } => !Same(value, NotEqualTo),
        { EqualTo.ValueKind: not JsonValueKind.Undefined } => Same(value, EqualTo),
        { In.ValueKind: JsonValueKind.Array } => In.EnumerateArray().Any(a => Same(value, a)),
        { Gt.ValueKind: not JsonValueKind.Undefined } => Compare(value, Gt) > 0,
        { Gte.ValueKind: not JsonValueKind.Undefined } => Compare(value, Gte) >= 0,
        { Lt.ValueKind: not JsonValueKind.Undefined } => Compare(value, Lt) < 0,
        _ => Compare(value, Lte) <= 0,
    };

    static bool Same(object? value, JsonElement other) =>
        other.ValueKind is JsonValueKind.Null ? value is null : Compare(value, other) == 0;

    /// <returns>Null where they cannot be compared: then no comparison holds.</returns>
    static int? Compare(object? value, JsonElement other) => (value, other.ValueKind) switch
    {
        (decimal number, JsonValueKind.Number) => number.CompareTo(other.GetDecimal()),
        (string text, JsonValueKind.String) => Math.Sign(string.CompareOrdinal(text, other.GetString())),
        (bool flag, JsonValueKind.True or JsonValueKind.False) => flag.CompareTo(other.GetBoolean()),
        _ => null,
    };
}
