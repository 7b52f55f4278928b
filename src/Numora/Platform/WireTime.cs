using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Platform;

/// <summary>Times as the contract writes them: UTC, RFC 3339, exactly three decimals and <c>Z</c>.</summary>
static class WireTime
{
    const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Now in UTC and whole milliseconds: .NET has 100 ns, PostgreSQL 1 µs, the wire 1 ms.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
    }

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads RFC 3339 with any offset; a time without one is refused, for nobody can say when it was.</summary>
    public static bool TryRead(string? text, out DateTimeOffset at)
    {
        at = default;
        var zoned = text is { Length: >= 17 and <= 40 } && text[10] is 'T' or 't'
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        if (!zoned || !DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read))
            return false;

        at = read;
        return true;
    }
}

sealed class WireTimeJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && WireTime.TryRead(reader.GetString(), out var at)
            ? at
            : throw new JsonException("Expected a time in RFC 3339 with an offset, e.g. 2026-03-21T14:20:00.000Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireTime.Write(value));
}
