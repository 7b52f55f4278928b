using System.Text.Json;
using System.Text.RegularExpressions;

namespace Numora.Platform;

/// <summary>Says of an unreadable JSON body which member is wrong and which rule it breaks.</summary>
static partial class JsonFault
{
    public static RefusedException Refused(JsonException json)
    {
        var field = Member(json.Path);
        var message = Rule(json);
        return field is null
            ? new RefusedException(Refusal.Malformed, $"The body is not valid JSON: {message}")
            : RefusedException.Malformed(field, message);
    }

    /// <summary><c>$.metadata.source</c> is told as <c>metadata.source</c>; the root has no name.</summary>
    static string? Member(string? path) =>
        path is null or "$" || !path.StartsWith("$.", StringComparison.Ordinal) ? null : Short(path[2..]);

    static string Rule(JsonException json)
    {
        var message = json.Message;
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return "There is no such member.";
        if (message.Contains("Duplicate property", StringComparison.Ordinal))
            return "The member stands there twice.";
        if (message.Contains("depth", StringComparison.Ordinal))
            return $"Nested deeper than {Json.MaxDepth} levels.";
        if (WrongType().Match(message) is { Success: true } wrong)
            return $"Expected {Kind(wrong.Groups["type"].Value)}.";
        if (message.Contains("surrogate", StringComparison.OrdinalIgnoreCase))
            return "Expected valid Unicode text; half a surrogate pair is none.";
        // Our own converters speak for themselves; the reader's messages end in their position, which helps.
        return Short(Position().Replace(message, ""));
    }

    static string Kind(string type) => type switch
    {
        "System.String" => "a string",
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" or "System.Decimal" or "System.Double" => "a number",
        _ when type.Contains("[]", StringComparison.Ordinal) || type.Contains("List`", StringComparison.Ordinal) => "a list",
        _ => "an object",
    };

    /// <summary>Names and messages can carry what the caller sent: keep them to a length fit for an answer.</summary>
    static string Short(string text) => text.Length <= 300 ? text : text[..300] + "…";

    [GeneratedRegex(@"could not be converted to (System\.Nullable`1\[)?(?<type>[^ \]]+(\[\])?)", RegexOptions.NonBacktracking)]
    private static partial Regex WrongType();

    [GeneratedRegex(@" ?Path: \$.*$", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Position();
}
