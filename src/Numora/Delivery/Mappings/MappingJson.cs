using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Delivery.Mappings;

/// <summary>
/// Members that may be of several JSON types are kept as they came, but only of those types: another is unreadable (400).
/// </summary>
abstract class SeveralTypesJson(string expected) : JsonConverter<JsonElement>
{
    public override bool HandleNull => true; // null is not the same as nothing

    public override JsonElement Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => JsonSerializer.SerializeToElement(Text(ref reader, options), options),
            JsonTokenType.StartArray when Takes(JsonValueKind.Array) => Texts(ref reader, options),
            JsonTokenType.Number when Takes(JsonValueKind.Number) => JsonElement.ParseValue(ref reader),
            JsonTokenType.True or JsonTokenType.False when Takes(JsonValueKind.True) => JsonElement.ParseValue(ref reader),
            JsonTokenType.Null when Takes(JsonValueKind.Null) => JsonElement.ParseValue(ref reader),
            _ => throw new JsonException(expected),
        };

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        value.WriteTo(writer);

    protected abstract bool Takes(JsonValueKind kind);

    JsonElement Texts(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var texts = new List<string?>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            texts.Add(reader.TokenType is JsonTokenType.String ? Text(ref reader, options) : throw new JsonException(expected));
        return JsonSerializer.SerializeToElement(texts, options);
    }

    /// <summary>Through the reader of texts, which refuses what no database keeps.</summary>
    static string? Text(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        ((JsonConverter<string>)options.GetConverter(typeof(string))).Read(ref reader, typeof(string), options);
}

sealed class SourceJson() : SeveralTypesJson("Expected the name of a source, or a list of names.")
{
    protected override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Array;
}

sealed class ConstantJson() : SeveralTypesJson("Expected a string, a number, true or false.")
{
    protected override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Number or JsonValueKind.True;
}

sealed class DefaultJson() : SeveralTypesJson("Expected a string, a number, true, false or null.")
{
    protected override bool Takes(JsonValueKind kind) =>
        kind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.Null;
}
