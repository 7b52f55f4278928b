namespace Numora.Delivery.Providers.Http;

/// <summary>Asks whether the destination is there and lets us in, by a request that writes nothing.</summary>
sealed class HttpProbe(HttpExchange exchange)
{
    /// <summary>A person waits for it.</summary>
    static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(15);

    public async Task<TestAnswer> RunAsync(Target target, CancellationToken ct)
    {
        var config = Settings.Stored<HttpConfig>(target.Config);
        var credentials = HttpCredentials.Of(target.Credentials);
        var call = new HttpCall(
            new HttpMethod(config.Test?.Method ?? "HEAD"), new Uri(config.Test?.Url ?? Start(config.Url!)), FixedHeaders(config));
        var timeout = config.Timeout < MaxTimeout ? config.Timeout : MaxTimeout;

        var outcome = await exchange.SendAsync(call, credentials, timeout, target.DisplayName, ct);

        return outcome.Reply is { } reply ? Of(call, reply) : new(false, ReasonOf(outcome.NoReply!));
    }

    static TestAnswer Of(HttpCall call, HttpReply reply)
    {
        var asked = $"{call.Method} {UrlTemplate.Shown(call.Url)} was answered with {reply.Code}";
        return reply.Code switch
        {
            401 or 403 or 407 => new(false, $"{asked}: the credentials were refused."),
            >= 500 => new(false, $"{asked}: the server is there, but does not work."),
            >= 300 and <= 399 => new(true, $"{asked}, a redirect. The server is there; note that redirects are not followed."),
            >= 400 => new(true, $"{asked}. The server is there and did not refuse the credentials; what it says of "
                + $"a {call.Method} does not tell what it will say of a record."),
            _ => new(true, $"{asked}."),
        };
    }

    /// <summary>Up to the path segment with the first name, and without a query.</summary>
    static string Start(string url)
    {
        var beginning = Template.Stored(url, "config.url").Beginning;
        if (beginning.IndexOf('?') is var query and > 0)
            return beginning[..query];
        return beginning.Length == url.Length ? url : beginning[..(beginning.LastIndexOf('/') + 1)];
    }

    static List<(string, string)> FixedHeaders(HttpConfig config) =>
        [.. (config.Headers ?? new Dictionary<string, string>()).Where(h => !h.Value.Contains("{{", StringComparison.Ordinal))
            .Select(h => (h.Key, h.Value))];

    static string ReasonOf(PushAnswer answer) => answer switch
    {
        PushAnswer.Refused refused => refused.Reason,
        PushAnswer.TryLater later => later.Reason,
        PushAnswer.Unknown unknown => unknown.Reason,
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no reason for a failed test."),
    };
}
