using System.Text.Json;
using System.Text.RegularExpressions;

namespace Numora.Tests.Operations;

/// <summary>Whether a JSON value fits a schema of the description: the keywords that the description uses.</summary>
sealed class SchemaCheck(JsonElement description)
{
    /// <summary>What does not fit, with its place; nothing when all does.</summary>
    public List<string> Faults(JsonElement value, JsonElement schema)
    {
        var faults = new List<string>();
        Check(value, schema, "$", faults);
        return faults;
    }

    /// <summary>Follows <c>#/components/…</c>; throws where it leads nowhere.</summary>
    public JsonElement Resolve(string reference)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        return reference[2..].Split('/').Aggregate(description, (at, name) =>
            at.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));
    }

    void Check(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = Resolve(reference.GetString()!);
        if (schema.TryGetProperty("anyOf", out var any) && !any.EnumerateArray().Any(s => Faults(value, s).Count == 0))
            faults.Add($"{at}: {value.GetRawText()} fits none of anyOf");
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(Kind(value, type)))
            faults.Add($"{at}: {value.GetRawText()} is not of type {type.GetRawText()}");
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.GetRawText() == value.GetRawText()))
            faults.Add($"{at}: {value.GetRawText()} is none of {words.GetRawText()}");
        if (value.ValueKind is JsonValueKind.String && schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!, RegexOptions.NonBacktracking))
            faults.Add($"{at}: {value.GetRawText()} does not match {pattern}");
        if (value.ValueKind is JsonValueKind.Number && schema.TryGetProperty("maximum", out var most)
            && value.GetDecimal() > most.GetDecimal())
            faults.Add($"{at}: {value.GetRawText()} is above {most}");
        if (value.ValueKind is JsonValueKind.Object)
            CheckMembers(value, schema, at, faults);
        if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
                Check(item, items, $"{at}[{i}]", faults);
    }

    void CheckMembers(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Select(r => r.GetString()!).Where(r => !value.TryGetProperty(r, out _))
                .Select(r => $"{at}: {r} is missing"));
        var named = schema.TryGetProperty("properties", out var properties);
        var more = schema.TryGetProperty("additionalProperties", out var additional);
        foreach (var member in value.EnumerateObject())
            if (named && properties.TryGetProperty(member.Name, out var own))
                Check(member.Value, own, $"{at}.{member.Name}", faults);
            else if (more && additional.ValueKind is JsonValueKind.Object)
                Check(member.Value, additional, $"{at}.{member.Name}", faults);
            else if (named)
                faults.Add($"{at}: {member.Name} is not described");
    }

    static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    static string Kind(JsonElement value, JsonElement type) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => Types(type).Contains("integer") && value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}
