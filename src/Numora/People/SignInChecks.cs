using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Numora.People;

/// <summary>Whether somebody is who they say: by password, then by a code where two-factor sign-in is on.</summary>
sealed class SignInChecks(
    NumoraDb db, SignInAttempts attempts, Secrets secrets, IDataProtectionProvider keys, TimeProvider time)
{
    /// <summary>From the password to the code.</summary>
    static readonly TimeSpan PendingLifetime = TimeSpan.FromMinutes(5);

    readonly IDataProtector _pending = keys.CreateProtector("numora", "people.pending");

    /// <summary>
    /// The person, tracked; null where the password is wrong, there is no such account, or it is disabled. Neither the answer
    /// nor its time tells which.
    /// </summary>
    public async Task<Person?> PasswordAsync(HttpContext http, string? email, string? password, CancellationToken ct)
    {
        var normalized = Emails.Normalized(email) ?? "";
        var account = $"password:{normalized}";
        await attempts.BeginAsync(account, http, ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Email == normalized, ct);
        var usable = password is { Length: <= Passwords.MaxLength } ? password : "";
        var verdict = Passwords.Verify(person, usable);
        if (verdict is PasswordVerificationResult.Failed || person is not { DisabledAt: null })
            return null;

        if (verdict is PasswordVerificationResult.SuccessRehashNeeded)
            person.RehashPassword(usable);
        await attempts.SucceededAsync(account, http, ct);
        return person;
    }

    /// <summary>Whether this is the code that the person's app shows, or a recovery code that is left; either works once.</summary>
    public async Task<bool> CodeAsync(HttpContext http, Person person, string? code, CancellationToken ct)
    {
        var account = $"code:{person.Id}";
        await attempts.BeginAsync(account, http, ct);
        if (string.IsNullOrWhiteSpace(code) || !(await TakeCodeAsync(person, code, ct) || await TakeRecoveryCodeAsync(person, code, ct)))
            return false;
        await attempts.SucceededAsync(account, http, ct);
        return true;
    }

    /// <summary>The key of the person's authenticator in the clear, also one that is not confirmed yet.</summary>
    public string? AuthenticatorKeyOf(Person person) =>
        person.AuthenticatorKey is { } key ? secrets.Unprotect(person.Id, "people.authenticator_key", key) : null;

    public string ProtectAuthenticatorKey(Person person, string key) =>
        secrets.Protect(person.Id, "people.authenticator_key", key);

    /// <summary>What the browser brings back with the code: that the password was right, a moment ago.</summary>
    public string PendingFor(Person person) => _pending.Protect(string.Create(CultureInfo.InvariantCulture,
        $"{person.Id} {person.SecurityStamp} {(time.GetUtcNow() + PendingLifetime).ToUnixTimeSeconds()}"));

    /// <summary>The person, tracked; null where it took too long or the password has changed meanwhile.</summary>
    public async Task<Person?> FromPendingAsync(string? pending, CancellationToken ct)
    {
        string[] parts;
        try
        {
            parts = _pending.Unprotect(pending ?? "").Split(' ');
        }
        catch (CryptographicException)
        {
            return null;
        }

        if (long.Parse(parts[2], CultureInfo.InvariantCulture) <= time.GetUtcNow().ToUnixTimeSeconds())
            return null;
        var (id, stamp) = (parts[0], parts[1]);
        return await db.People.SingleOrDefaultAsync(p => p.Id == id && p.SecurityStamp == stamp && p.DisabledAt == null, ct);
    }

    async Task<bool> TakeCodeAsync(Person person, string code, CancellationToken ct) =>
        AuthenticatorKeyOf(person) is { } key
        && AuthenticatorCodes.StepOf(key, code, person.LastCodeStep, time.GetUtcNow()) is { } step
        // Of two who bring the same code at once, one finds the step as it was.
        && await db.Database.ExecuteSqlAsync(
            $"update people set last_code_step = {step} where id = {person.Id} and last_code_step < {step}", ct) == 1;

    async Task<bool> TakeRecoveryCodeAsync(Person person, string code, CancellationToken ct)
    {
        var hash = RecoveryCodes.HashOf(code);
        return await db.Database.ExecuteSqlAsync($"""
            update people set recovery_codes = array_remove(recovery_codes, {hash})
            where id = {person.Id} and {hash} = any (recovery_codes)
            """, ct) == 1;
    }
}
