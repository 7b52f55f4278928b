using System.Globalization;

namespace Numora.Access;

/// <summary>
/// The first start without any key makes a workspace <c>default</c> and one key with all scopes; its secret is shown once.
/// </summary>
static class Bootstrap
{
    /// <param name="configured">The secret to use; null for a random one.</param>
    /// <returns>The secret to show, or null when there are keys already or it was configured.</returns>
    public static async Task<string?> EnsureKeyAsync(IServiceProvider services, string? configured, CancellationToken ct)
    {
        if (configured is not null && (!ApiKeySecret.HasShape(configured) || !configured.StartsWith("sk_live_", StringComparison.Ordinal)))
            throw new InvalidOperationException(
                "Numora__BootstrapApiKey must be sk_live_ and at least 32 further letters, digits, _ or -.");

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Several hosts may start on an empty database at once; one of them makes the key.
        await db.Database.ExecuteSqlAsync($"lock table api_keys in share row exclusive mode", ct);
        if (await db.ApiKeys.AnyAsync(ct))
            return null;

        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().Now();
        var workspace = await db.Workspaces.SingleOrDefaultAsync(w => w.Name == "default", ct);
        if (workspace is null)
            db.Add(workspace = new Workspace("default", now));
        var secret = configured ?? ApiKeySecret.NewSecret(test: false);
        var key = new ApiKey(workspace.Id, "first key", Scopes.All, test: false, expiresAt: null, now);
        db.AddRange(key, new ApiKeySecret(key, secret));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return configured is null ? secret : null;
    }

    /// <summary>What the console shows: the address, and on the first start the key.</summary>
    public static string Greeting(string address, string? secret) => secret is null
        ? $"Numora listens on {address}"
        : string.Create(CultureInfo.InvariantCulture, $"""

            Numora listens on {address}
            The first API key (all scopes, workspace "default") is shown this once:

              {secret}

            Try it:  curl -H "Authorization: Bearer {secret}" {address}/v1/me

            """);
}
