using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Numora.People;

/// <summary>Passwords, hashed by ASP.NET Core Identity's hasher: PBKDF2 with HMAC-SHA512, salted.</summary>
static class Passwords
{
    public const int MinLength = 12;
    public const int MaxLength = 200;

    const int MinDistinct = 5;

    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512; about 0.1 s.</summary>
    const int Iterations = 210_000;

    static readonly PasswordHasher<Person> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>Of nobody: checked where there is no account, so that the time does not tell.</summary>
    static readonly string Nobodys = Hasher.HashPassword(null!, Ids.New("nobody", DateTimeOffset.UnixEpoch));

    public static string Hash(Person person, string password) => Hasher.HashPassword(person, password);

    /// <summary>Takes the same time whether there is such a person or not.</summary>
    public static PasswordVerificationResult Verify(Person? person, string password)
    {
        var result = Hasher.VerifyHashedPassword(person!, person?.PasswordHash ?? Nobodys, password);
        return person?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>Why this cannot be a password; null where it can.</summary>
    /// <param name="email">The person's: it is the first thing that others try.</param>
    public static string? Fault(string? password, string? email) => password switch
    {
        null or { Length: < MinLength } => $"A password has at least {MinLength} characters; a few words make a good one.",
        { Length: > MaxLength } => $"A password has at most {MaxLength} characters.",
        _ when password.Distinct().Count() < MinDistinct => "This password is too easy to guess: use more different characters.",
        _ when string.Equals(password, email, StringComparison.OrdinalIgnoreCase) => "The password must not be the e-mail address.",
        _ => null,
    };
}

static class Emails
{
    public const int MaxLength = 254; // RFC 5321 §4.5.3.1.3

    /// <summary>In lower case without spaces around; null where it is no address.</summary>
    public static string? Normalized(string? text)
    {
        var email = text?.Trim().ToLowerInvariant();
        return email is { Length: >= 3 and <= MaxLength } && email.IndexOf('@') is > 0 and var at
            && at == email.LastIndexOf('@') && at < email.Length - 1
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c is '<' or '>' or '"' or ',')
            ? email : null;
    }
}
