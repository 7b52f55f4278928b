using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.People;

/// <summary>What somebody may do in the whole installation, across workspaces: its jobs and its people.</summary>
enum InstallationRole
{
    /// <summary>Looks at the jobs of all workspaces and changes nothing.</summary>
    Observer,

    /// <summary>Also requeues, deletes and triggers jobs, and manages everybody.</summary>
    Operator,
}

/// <summary>Somebody who signs in. Sessions, memberships and links lie beside it.</summary>
sealed class Person
{
    public const int MaxNameLength = 100;

    Person() => (Id, Email, Name, SecurityStamp, RecoveryCodes) = (null!, null!, null!, null!, null!); // for EF

    public Person(string email, string name, InstallationRole? installationRole, DateTimeOffset now) =>
        (Id, Email, Name, InstallationRole, SecurityStamp, RecoveryCodes, CreatedAt) =
            (Ids.New("per", now), email, name.Trim(), installationRole, NewStamp(), [], now);

    public string Id { get; private set; }

    /// <summary>As <see cref="Emails.Normalized"/> writes it; unique.</summary>
    public string Email { get; private set; }

    public string Name { get; private set; }

    /// <summary>Null: no password was set yet, or the person comes from the OpenID Connect provider.</summary>
    public string? PasswordHash { get; private set; }

    public InstallationRole? InstallationRole { get; private set; }

    /// <summary>A session is alive while it carries this very stamp.</summary>
    public string SecurityStamp { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DisabledAt { get; private set; }

    public DateTimeOffset? LastSignInAt { get; private set; }

    /// <summary>Base 32, encrypted; asked for codes only once <see cref="TwoFactorAt"/> is set.</summary>
    public string? AuthenticatorKey { get; private set; }

    public DateTimeOffset? TwoFactorAt { get; private set; }

    /// <summary>Of the last code taken, in steps of 30 s since 1970.</summary>
    public long LastCodeStep { get; private set; }

    /// <summary>Hashes of those that are left.</summary>
    public string[] RecoveryCodes { get; private set; }

    /// <summary>Issuer and subject at the OpenID Connect provider.</summary>
    public string? ExternalId { get; private set; }

    public void SignedIn(DateTimeOffset now) => LastSignInAt = now;

    public void EndSessions() => SecurityStamp = NewStamp();

    public void SetPassword(string password)
    {
        PasswordHash = Passwords.Hash(this, password);
        EndSessions();
    }

    /// <summary>The same password under the strength of today; sessions go on.</summary>
    public void RehashPassword(string password) => PasswordHash = Passwords.Hash(this, password);

    public void Mark(InstallationRole? role) => InstallationRole = role;

    public void Disable(DateTimeOffset now)
    {
        DisabledAt ??= now;
        EndSessions();
    }

    public void Enable() => DisabledAt = null;

    /// <summary>A key whose first code is still to be confirmed.</summary>
    public void ProposeAuthenticator(string protectedKey)
    {
        if (TwoFactorAt is not null)
            throw new RefusedException(Refusal.Conflict, "Two-factor sign-in is on already. Turn it off first.");
        AuthenticatorKey = protectedKey;
    }

    public void TurnTwoFactorOn(long step, string[] recoveryCodeHashes, DateTimeOffset now) =>
        (TwoFactorAt, LastCodeStep, RecoveryCodes) = (now, step, recoveryCodeHashes);

    public void TurnTwoFactorOff() => (AuthenticatorKey, TwoFactorAt, RecoveryCodes) = (null, null, []);

    public void KnownAs(string externalId) => ExternalId = externalId;

    static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> table)
    {
        table.ToTable("people");
        table.HasIndex(p => p.Email).IsUnique();
    }
}
