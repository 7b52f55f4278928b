using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Numora.Delivery.Providers.Http;

/// <param name="Fault">Why there is none. Nothing was written then, so it is never unknown.</param>
sealed record HttpToken(string? Value, bool FromCache, PushAnswer? Fault);

/// <summary>Access tokens for client credentials (RFC 6749 §4.4), kept until shortly before they end.</summary>
sealed class HttpTokens(Egress egress, TimeProvider time)
{
    /// <summary>A token is not used in its last minute: the request takes time, and clocks differ.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Where the server does not say how long it lasts.</summary>
    const int DefaultLifeSeconds = 300;

    const int MaxLifeSeconds = 24 * 3600;

    /// <summary>By all that a token depends on, so that changed credentials never meet an old token.</summary>
    readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _kept = new();

    public async Task<HttpToken> GetAsync(HttpCredentials credentials, TimeSpan timeout, CancellationToken ct)
    {
        var key = KeyOf(credentials);
        var now = time.GetUtcNow();
        if (_kept.TryGetValue(key, out var kept) && now < kept.Until)
            return new(kept.Token, FromCache: true, null);

        var outcome = await AskAsync(credentials, timeout, ct);
        if (outcome.Reply is not { } reply)
            return new(null, false, Unanswered(outcome.NoReply!));
        if (Accepted(reply) is not var (token, seconds))
            return new(null, false, Refused(reply, credentials));

        foreach (var old in _kept.Where(k => k.Value.Until <= now).ToList())
            _kept.TryRemove(old);
        _kept[key] = (token, now + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxLifeSeconds)) - Margin);
        return new(token, FromCache: false, null);
    }

    public void Forget(HttpCredentials credentials) => _kept.TryRemove(KeyOf(credentials), out _);

    /// <summary>The token in use, if there is one: what no message may hold.</summary>
    public IEnumerable<string> Kept(HttpCredentials credentials) =>
        _kept.TryGetValue(KeyOf(credentials), out var kept) ? [kept.Token] : [];

    Task<HttpOutcome> AskAsync(HttpCredentials credentials, TimeSpan timeout, CancellationToken ct)
    {
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        var headers = new List<(string, string)> { ("Accept", "application/json") };
        if (credentials.ClientAuth == "basic")
            headers.Add(("Authorization", "Basic " + HttpCredentials.Basic(
                Uri.EscapeDataString(credentials.ClientId!), Uri.EscapeDataString(credentials.ClientSecret!))));
        else
            form.AddRange([new("client_id", credentials.ClientId!), new("client_secret", credentials.ClientSecret!)]);
        if (credentials.Scope is { Length: > 0 } scope)
            form.Add(new("scope", scope));

        var call = new HttpCall(
            HttpMethod.Post, new Uri(credentials.TokenUrl!), headers, () => new FormUrlEncodedContent(form));
        return new HttpExchange(egress, this, time).SendAsync(call, null, timeout, "the token server", ct);
    }

    static (string Token, double Seconds)? Accepted(HttpReply reply)
    {
        if (!reply.Is2xx || JsonPath.Stored("$.access_token").Value(reply.Json) is not { } token
            || token.Any(c => c is <= ' ' or > '~'))
            return null;

        var life = JsonPath.Stored("$.expires_in").Value(reply.Json); // some servers write the number as a text
        return (token, HttpWords.Number(life) is { } seconds ? (double)seconds : DefaultLifeSeconds);
    }

    static PushAnswer Refused(HttpReply reply, HttpCredentials credentials)
    {
        var reason = $"The token server answered {reply.Code}" + (reply.Is2xx
            ? " without an access token."
            : HttpWords.Ending(HttpWords.Message(reply, "$.error_description", credentials.Secrets)));
        return HttpAnswers.IsTransient(reply.Status)
            ? new PushAnswer.TryLater(HttpVerdict.TransientCode(reply.Code), reason, reply.RetryAfter)
            : new PushAnswer.Refused("credentials_rejected", reason);
    }

    static PushAnswer Unanswered(PushAnswer answer) => answer is PushAnswer.Unknown unknown
        ? new PushAnswer.TryLater("destination_unreachable", unknown.Reason)
        : answer;

    static string KeyOf(HttpCredentials c) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\0', c.TokenUrl, c.ClientId, c.ClientSecret, c.Scope, c.ClientAuth))));
}
