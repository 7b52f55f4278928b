using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Numora.Delivery.Providers;

/// <summary>
/// Where a value is in a JSON answer: <c>$.data.items[0]['odd name']</c>. Members and indices only; neither wildcards nor
/// filters, which could match several.
/// </summary>
sealed partial class JsonPath
{
    const int MaxLength = 500;

    readonly List<string> _members;

    JsonPath(string text, List<string> members) => (Text, _members) = (text, members);

    public string Text { get; }

    /// <summary>Null where the text is not such a path.</summary>
    public static JsonPath? Parse(string? text)
    {
        if (text is null || text.Length > MaxLength || !Shape().IsMatch(text))
            return null;

        return new(text, [.. Steps().Matches(text[1..]).Select(m => m.Value)]);
    }

    public static JsonPath? Check(string? text, string place, ICollection<Fault> faults)
    {
        var path = Parse(text);
        if (path is null)
            faults.Add(new(place, "Must be a JSON path of members and indices, such as $.data.id or $.items[0]['odd name']."));
        return path;
    }

    /// <summary>A path that was checked when it was stored.</summary>
    public static JsonPath Stored(string text) => Parse(text)!;

    /// <summary>Undefined where there is nothing; null is something.</summary>
    public JsonElement Find(JsonElement json)
    {
        foreach (var step in _members)
        {
            json = Step(json, step);
            if (json.ValueKind == JsonValueKind.Undefined)
                break;
        }

        return json;
    }

    /// <summary>
    /// Whether there is something: neither null nor an empty text, list or object, because <c>"error": null</c> and
    /// <c>"errors": []</c> are how many systems say that there is none.
    /// </summary>
    public bool Exists(JsonElement json) => Find(json) is var found && found.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.String => TextOf(found) is not "",
        JsonValueKind.Array => found.GetArrayLength() > 0,
        JsonValueKind.Object => found.EnumerateObject().Any(),
        _ => true,
    };

    /// <summary>A text, number or boolean as text; null where there is none.</summary>
    public string? Value(JsonElement json) => (Find(json) is var found ? found.ValueKind : default) switch
    {
        JsonValueKind.String => TextOf(found),
        JsonValueKind.Number => found.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    } is { Length: > 0 } text ? text : null;

    /// <summary>Null where it holds half a surrogate pair, which is valid JSON but no text.</summary>
    static string? TextOf(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static JsonElement Step(JsonElement json, string step)
    {
        if (step[0] is '.')
            return Member(json, step[1..]);
        var inner = step[1..^1];
        return inner[0] is '\'' or '"' ? Member(json, inner[1..^1]) : Entry(json, inner);
    }

    static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    static JsonElement Entry(JsonElement json, string digits) =>
        json.ValueKind == JsonValueKind.Array && int.Parse(digits, CultureInfo.InvariantCulture) is var at
        && at < json.GetArrayLength() ? json[at] : default;

    const string OneStep = """\.[^\s.\[\]'"*@?:]+|\[[0-9]{1,6}\]|\['[^']+'\]|\["[^"]+"\]""";

    [GeneratedRegex($@"^\$({OneStep})*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(OneStep, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Steps();
}
