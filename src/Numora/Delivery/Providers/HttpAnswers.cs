using System.Net;

namespace Numora.Delivery.Providers;

/// <summary>What HTTP statuses and faults mean for a push (spec/api.md §6).</summary>
static class HttpAnswers
{
    /// <summary>For one request to a destination, answer included, unless its configuration says otherwise.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Longer waits than this are not believed.</summary>
    static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(24);

    /// <summary>Whether the same request may well succeed later: time-outs, too early, too many, the server's own faults.</summary>
    public static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 425 or 429 or >= 500;

    /// <summary>How long the server asks to wait; null where it does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider time)
    {
        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } at } => at - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, MaxRetryAfter.Ticks));
    }

    /// <summary>What it means that no answer came.</summary>
    /// <param name="e">What <see cref="Egress.Http"/> threw; not a cancellation that the caller asked for.</param>
    /// <param name="to">Whom, as a person knows it.</param>
    public static PushAnswer NoAnswer(Exception e, string to)
    {
        var fault = EgressFault.Of(e);
        var reason = $"No answer from {to}: {fault.Text}.";
        if (!fault.Transient)
            return new PushAnswer.Refused("destination_unreachable", reason);
        return WasNotSent(e)
            ? new PushAnswer.TryLater("destination_unreachable", reason)
            : new PushAnswer.Unknown("answer_lost", reason);
    }

    /// <summary>Whether the fault came about before a byte of the request could have arrived.</summary>
    static bool WasNotSent(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
    };
}
