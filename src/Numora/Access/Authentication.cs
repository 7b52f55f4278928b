using System.Collections.Concurrent;

namespace Numora.Access;

/// <summary>
/// Asks each <c>/v1</c> request for its key, counts it against the key's rate, and compares the key's scopes with what the
/// route declares. A route that declares nothing is closed.
/// </summary>
static class Authentication
{
    const string Scheme = "Bearer ";

    public static IApplicationBuilder UseKeys(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        // ASP.NET Core's own answers (405, 415) are endpoints too, but no routes.
        if (http.GetEndpoint() is not RouteEndpoint endpoint
            || !http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var services = http.RequestServices;
        var key = await FindAsync(http, services.GetRequiredService<KeyRing>());
        if (key is null)
        {
            services.GetRequiredService<FailedSignIns>().Count(http);
            throw new RefusedException(Refusal.Unauthorized,
                "A valid API key is needed: send the header Authorization: Bearer sk_live_…");
        }

        services.GetRequiredService<RateLimits>().Take(key.Id, http.Response);
        CheckScope(endpoint, key);
        var caller = services.GetRequiredService<Caller>();
        caller.Key = key;
        caller.RequestId = http.RequestId();
        services.GetRequiredService<Tenant>().WorkspaceId = key.WorkspaceId;
        await next(http);
    });

    static void CheckScope(Endpoint endpoint, KeyIdentity key)
    {
        var requirement = endpoint.Metadata.GetMetadata<ScopeRequirement>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} declares no scope.");
        if (requirement.Scope is { } scope && !key.Scopes.Contains(scope))
            throw new RefusedException(Refusal.Forbidden, $"The key {key.Name} lacks the scope {scope}.");
    }

    static ValueTask<KeyIdentity?> FindAsync(HttpContext http, KeyRing keys)
    {
        if (http.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return default;
        var secret = header[Scheme.Length..].Trim();
        return ApiKeySecret.HasShape(secret) ? keys.FindAsync(secret, http.RequestAborted) : default;
    }
}

/// <summary>
/// Slows down whoever guesses keys: after 60 wrong ones in a minute, an address gets 429 for further wrong ones. Valid
/// keys from there are served all the while, for many clients may share an address.
/// </summary>
sealed class FailedSignIns(TimeProvider time)
{
    public const int MaxPerMinute = 60;
    const int MaxAddresses = 10_000;

    readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    long _minute;

    /// <summary>Counts a wrong key; asking without any key is no guess.</summary>
    public void Count(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count == 0)
            return;
        var now = time.GetUtcNow();
        var minute = now.ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute || _counts.Count > MaxAddresses)
            _counts.Clear();
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "local";
        if (_counts.AddOrUpdate(address, 1, (_, n) => n + 1) > MaxPerMinute)
            throw new RefusedException(Refusal.RateLimited,
                "Too many requests with a wrong key came from this address. Wait a minute.")
            { RetryAfterSeconds = 60 - now.Second };
    }
}
