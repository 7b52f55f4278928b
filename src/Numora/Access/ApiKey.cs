using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.Access;

/// <summary>A key: what it may do in which workspace. Its secret is kept as a hash (<see cref="ApiKeySecret"/>).</summary>
sealed class ApiKey
{
    ApiKey() => (Id, WorkspaceId, Name, Scopes) = (null!, null!, null!, null!); // for EF

    public ApiKey(
        string workspaceId, string name, IReadOnlyList<string> scopes, bool test, DateTimeOffset? expiresAt,
        DateTimeOffset now) =>
        (Id, WorkspaceId, Name, Scopes, Test, ExpiresAt, CreatedAt) =
            (Ids.New("key", now), workspaceId, name, [.. scopes], test, expiresAt, now);

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Name { get; private set; }

    public string[] Scopes { get; private set; }

    public bool Test { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To about a minute: it is written in batches, off the hot path.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

/// <summary>What proves a key. A key has one, and during a rotation's grace time the one before as well.</summary>
sealed class ApiKeySecret
{
    /// <summary><c>sk_live_</c> and the first eight random characters: finds the row, proves nothing.</summary>
    public const int PrefixLength = 16;

    const int RandomLength = 40;
    const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    ApiKeySecret() => (Prefix, KeyId, WorkspaceId, Hash) = (null!, null!, null!, null!); // for EF

    public ApiKeySecret(ApiKey key, string secret) =>
        (Prefix, KeyId, WorkspaceId, Hash) = (secret[..PrefixLength], key.Id, key.WorkspaceId, HashOf(secret));

    public string Prefix { get; private set; }

    public string KeyId { get; private set; }

    public string WorkspaceId { get; private set; }

    public byte[] Hash { get; private set; }

    /// <summary>Null: as long as the key.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public void EndAt(DateTimeOffset at) => ExpiresAt = ExpiresAt is { } sooner && sooner < at ? sooner : at;

    /// <summary>A new secret of 238 random bits: <c>sk_live_…</c>, or <c>sk_test_…</c>.</summary>
    public static string NewSecret(bool test) =>
        (test ? "sk_test_" : "sk_live_") + RandomNumberGenerator.GetString(Alphabet, RandomLength);

    /// <summary>Whether a text can be a secret at all.</summary>
    public static bool HasShape(string secret) =>
        secret.Length is >= 40 and <= 200
        && (secret.StartsWith("sk_live_", StringComparison.Ordinal) || secret.StartsWith("sk_test_", StringComparison.Ordinal))
        && secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>SHA-256 is enough: the secret is random, not a password.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> table)
    {
        table.ToTable("api_keys");
        table.HasOne<Workspace>().WithMany().HasForeignKey(k => k.WorkspaceId);
    }
}

sealed class ApiKeySecretTable : IEntityTypeConfiguration<ApiKeySecret>
{
    public void Configure(EntityTypeBuilder<ApiKeySecret> table)
    {
        table.ToTable("api_key_secrets");
        table.HasKey(s => s.Prefix);
        table.HasOne<ApiKey>().WithMany().HasForeignKey(s => s.KeyId);
    }
}
