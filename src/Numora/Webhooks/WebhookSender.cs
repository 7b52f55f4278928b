using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace Numora.Webhooks;

/// <summary>What became of an attempt.</summary>
/// <param name="RetryAfter">What the endpoint asks to wait; null where it does not say.</param>
sealed record WebhookOutcome(WebhookAttempt Attempt, TimeSpan? RetryAfter = null)
{
    public bool Succeeded => Attempt.Error is null;

    /// <summary>The endpoint says that it wants no more.</summary>
    public bool Gone => Attempt.StatusCode == StatusCodes.Status410Gone;
}

/// <summary>Signs a delivery and sends it once, through the one door for outgoing requests.</summary>
sealed class WebhookSender(Platform.Egress egress, Secrets secrets, IOptions<WebhookOptions> options, TimeProvider time)
{
    /// <summary>Of an answer.</summary>
    public const int MaxAnswerBytes = 1_024;

    static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(24);

    /// <exception cref="SecretsLostException">This host cannot read the endpoint's secret.</exception>
    public async Task<WebhookOutcome> SendAsync(WebhookEndpoint endpoint, WebhookDelivery delivery, CancellationToken ct)
    {
        var (at, watch) = (time.Now(), Stopwatch.StartNew());
        WebhookOutcome Outcome(int? status, string? error, string? answer = null, TimeSpan? retryAfter = null) => new(
            new(delivery.AttemptCount + 1, at, status, (int)watch.ElapsedMilliseconds, error, answer), retryAfter);

        if (egress.Check(endpoint.Url, out var fault) is not { } url)
            return Outcome(null, $"Not sent. {fault}"); // the rules may have changed since it was set

        using var request = Request(url, endpoint, delivery, at);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(options.Value.Timeout);
        try
        {
            using var answer = await egress.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            var excerpt = await ExcerptAsync(answer, late.Token);
            ct.ThrowIfCancellationRequested();
            return Outcome((int)answer.StatusCode, Error(answer), excerpt, RetryAfter(answer));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Outcome(null, string.Create(CultureInfo.InvariantCulture,
                $"No answer within {options.Value.Timeout.TotalSeconds:0.###} s."));
        }
        catch (Platform.EgressRefusedException refused)
        {
            return Outcome(null, $"Not sent. {refused.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Outcome(null, $"No answer: {Platform.EgressFault.Of(e).Text}.");
        }
    }

    HttpRequestMessage Request(Uri url, WebhookEndpoint endpoint, WebhookDelivery delivery, DateTimeOffset at)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in WebhookHeaders.Of(delivery.EventId, at, delivery.Body, SecretsOf(endpoint, at)))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    List<WebhookSecret> SecretsOf(WebhookEndpoint endpoint, DateTimeOffset at)
    {
        WebhookSecret Open(string kept) => new(secrets.Unprotect(endpoint.WorkspaceId, WebhookEndpoint.SecretPurpose, kept));
        return endpoint.PreviousSecret is { } previous && endpoint.PreviousSecretUntil > at
            ? [Open(endpoint.Secret), Open(previous)]
            : [Open(endpoint.Secret)];
    }

    static string? Error(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 and var status => $"The endpoint answered {status}, a redirect; redirects are not followed. " +
            "Set the endpoint's url to where it leads.",
        var status => $"The endpoint answered {status}.",
    };

    /// <summary>The beginning of the body. Whatever becomes of the rest, the status was the answer.</summary>
    static async Task<string?> ExcerptAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var bytes = new byte[MaxAnswerBytes];
        var length = 0;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(ct);
            while (length < bytes.Length && await body.ReadAsync(bytes.AsMemory(length), ct) is > 0 and var read)
                length += read;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // Cut off, or not ended in time.
        }

        var text = WebhookAnswerText.Of(bytes.AsSpan(0, length));
        return text.Length == 0 ? null : text;
    }

    TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } until } => until - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait > MaxRetryAfter ? MaxRetryAfter : wait;
    }
}

/// <summary>What an endpoint answered, as text that can be kept and shown.</summary>
static class WebhookAnswerText
{
    /// <summary>Without control and formatting characters, which could make a log read as something else.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            if (kind is UnicodeCategory.Format)
                continue;
            var isBreak = kind is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (!isBreak)
                text.Append(rune.ToString());
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }

        return text.ToString().Trim(' ', '\uFFFD'); // the last character may have been cut in two
    }
}
