using System.Security.Cryptography;

namespace Numora.Access;

/// <summary>
/// The first start without any key makes a workspace <c>default</c> and one key with all scopes; its secret is shown once.
/// </summary>
static partial class Bootstrap
{
    /// <summary>What <c>Numora__BootstrapApiKey</c> is to be.</summary>
    public const string UsableSecret = "must be sk_live_ and at least 32 further letters, digits, _ or -";

    public static bool IsUsable(string secret) =>
        ApiKeySecret.HasShape(secret) && secret.StartsWith("sk_live_", StringComparison.Ordinal);

    /// <param name="configured">The secret to use; null for a random one.</param>
    /// <param name="show">
    /// Is given what a person must read before it is stored: a host that is killed between the two has shown a key that
    /// does not work, and shows another at its next start. The other way round the only key would be lost.
    /// </param>
    /// <returns>The secret that was shown, or null when there are keys already or it was configured.</returns>
    public static async Task<string?> EnsureKeyAsync(
        IServiceProvider services, string? configured, Action<string> show, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().Now();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Several hosts may start on an empty database at once; one of them makes the key.
        await db.Database.ExecuteSqlAsync($"lock table api_keys in share row exclusive mode", ct);
        if (await db.ApiKeys.AnyAsync(ct))
        {
            if (configured is not null && !await WorksAsync(db, configured, now, ct))
                NotUsed(services.GetRequiredService<ILoggerFactory>().CreateLogger("Numora.Access"));
            return null;
        }

        var workspace = await db.DefaultWorkspaceAsync(now, ct);
        var secret = configured ?? ApiKeySecret.NewSecret(test: false);
        var key = new ApiKey(workspace.Id, "first key", Scopes.All, test: false, expiresAt: null, now);
        db.AddRange(key, new ApiKeySecret(key, secret));
        await db.SaveChangesAsync(ct);
        if (configured is null)
            show(FirstKey(secret));
        CrashPoint.Pass("first-key", "before-commit");
        await transaction.CommitAsync(ct);
        CrashPoint.Pass("first-key", "after-commit");
        return configured is null ? secret : null;
    }

    /// <summary>Whether the secret is that of a key that may be used now.</summary>
    static async Task<bool> WorksAsync(NumoraDb db, string secret, DateTimeOffset now, CancellationToken ct)
    {
        var prefix = secret[..ApiKeySecret.PrefixLength];
        var hash = await db.Set<ApiKeySecret>().Where(s => s.Prefix == prefix && (s.ExpiresAt == null || s.ExpiresAt > now)
                && db.ApiKeys.Any(k => k.Id == s.KeyId && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now)))
            .Select(s => s.Hash).SingleOrDefaultAsync(ct);
        return hash is not null && CryptographicOperations.FixedTimeEquals(hash, ApiKeySecret.HashOf(secret));
    }

    static string FirstKey(string secret) => $"""

        The first API key (all scopes, workspace "default"), shown this once:

          {secret}

        """;

    /// <summary>What the console shows once requests are taken: the address, and what to do first.</summary>
    public static string Greeting(string address, IReadOnlyList<string> toDo) => toDo.Count == 0
        ? $"Numora listens on {address}"
        : $"""

            Numora listens on {address}

            {string.Join("\n\n", toDo)}

            """;

    /// <summary>To be done first with the first key.</summary>
    public static string TryKey(string address, string secret) =>
        $"""Try it:  curl -H "Authorization: Bearer {secret}" {address}/v1/me""";

    [LoggerMessage(1305, LogLevel.Warning,
        "Numora__BootstrapApiKey is not used: there are keys already, and it is none of them. A further key is made by keys create")]
    static partial void NotUsed(ILogger log);
}
