using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Engine;

namespace Numora.Delivery.Mappings;

/// <summary>A value on its way from a source, through the transforms, to its target.</summary>
abstract record MappedValue
{
    MappedValue() { } // closed: these four and no others

    public sealed record Text(string Value) : MappedValue;

    public sealed record Number(decimal Value) : MappedValue;

    public sealed record Flag(bool Value) : MappedValue;

    /// <summary>Names, or the values of several sources.</summary>
    public sealed record List(IReadOnlyList<string> Values) : MappedValue;

    /// <summary>Whether there is something to read in it: blanks alone do not meet a requirement.</summary>
    public bool HasContent => this switch
    {
        Text text => !string.IsNullOrWhiteSpace(text.Value),
        List list => list.Values.Any(v => !string.IsNullOrWhiteSpace(v)),
        _ => true,
    };

    /// <summary>What it is, as messages say it.</summary>
    public ValueShape Shape => this switch
    {
        Number => ValueShape.Number,
        Flag => ValueShape.Flag,
        List => ValueShape.List,
        _ => ValueShape.Text,
    };

    /// <summary>The texts that it is when joined with others.</summary>
    public IReadOnlyList<string> Texts => this switch
    {
        Text text => [text.Value],
        Number number => [number.Value.ToString(CultureInfo.InvariantCulture)],
        Flag flag => [flag.Value ? "true" : "false"],
        List list => list.Values,
        _ => [],
    };

    public JsonNode ToJson() => this switch
    {
        Text text => JsonValue.Create(text.Value),
        Number number => JsonValue.Create(number.Value),
        Flag flag => JsonValue.Create(flag.Value),
        List list => new JsonArray([.. list.Values.Select(v => (JsonNode)JsonValue.Create(v))]),
        _ => throw new InvalidOperationException($"{GetType().Name} has no JSON."),
    };

    public static MappedValue Of(FieldValue value) => value switch
    {
        FieldValue.Number number => new Number(number.Value),
        FieldValue.Names names => new List(names.Values),
        _ => new Text(value.ToString()),
    };

    /// <summary>A scalar; a null value for JSON's null; a fault for a number that no decimal holds exactly.</summary>
    public static Outcome Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new(new Text(json.GetString()!)),
        JsonValueKind.True => new(new Flag(true)),
        JsonValueKind.False => new(new Flag(false)),
        JsonValueKind.Null => default,
        JsonValueKind.Number => ExactDecimal.Of(json.GetRawText()) is { } number
            ? new(new Number(number))
            : Outcome.Failed($"the number has more than {ExactDecimal.MaxDigits} digits, which cannot be sent exactly"),
        _ => Outcome.Failed("a list or an object is no value"),
    };
}

/// <summary>What came of reading or transforming a value: it, nothing (null), or why it cannot be done.</summary>
readonly record struct Outcome(MappedValue? Value, string? Fault = null)
{
    /// <param name="fault">Part of a sentence: no capital, no full stop.</param>
    public static Outcome Failed(string fault) => new(null, fault);
}

/// <summary>What is known of a value before there is one.</summary>
enum ValueShape
{
    Text,

    /// <summary>A day, <c>YYYY-MM-DD</c>, or a time stamp.</summary>
    Date,
    Number,
    Flag,
    List,

    /// <summary>Known only when it is there: metadata.</summary>
    Any,
}

static class ValueShapes
{
    public static ValueShape Of(FieldType type) => type switch
    {
        FieldType.Number => ValueShape.Number,
        FieldType.Date => ValueShape.Date,
        FieldType.Names => ValueShape.List,
        FieldType.Text or FieldType.Time or FieldType.Currency => ValueShape.Text,
    };

    public static string InWords(this ValueShape shape) => shape switch
    {
        ValueShape.Text => "text",
        ValueShape.Date => "a date",
        ValueShape.Number => "a number",
        ValueShape.Flag => "true or false",
        ValueShape.List => "a list",
        ValueShape.Any => "any value",
    };
}

/// <summary>Numbers from JSON, digit by digit as they stand there, or not at all.</summary>
static class ExactDecimal
{
    /// <summary>What every <see cref="decimal"/> can hold.</summary>
    public const int MaxDigits = 28;

    /// <summary>Far outside of what a decimal holds; keeps the arithmetic of exponents small.</summary>
    const int MaxExponent = 1_000;

    public static decimal? Of(string json)
    {
        var split = json.IndexOfAny(['e', 'E']);
        var exponent = 0;
        if (split >= 0 && (!int.TryParse(
            json.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            || Math.Abs(exponent) > MaxExponent))
            return null;

        var mantissa = split < 0 ? json : json[..split];
        var point = mantissa.IndexOf('.');
        var decimals = point < 0 ? 0 : mantissa[(point + 1)..].TrimEnd('0').Length;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-', '0').TrimEnd('0');

        return digits.Length <= MaxDigits && decimals - exponent <= MaxDigits
            && decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }
}
