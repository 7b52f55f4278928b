using System.Text.Json;
using System.Text.Json.Nodes;

namespace Numora.Delivery.Providers;

/// <summary>
/// JSON whose texts are templates. It is filled as JSON, not as text, so that no value can change its structure. A text
/// that is just one name becomes the value itself: <c>"{{total_amount}}"</c> becomes <c>119.00</c>.
/// </summary>
static class TemplateJson
{
    public static void Check(JsonElement json, string place, TemplateNames known, ICollection<Fault> faults)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                    Check(member.Value, $"{place}.{member.Name}", known, faults);
                break;
            case JsonValueKind.Array:
                foreach (var (i, entry) in json.EnumerateArray().Index())
                    Check(entry, $"{place}[{i}]", known, faults);
                break;
            case JsonValueKind.String:
                Template.Parse(json.GetString()!, place, known, faults);
                break;
        }
    }

    /// <exception cref="TemplateValueException">A name has no value in this document.</exception>
    public static JsonNode? Render(JsonElement json, string place, TemplateValues values)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return new JsonObject(json.EnumerateObject()
                    .Select(m => KeyValuePair.Create(m.Name, Render(m.Value, $"{place}.{m.Name}", values))));
            case JsonValueKind.Array:
                return new JsonArray([.. json.EnumerateArray().Select((e, i) => Render(e, $"{place}[{i}]", values))]);
            case JsonValueKind.String:
                var template = Template.Stored(json.GetString()!, place);
                return template.OnlyName is { } name
                    ? values.Find(name)?.DeepClone() ?? throw TemplateValueException.Missing(place, name)
                    : template.Render(values, TemplateUse.Text);
            default:
                return JsonSerializer.SerializeToNode(json, Json.Options);
        }
    }
}
