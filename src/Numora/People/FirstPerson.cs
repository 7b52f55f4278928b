using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Numora.Access;

namespace Numora.People;

/// <summary>The first person where nobody can open a link; both or none.</summary>
[Section("Numora:BootstrapPerson")]
sealed class BootstrapPersonOptions : IValidatableObject
{
    public string? Email { get; init; }

    [Secret]
    public string? Password { get; init; }

    public bool IsGiven => Email is not null || Password is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (IsGiven && Emails.Normalized(Email) is null)
            yield return new("must be an e-mail address", [nameof(Email)]);
        if (IsGiven && Passwords.Fault(Password, Emails.Normalized(Email)) is { } fault)
            yield return new($"must be usable as a password. {fault.TrimEnd('.')}", [nameof(Password)]);
    }
}

/// <summary>
/// The first person: admin of the workspace <c>default</c> and operator of the installation. Made by whoever opens the set-up
/// link that the start prints, or by configuration.
/// </summary>
static partial class FirstPerson
{
    public const string AlreadyThere = "Numora has been set up already. Sign in, or ask one of its admins for an invitation.";

    /// <param name="address">Where the service is reached, for the link.</param>
    /// <returns>The link to show, or null where there is somebody already.</returns>
    public static async Task<string?> EnsureSetupLinkAsync(IServiceProvider services, string address, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().Now();
        var configured = scope.ServiceProvider.GetRequiredService<IOptions<BootstrapPersonOptions>>().Value;
        if (!configured.IsGiven)
            return await NewSetupLinkAsync(db, address, now, ct);

        await using var transaction = await db.LockPeopleAsync(ct);
        if (await db.People.AnyAsync(ct))
        {
            NotUsed(scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Numora.People"));
            return null;
        }

        var email = Emails.Normalized(configured.Email)!;
        await MakeAsync(db, email, email.Split('@')[0], configured.Password!, now, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>What the console shows while nobody can sign in.</summary>
    public static string Greeting(string link) => $"""
        Nobody can sign in yet. Make the first account within 24 hours:

          Open {link}
        """;

    /// <summary>Links made before stay valid until somebody is there: each was shown to who runs this installation.</summary>
    public static async Task<string?> NewSetupLinkAsync(NumoraDb db, string address, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.People.AnyAsync(ct))
            return null;
        await db.PersonLinks.Where(l => l.ExpiresAt < now).ExecuteDeleteAsync(ct);
        var token = PersonLink.NewToken();
        db.Add(PersonLink.Setup(token, now));
        await db.SaveChangesAsync(ct);
        return PersonLink.Url(address, LinkKind.Setup, token);
    }

    /// <summary>Of several who claim at once, one is the first; the others are refused.</summary>
    /// <param name="email">Normalized; this and the password are known to be usable.</param>
    public static async Task<Person> ClaimAsync(
        NumoraDb db, string? token, string email, string name, string password, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.LockPeopleAsync(ct);
        if (await db.People.AnyAsync(ct))
            throw RefusedException.NotFound(AlreadyThere);
        var link = await db.LinkToUseAsync(LinkKind.Setup, token, now, ct);
        link.Use(now);
        var person = await MakeAsync(db, email, name, password, now, ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    static async Task<Person> MakeAsync(
        NumoraDb db, string email, string name, string password, DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await db.DefaultWorkspaceAsync(now, ct);
        var person = new Person(email, name, InstallationRole.Operator, now);
        person.SetPassword(password);
        db.AddRange(person, new Membership(person.Id, workspace.Id, MemberRole.Admin, now));
        await db.SaveChangesAsync(ct);
        return person;
    }

    [LoggerMessage(1601, LogLevel.Information,
        "Numora__BootstrapPerson was not used: there are people already, and theirs are the passwords that count")]
    static partial void NotUsed(ILogger log);
}
