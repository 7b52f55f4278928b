using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Values as they stand in keys and filters (OData 4.0 ABNF, "primitiveLiteral").</summary>
static class ODataLiteral
{
    /// <summary>The literal, ready for a URL.</summary>
    /// <param name="type">The column's AttributeType; null where it is not known: then the JSON type decides.</param>
    /// <exception cref="DataverseStop">The column cannot have such a value.</exception>
    public static string Of(string column, JsonNode value, string? type)
    {
        var text = Text(value);
        return type switch
        {
            "String" or "Memo" or "EntityName" => Quoted(text),
            "Integer" or "BigInt" or "Decimal" or "Double" or "Money" or "Picklist" or "State" or "Status" =>
                decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                    ? Uri.EscapeDataString(text)
                    : throw Wrong(column, "numbers"),
            "Boolean" => text is "true" or "false" ? text : throw Wrong(column, "true or false"),
            "DateTime" => Moment(text) is not null ? Uri.EscapeDataString(text) : throw Wrong(column, "dates"),
            "Uniqueidentifier" or "Lookup" or "Customer" or "Owner" =>
                Guid.TryParse(text, out var id) ? id.ToString() : throw Wrong(column, "GUIDs"),
            _ when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Array => Quoted(text),
            _ => Uri.EscapeDataString(text),
        };
    }

    /// <summary>
    /// The value as text: lists by comma, which is how the Web API writes choices of which several may be taken.
    /// </summary>
    public static string Text(JsonNode value) => value switch
    {
        JsonArray list => string.Join(',', list.Select(e => e is null ? "" : Text(e))),
        _ when value.GetValueKind() is JsonValueKind.String => value.ToString(),
        _ => value.ToJsonString(),
    };

    /// <summary>A date, or a point in time, in ISO 8601; without a zone it is UTC.</summary>
    public static DateTimeOffset? Moment(string text) =>
        text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    /// <summary>Quotes inside are doubled; they may stand in URLs as they are, which reads better.</summary>
    static string Quoted(string text) =>
        $"'{Uri.EscapeDataString(text.Replace("'", "''", StringComparison.Ordinal)).Replace("%27", "'", StringComparison.Ordinal)}'";

    static DataverseStop Wrong(string column, string kind) => DataverseStop.Refused(
        "payload_invalid", $"The column {column} holds {kind}; the document's value is none.");
}
