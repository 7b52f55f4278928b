using System.Text.Json;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Reads the other side's JSON, which need not be any.</summary>
static class DataverseJson
{
    /// <summary>An object, or null.</summary>
    public static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // a page in HTML, or nothing
        }
    }

    public static string? Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The entries of a collection; none where it has none.</summary>
    public static IEnumerable<JsonElement> Rows(this JsonElement? json) =>
        json is { } list && list.TryGetProperty("value", out var rows) && rows.ValueKind is JsonValueKind.Array
            ? rows.EnumerateArray()
            : [];
}
