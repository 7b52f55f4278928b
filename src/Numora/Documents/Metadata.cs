using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Documents;

/// <summary>
/// The caller's own words on a document: a flat object of at most 50 strings, numbers and booleans, returned as they came.
/// </summary>
[JsonConverter(typeof(MetadataJson))]
sealed class Metadata
{
    public const int MaxKeys = 50;
    public const int MaxKeyLength = 64;
    public const int MaxValueLength = 1_000;
    public const int MaxNumberLength = 40;
    const string NotText = "Expected valid Unicode text without NUL; half a surrogate pair is none.";

    public static Metadata Empty { get; } = new(JsonElement.Parse("{}", default));

    public Metadata(JsonElement json) => Json = json;

    public JsonElement Json { get; }

    /// <summary>What is wrong with it, each with its member; nothing when it can be kept.</summary>
    public static IEnumerable<Fault> Faults(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            yield return new("metadata", "Must be an object.");
            yield break;
        }

        var count = 0;
        var names = new HashSet<string>();
        foreach (var entry in json.EnumerateObject())
        {
            if (++count > MaxKeys)
            {
                yield return new("metadata", $"Must have at most {MaxKeys} keys.");
                yield break;
            }

            if (Text(() => entry.Name) is not { } name)
                yield return new("metadata", NotText);
            else if (!names.Add(name))
                yield return new($"metadata.{Short(name)}", "The member stands there twice.");
            else if (Fault(entry, name) is { } message)
                yield return new($"metadata.{Short(name)}", message);
        }
    }

    static string Short(string name) => name.Length <= MaxKeyLength ? name : name[..MaxKeyLength] + "…";

    static string? Fault(JsonProperty entry, string name) => entry.Value.ValueKind switch
    {
        _ when name.Length is 0 or > MaxKeyLength => $"A key has 1 to {MaxKeyLength} characters.",
        JsonValueKind.String => Text(() => entry.Value.GetString()!) is not { } text ? NotText
            : text.Length > MaxValueLength ? $"A value has at most {MaxValueLength} characters." : null,
        JsonValueKind.True or JsonValueKind.False => null,
        JsonValueKind.Number => entry.Value.GetRawText().Length <= MaxNumberLength ? null
            : $"A number has at most {MaxNumberLength} characters.",
        _ => "A value is a string, a number or a boolean.",
    };

    /// <summary>The text, or null where it has a NUL or half a surrogate pair, which no database keeps.</summary>
    static string? Text(Func<string> read)
    {
        try
        {
            return read() is var text && text.Contains('\0') ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null; // what JsonElement says of half a surrogate pair
        }
    }
}

/// <summary>Kept and returned as the JSON it came as.</summary>
sealed class MetadataJson : JsonConverter<Metadata>
{
    public override Metadata Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, Metadata value, JsonSerializerOptions options) =>
        value.Json.WriteTo(writer);
}
