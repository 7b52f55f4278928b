using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Platform;

/// <summary>How JSON is read and written: strictly in, plainly out (api.md §1 "Bodies").</summary>
static class Json
{
    /// <summary>Deeper bodies are refused; the contract needs six levels.</summary>
    public const int MaxDepth = 32;

    /// <summary>For bodies and for <c>jsonb</c> columns.</summary>
    public static JsonSerializerOptions Options { get; } = Configured(new JsonSerializerOptions());

    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        // As it is: people copy secrets and read texts from answers. They are JSON and nosniff, never part of a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new WireTimeJson());
        options.Converters.Add(new CleanTextJson());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }
}

static class EnumWords
{
    /// <summary>The word of the API: <c>review_required</c>.</summary>
    public static string InWords<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value that the word stands for; null where it is none of them.</summary>
    public static T? Read<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (value.InWords() == word)
                return value;
        return null;
    }
}

/// <summary>
/// Text that PostgreSQL can keep: no NUL, no half surrogate pair. Both are valid in a JSON escape, so they get a message
/// of their own instead of a fault from the database.
/// </summary>
sealed class CleanTextJson : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("Expected a string.");
        return Text(ref reader);
    }

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Text(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    static string Text(ref Utf8JsonReader reader)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Utf8JsonReader says so of half a surrogate pair and of bytes that are not UTF-8.
            throw new JsonException("Expected valid Unicode text; half a surrogate pair is none.", e);
        }

        return text.Contains('\0')
            ? throw new JsonException("Expected text without the NUL character (U+0000).")
            : text;
    }
}
