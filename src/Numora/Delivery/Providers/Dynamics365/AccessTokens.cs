using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>
/// Access tokens by client credentials, kept until shortly before they expire. Of many that need the same one, one asks.
/// </summary>
sealed class AccessTokens(Egress egress, TimeProvider time)
{
    /// <summary>A token is not used in its last minutes: the other side's clock may be ahead, and requests take time.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Beyond this many clients those whose token is over are forgotten.</summary>
    const int MaxKept = 1_000;

    const int MaxReason = 500;

    readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <exception cref="DataverseStop">No token was given.</exception>
    public async Task<string> GetAsync(Organization org, CancellationToken ct)
    {
        var entry = _entries.GetOrAdd(Key(org), _ => new Entry());
        var round = entry.Round;
        await entry.Turn.WaitAsync(ct);
        try
        {
            if (entry.Token is { } token && time.GetUtcNow() < entry.UseUntil)
                return token;
            if (entry.Round != round && entry.Failure is { } failure)
                throw new DataverseStop(failure); // asked while we waited: a dead endpoint is not waited for in turn
            Forget();
            (entry.Token, entry.UseUntil) = await FetchAsync(org, ct);
            (entry.Round, entry.Failure) = (entry.Round + 1, null);
            return entry.Token;
        }
        catch (DataverseStop stop) when (stop.Answer != entry.Failure)
        {
            (entry.Round, entry.Failure) = (entry.Round + 1, stop.Answer);
            throw;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <summary>This token was not accepted; a newer one stays.</summary>
    public async Task DropAsync(Organization org, string token, CancellationToken ct)
    {
        if (!_entries.TryGetValue(Key(org), out var entry))
            return;
        await entry.Turn.WaitAsync(ct);
        if (entry.Token == token)
            entry.Token = null;
        entry.Turn.Release();
    }

    async Task<(string Token, DateTimeOffset UseUntil)> FetchAsync(Organization org, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(org.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, org.TokenUrl)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = org.ClientId,
                ["client_secret"] = org.ClientSecret,
                ["scope"] = org.Scope,
            }),
        };
        var asked = time.GetUtcNow();
        try
        {
            using var answer = await egress.Http.SendAsync(request, late.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(late.Token);
            return answer.IsSuccessStatusCode
                ? Read(org, body, asked)
                : throw new DataverseStop(Refusal(org, answer, body));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            throw new DataverseStop(HttpAnswers.NoAnswer(e, $"the token endpoint at {Host(org)}") switch
            {
                // Asking for a token writes nothing, whatever became of the request.
                PushAnswer.Unknown unknown => new PushAnswer.TryLater("destination_unreachable", unknown.Reason),
                var answer => answer,
            });
        }
    }

    static (string Token, DateTimeOffset UseUntil) Read(Organization org, byte[] body, DateTimeOffset asked)
    {
        if (DataverseJson.Parse(body) is { } json && json.Text("access_token") is { Length: > 0 } token
            && json.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var lifetime) && lifetime > 0)
        {
            var life = TimeSpan.FromSeconds(lifetime);
            return (token, asked + life - (life / 2 < Margin ? life / 2 : Margin));
        }

        throw DataverseStop.Refused("destination_refused", $"The token endpoint at {Host(org)} answered without a token.");
    }

    PushAnswer Refusal(Organization org, HttpResponseMessage answer, byte[] body)
    {
        var json = DataverseJson.Parse(body);
        var said = json?.Text("error_description")?.Split('\n', '\r')[0] ?? json?.Text("error");
        var status = (int)answer.StatusCode;
        var clean = said is null ? "" : org.Clean(said);
        var reason = $"The token endpoint at {Host(org)} gave no token (HTTP {status})"
            + (clean.Length == 0 ? "." : $": {(clean.Length <= MaxReason ? clean : clean[..MaxReason] + "…")}");
        if (!HttpAnswers.IsTransient(answer.StatusCode))
            return new PushAnswer.Refused("credentials_rejected", reason);
        var busy = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
        return new PushAnswer.TryLater(
            busy ? "destination_busy" : "destination_unreachable", reason, HttpAnswers.RetryAfter(answer, time));
    }

    static string Host(Organization org) => new Uri(org.TokenUrl).Authority;

    /// <summary>Changed credentials are another client: the secret is part of the key, as its hash.</summary>
    static string Key(Organization org) => string.Join('\n', org.TokenUrl, org.Scope, org.ClientId,
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(org.ClientSecret))));

    void Forget()
    {
        if (_entries.Count <= MaxKept)
            return;
        foreach (var (key, _) in _entries.Where(e => e.Value.UseUntil < time.GetUtcNow() && e.Value.Turn.CurrentCount > 0))
            _entries.TryRemove(key, out _);
    }

    sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public string? Token { get; set; }

        public DateTimeOffset UseUntil { get; set; }

        /// <summary>How often the endpoint has answered, or been given up.</summary>
        public int Round { get; set; }

        /// <summary>What the last round ended with, if it brought no token.</summary>
        public PushAnswer? Failure { get; set; }
    }
}
