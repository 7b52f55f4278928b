using System.Text.Json;
using System.Text.Json.Nodes;

namespace Numora.Delivery.Providers.Http;

/// <summary>What an answer means.</summary>
static class HttpVerdict
{
    /// <summary>Null where it means success.</summary>
    /// <param name="rules">Null: any 2xx is success.</param>
    public static PushAnswer? NotDone(
        HttpReply reply, HttpSuccess? rules, string? messagePlace, IEnumerable<string> secrets, string to)
    {
        var told = HttpWords.Ending(HttpWords.Message(reply, messagePlace, secrets));
        // Behind these the record may have been written all the same: looked up first, where that can be.
        if (reply.Code is 408 or 500 or 502 or 504)
            return new PushAnswer.Unknown(TransientCode(reply.Code), $"{to} answered {reply.Code}{told}", reply.RetryAfter);
        if (HttpAnswers.IsTransient(reply.Status))
            return new PushAnswer.TryLater(TransientCode(reply.Code), $"{to} answered {reply.Code}{told}", reply.RetryAfter);
        if (rules?.Status?.Contains(reply.Code) ?? reply.Is2xx)
            return rules?.ReadsBody == true ? Violation(reply, rules, told, to) : null;

        return reply.Code switch
        {
            >= 300 and <= 399 => Refused($"{to} answered {reply.Code}, a redirect, which is not followed; "
                + "set the URL that it leads to in the destination."),
            401 or 403 or 407 => new PushAnswer.Refused(
                "credentials_rejected", $"{to} refused the credentials with {reply.Code}{told}"),
            _ => Refused($"{to} answered {reply.Code}{told}"),
        };
    }

    public static string TransientCode(int status) => status is 429 or 503 ? "destination_busy" : "destination_error";

    /// <summary>Whether the JSON holds the text, compared as a number where both are numbers.</summary>
    public static bool Holds(JsonElement json, string path, string? expected)
    {
        var found = JsonPath.Stored(path).Value(json);
        return found == expected
            || (HttpWords.Number(found) is { } a && HttpWords.Number(expected) is { } b && a == b);
    }

    static PushAnswer? Violation(HttpReply reply, HttpSuccess rules, string told, string to)
    {
        if (reply.TooLarge)
            return Refused($"{to} answered {reply.Code} with more than {HttpReply.MaxBodyBytes / 1024 / 1024} MB, which is not "
                + "read; whether the record was written can only be seen there.");
        if (reply.Body is null)
            return new PushAnswer.Unknown("answer_lost", $"{to} answered {reply.Code}, but its answer broke off.");
        if (reply.Json.ValueKind == JsonValueKind.Undefined)
            return Refused($"{to} answered {reply.Code}, but not in JSON, so that the rules for success cannot be checked{told}");

        var broken = (rules.Exists ?? []).Where(p => !JsonPath.Stored(p).Exists(reply.Json)).Select(p => $"{p} is missing")
            .Concat((rules.NotExists ?? []).Where(p => JsonPath.Stored(p).Exists(reply.Json)).Select(p => $"{p} is there"))
            .Concat((rules.EqualTo ?? new Dictionary<string, JsonElement>()).Where(e => !IsEqual(reply.Json, e.Key, e.Value))
                .Select(e => $"{e.Key} is not {e.Value.GetRawText()}"))
            .ToList();
        return broken.Count == 0
            ? null
            : Refused($"{to} answered {reply.Code}, but this is no success ({string.Join(", ", broken)}){told}");
    }

    static bool IsEqual(JsonElement answer, string path, JsonElement expected)
    {
        var found = JsonPath.Stored(path).Find(answer);
        return found.ValueKind == expected.ValueKind && JsonNode.DeepEquals(
            JsonSerializer.SerializeToNode(found), JsonSerializer.SerializeToNode(expected));
    }

    static PushAnswer.Refused Refused(string reason) => new("destination_refused", reason);
}
