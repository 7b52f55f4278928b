using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.People;

enum LinkKind
{
    /// <summary>Makes the first person of an installation.</summary>
    Setup,

    /// <summary>Makes a person and a member of a workspace.</summary>
    Invitation,

    /// <summary>Sets the password of somebody who is there.</summary>
    Password,
}

/// <summary>
/// A link that works once. Its token stands in the fragment of the address, which no browser sends and no log sees; here is
/// only its hash.
/// </summary>
sealed class PersonLink
{
    public static readonly TimeSpan SetupLifetime = TimeSpan.FromHours(24);
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan PasswordLifetime = TimeSpan.FromHours(24);

    const int TokenBytes = 32;

    static readonly string[] Anywhere = ["//0.0.0.0", "//[::]", "//+", "//*"];

    PersonLink() => Hash = null!; // for EF

    PersonLink(LinkKind kind, string token, DateTimeOffset now, TimeSpan lifetime) =>
        (Kind, Hash, CreatedAt, ExpiresAt) = (kind, HashOf(token), now, now + lifetime);

    public byte[] Hash { get; private set; }

    public LinkKind Kind { get; private set; }

    public string? Email { get; private set; }

    public string? PersonId { get; private set; }

    public string? WorkspaceId { get; private set; }

    public MemberRole? Role { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static PersonLink Setup(string token, DateTimeOffset now) => new(LinkKind.Setup, token, now, SetupLifetime);

    public static PersonLink Invitation(string token, string email, string workspaceId, MemberRole role, DateTimeOffset now) =>
        new(LinkKind.Invitation, token, now, InvitationLifetime) { Email = email, WorkspaceId = workspaceId, Role = role };

    public static PersonLink Password(string token, string personId, DateTimeOffset now) =>
        new(LinkKind.Password, token, now, PasswordLifetime) { PersonId = personId };

    /// <summary>256 random bits, in letters that an address may have.</summary>
    public static string NewToken() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>SHA-256 is enough: the token is random, not a password.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>What a person is given to open.</summary>
    /// <param name="address">Where the service is reached, e.g. <c>http://127.0.0.1:8080</c>.</param>
    public static string Url(string address, LinkKind kind, string token) =>
        $"{Reachable(address).TrimEnd('/')}/{kind.InWords()}#t={token}";

    public void Use(DateTimeOffset now) => UsedAt = now;

    /// <summary>A host that listens on every interface names none; on the machine itself it is reached here.</summary>
    static string Reachable(string address) => Anywhere
        .Aggregate(address, (a, any) => a.Replace(any, "//127.0.0.1", StringComparison.Ordinal));
}

static class PersonLinkQueries
{
    /// <summary>
    /// The link of this token, its row locked until the transaction ends: of two who use it at once, the second waits here and
    /// then is told that it was used.
    /// </summary>
    public static async Task<PersonLink> LinkToUseAsync(
        this NumoraDb db, LinkKind kind, string? token, DateTimeOffset now, CancellationToken ct)
    {
        var hash = PersonLink.HashOf(token?.Trim() ?? "");
        var link = await db.PersonLinks.FromSql($"select * from person_links where hash = {hash} for update").SingleOrDefaultAsync(ct);
        if (link is null || link.Kind != kind)
            throw new RefusedException(Refusal.Meaningless, "This link is not valid. Open it once more exactly as you were given it.");
        if (link.UsedAt is not null)
            throw new RefusedException(Refusal.Meaningless, "This link has been used; each works once. Ask for a new one.");
        if (link.ExpiresAt <= now)
            throw new RefusedException(Refusal.Meaningless, "This link has expired. Ask for a new one.");
        return link;
    }
}

sealed class PersonLinkTable : IEntityTypeConfiguration<PersonLink>
{
    public void Configure(EntityTypeBuilder<PersonLink> table)
    {
        table.ToTable("person_links");
        table.HasKey(l => l.Hash);
    }
}
