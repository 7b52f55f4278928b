using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Engine;

/// <summary>
/// The value of a field: text (also dates, times and codes in their wire form), a decimal number, or a list of names.
/// In JSON a string, a number, or an array of strings.
/// </summary>
[JsonConverter(typeof(FieldValueJson))]
public abstract record FieldValue
{
    FieldValue() { } // closed: these three and no others

    /// <summary>Text; a date as <c>YYYY-MM-DD</c>, a time as <c>HH:MM[:SS]</c>, a currency as its code.</summary>
    public sealed record Text(string Value) : FieldValue
    {
        public override string ToString() => Value;
    }

    /// <summary>An amount, quantity or rate with the decimals that were printed.</summary>
    public sealed record Number(decimal Value) : FieldValue
    {
        public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Names in the order of the document.</summary>
    public sealed record Names(IReadOnlyList<string> Values) : FieldValue
    {
        public bool Equals(Names? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Aggregate(17, HashCode.Combine);

        public override string ToString() => string.Join("; ", Values);
    }

    public static FieldValue Of(string text) => new Text(text);

    public static FieldValue Of(decimal number) => new Number(number);

    public static FieldValue Of(DateOnly date) => new Text(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static FieldValue Of(IReadOnlyList<string> names) => new Names(names);
}

sealed class FieldValueJson : JsonConverter<FieldValue>
{
    public override FieldValue Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => FieldValue.Of(reader.GetString()!),
            JsonTokenType.Number => FieldValue.Of(reader.GetDecimal()),
            JsonTokenType.StartArray => FieldValue.Of(JsonSerializer.Deserialize<string[]>(ref reader, options)!),
            _ => throw new JsonException("A field's value is a string, a number or a list of strings."),
        };

    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case FieldValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case FieldValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case FieldValue.Names names:
                writer.WriteStartArray();
                foreach (var name in names.Values)
                    writer.WriteStringValue(name);
                writer.WriteEndArray();
                break;
        }
    }
}

sealed class FractionBoxJson : JsonConverter<FractionBox>
{
    public override FractionBox Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<double[]>(ref reader, options) is [var x0, var y0, var x1, var y1]
            ? new(x0, y0, x1, y1)
            : throw new JsonException("A box is [x0, y0, x1, y1].");

    public override void Write(Utf8JsonWriter writer, FractionBox box, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Math.Round(box.X0, 5));
        writer.WriteNumberValue(Math.Round(box.Y0, 5));
        writer.WriteNumberValue(Math.Round(box.X1, 5));
        writer.WriteNumberValue(Math.Round(box.Y1, 5));
        writer.WriteEndArray();
    }
}
