using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Numora.Delivery.Runs;

namespace Numora.Delivery.Providers.Dynamics365;

/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="Doing">Follows "refused": <c>to write the record</c>.</param>
/// <param name="Writes">Whether a lost answer leaves it open what is over there.</param>
sealed record DataverseRequest(HttpMethod Method, string Path, string Doing, bool Writes)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    public string? Prefer { get; init; }

    /// <summary>On top of the configured time limit, for large bodies.</summary>
    public TimeSpan MoreTime { get; init; }
}

/// <summary>
/// Speaks to one environment: token, headers of the protocol, time limit. What is to be waited for, and what never came
/// back, ends the push (<see cref="DataverseStop"/>); other refusals are answers.
/// </summary>
sealed class DataverseClient(
    Egress egress, AccessTokens tokens, TimeProvider time, Organization organization, RunLog? log)
{
    public Organization Organization => organization;

    public RunLog? Log => log;

    /// <summary>The answer, success or refusal.</summary>
    public async Task<DataverseAnswer> SendAsync(DataverseRequest request, CancellationToken ct)
    {
        var answer = await SendAsync(request, await tokens.GetAsync(organization, ct), ct);
        if (answer.Status is HttpStatusCode.Unauthorized)
        {
            log?.Info($"{organization.Host} no longer accepts the access token; trying once more with a new one.");
            answer = await SendAsync(request, await tokens.GetAsync(organization, ct), ct);
        }

        if (answer.Status is HttpStatusCode.Unauthorized || (!answer.IsSuccess && answer.IsTransient))
            throw new DataverseStop(answer.Failure(organization, request.Doing));
        return answer;
    }

    /// <summary>The answer of a request that must succeed.</summary>
    public async Task<DataverseAnswer> SucceedAsync(DataverseRequest request, CancellationToken ct)
    {
        var answer = await SendAsync(request, ct);
        return answer.IsSuccess ? answer : throw new DataverseStop(answer.Failure(organization, request.Doing));
    }

    public Task<DataverseAnswer> GetAsync(string path, string doing, CancellationToken ct, string? prefer = null) =>
        SendAsync(new(HttpMethod.Get, path, doing, Writes: false) { Prefer = prefer }, ct);

    async Task<DataverseAnswer> SendAsync(DataverseRequest request, string token, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(organization.Timeout + request.MoreTime);
        var started = time.GetTimestamp();
        try
        {
            using var message = Message(request, token);
            using var response = await egress.Http.SendAsync(message, late.Token);
            var body = await response.Content.ReadAsByteArrayAsync(late.Token);
            if (response.StatusCode is HttpStatusCode.Unauthorized)
                await tokens.DropAsync(organization, token, late.Token);
            if (request.Writes)
                log?.Info(
                    $"{organization.Host} answered HTTP {(int)response.StatusCode}.",
                    new { DurationMs = (long)time.GetElapsedTime(started).TotalMilliseconds });
            return new DataverseAnswer(
                response.StatusCode, response.Content.Headers.ContentType?.ToString(),
                Header(response.Headers, "OData-EntityId") ?? response.Headers.Location?.OriginalString,
                HttpAnswers.RetryAfter(response, time), response.IsSuccessStatusCode ? body : Without(token, body));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            throw new DataverseStop(HttpAnswers.NoAnswer(e, organization.Host) switch
            {
                // A question changes nothing over there, whatever became of it.
                PushAnswer.Unknown unknown when !request.Writes =>
                    new PushAnswer.TryLater("destination_unreachable", unknown.Reason),
                var none => none,
            });
        }
    }

    HttpRequestMessage Message(DataverseRequest request, string token)
    {
        // Not through UriBuilder or a base address: the path is encoded already and must stay as it is.
        var message = new HttpRequestMessage(request.Method, new Uri(organization.Resource + request.Path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Accept.ParseAdd("application/json");
        message.Headers.Add("OData-Version", "4.0");
        message.Headers.Add("OData-MaxVersion", "4.0");
        if (request.Prefer is not null)
            message.Headers.Add("Prefer", request.Prefer);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        return message;
    }

    /// <summary>A refusal that repeats the token does not carry it into logs.</summary>
    static byte[] Without(string token, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Contains(token, StringComparison.Ordinal)
            ? Encoding.UTF8.GetBytes(text.Replace(token, "***", StringComparison.Ordinal))
            : body;
    }

    static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
