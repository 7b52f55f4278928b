using System.Net;
using System.Text.Json;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>One answer, alone or as a part of a batch.</summary>
/// <param name="EntityId">The header that says where the record is; its key may be the alternate one.</param>
/// <param name="RetryAfter">As the other side asked for.</param>
/// <param name="Body">May be empty.</param>
sealed record DataverseAnswer(HttpStatusCode Status, string? ContentType, string? EntityId, TimeSpan? RetryAfter, byte[] Body)
{
    /// <summary>Service protection: too many requests, too much execution time, too many at once.</summary>
    static readonly string[] Protection = ["0x80072322", "0x80072321", "0x80072326"];

    const int MaxMessage = 500;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public JsonElement? Json => DataverseJson.Parse(Body);

    /// <summary>The record's GUID out of <c>https://…/invoices(00000000-…)</c>.</summary>
    public string? Id
    {
        get
        {
            var open = EntityId?.LastIndexOf('(') ?? -1;
            return open >= 0 && EntityId![^1] == ')' && Guid.TryParse(EntityId[(open + 1)..^1], out var id)
                ? id.ToString()
                : null;
        }
    }

    /// <summary>What it means that this is no success.</summary>
    /// <param name="doing">Follows "refused": <c>to write the record</c>.</param>
    public PushAnswer Failure(Organization org, string doing)
    {
        var (code, message) = Error();
        var verb = IsTransient ? "was not able" : "refused";
        var reason = $"{org.Host} {verb} {doing}: {org.Clean(message)} ({(code is null ? "" : $"{code}, ")}HTTP {(int)Status}).";
        if (Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable || Protection.Contains(code))
            return new PushAnswer.TryLater("destination_busy", reason, RetryAfter);
        if (Status is HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout)
            return new PushAnswer.TryLater("timeout", reason, RetryAfter);
        if (HttpAnswers.IsTransient(Status))
            return new PushAnswer.TryLater("destination_unreachable", reason, RetryAfter);
        return new PushAnswer.Refused(Status is HttpStatusCode.Unauthorized ? "credentials_rejected" : "destination_refused", reason);
    }

    /// <summary>Whether the error is of a kind that one waits for.</summary>
    public bool IsTransient => HttpAnswers.IsTransient(Status) || Protection.Contains(Error().Code);

    (string? Code, string Message) Error()
    {
        if (IsSuccess || Json is not { } json || !json.TryGetProperty("error", out var error)
            || error.ValueKind is not JsonValueKind.Object)
            return (null, "it gave no reason");

        var message = error.Text("message") is { Length: > 0 } said ? said.Trim() : "it gave no reason";
        return (error.Text("code") is { Length: > 0 } code ? code : null,
            message.Length <= MaxMessage ? message : message[..MaxMessage] + "…");
    }
}
