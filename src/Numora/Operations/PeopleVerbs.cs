using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Numora.People;

namespace Numora.Operations;

/// <summary><c>people …</c>: for whoever runs the machine, and so may do everything.</summary>
static class PeopleVerbs
{
    public static Command Command() => new("people", "Manages people who sign in.")
    {
        Create(), List(), Change("disable", "Ends all sessions of somebody and lets them in no more.", (r, id, ct) =>
            r.DisableAsync(RosterActor.Machine, id, ct)),
        Change("enable", "Lets somebody in again.", (r, id, ct) => r.EnableAsync(RosterActor.Machine, id, ct)),
        Change("two-factor-off", "For somebody who has lost phone and recovery codes.", (r, id, ct) =>
            r.TurnTwoFactorOffAsync(RosterActor.Machine, id, ct)),
        PasswordLink(), SetupLink(),
    };

    static Command Create()
    {
        var email = Email();
        var name = new Option<string>("--name") { Description = "What others see.", Required = true };
        var role = new Option<MemberRole>("--role") { Description = "viewer, reviewer, operator or admin.", Required = true };
        var workspace = new Option<string>("--workspace") { Description = "Its name.", DefaultValueFactory = _ => "default" };
        var installation = new Option<InstallationRole?>("--installation")
        {
            Description = "observer looks at the jobs of all workspaces, operator also acts and manages everybody.",
        };
        var password = new Option<bool>("--password-stdin")
        {
            Description = "Reads the password from standard input; without it a link to set one is printed.",
        };
        var create = new Command("create", "Makes somebody who signs in.") { email, name, role, workspace, installation, password };
        create.SetAction((parsed, ct) => WithRosterAsync((roster, db) => CreateAsync(
            roster, db, parsed.GetRequiredValue(email), parsed.GetRequiredValue(name), parsed.GetValue(role),
            parsed.GetRequiredValue(workspace), parsed.GetValue(installation), parsed.GetValue(password), ct), ct));
        return create;
    }

    static async Task<int> CreateAsync(
        Roster roster, NumoraDb db, string email, string name, MemberRole role, string workspaceName,
        InstallationRole? installation, bool fromInput, CancellationToken ct)
    {
        if (Emails.Normalized(email) is not { } normalized)
            return AdminDatabase.Fail($"{email} is no e-mail address.");
        if (name.Trim().Length is 0 or > Person.MaxNameLength)
            return AdminDatabase.Fail($"A name has 1 to {Person.MaxNameLength} characters.");
        if (await db.Workspaces.SingleOrDefaultAsync(w => w.Name == workspaceName, ct) is not { } workspace)
            return AdminDatabase.Fail($"There is no workspace {workspaceName}. Make it first: workspaces create {workspaceName}");
        var password = fromInput ? await Console.In.ReadLineAsync(ct) ?? "" : null;
        if (fromInput && Passwords.Fault(password, normalized) is { } fault)
            return AdminDatabase.Fail(fault);

        var now = TimeProvider.System.Now();
        var person = new Person(normalized, name, installation, now);
        if (password is not null)
            person.SetPassword(password);
        db.AddRange(person, new Membership(person.Id, workspace.Id, role, now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return AdminDatabase.Fail($"There is an account {normalized} already.");
        }

        Console.Out.WriteLine($"{person.Id} {normalized}");
        if (password is null)
            Console.Out.WriteLine(await PasswordUrlAsync(roster, person.Id, ct));
        return 0;
    }

    static Command List()
    {
        var list = new Command("list", "Lists everybody: e-mail address, name, roles, last sign-in.");
        list.SetAction((_, ct) => WithRosterAsync(async (_, db) =>
        {
            var workspaces = await db.Workspaces.ToDictionaryAsync(w => w.Id, w => w.Name, ct);
            var members = (await db.Memberships.ToListAsync(ct)).ToLookup(m => m.PersonId);
            foreach (var person in await db.People.OrderBy(p => p.Email).ToListAsync(ct))
                Console.Out.WriteLine(Line(person, [.. members[person.Id].Select(m => $"{workspaces[m.WorkspaceId]}:{m.Role.InWords()}")]));
            return 0;
        }, ct));
        return list;
    }

    static string Line(Person person, IReadOnlyList<string> roles)
    {
        var all = person.InstallationRole is { } mark ? [.. roles, $"installation:{mark.InWords()}"] : roles;
        var signedIn = person.LastSignInAt is { } at ? $"signed in {WireTime.Write(at)}" : "never signed in";
        var (twoFactor, disabled) = (person.TwoFactorAt is null ? "" : "\ttwo-factor", person.DisabledAt is null ? "" : "\tdisabled");
        return $"{person.Email}\t{person.Name}\t{string.Join(' ', all)}\t{signedIn}{twoFactor}{disabled}";
    }

    static Command Change(string verb, string description, Func<Roster, string, CancellationToken, Task> change)
    {
        var email = Email();
        var command = new Command(verb, description) { email };
        command.SetAction((parsed, ct) => WithRosterAsync(async (roster, db) =>
        {
            await change(roster, await IdAsync(db, parsed.GetRequiredValue(email), ct), ct);
            return 0;
        }, ct));
        return command;
    }

    static Command PasswordLink()
    {
        var email = Email();
        var link = new Command("password-link", "Prints a link with which somebody sets a new password within 24 hours.") { email };
        link.SetAction((parsed, ct) => WithRosterAsync(async (roster, db) =>
        {
            Console.Out.WriteLine(await PasswordUrlAsync(roster, await IdAsync(db, parsed.GetRequiredValue(email), ct), ct));
            return 0;
        }, ct));
        return link;
    }

    static Command SetupLink()
    {
        var link = new Command("setup-link", "Prints a link with which the first account is made within 24 hours.");
        link.SetAction((_, ct) => WithRosterAsync(async (_, db) =>
        {
            if (await FirstPerson.NewSetupLinkAsync(db, Address(), TimeProvider.System.Now(), ct) is not { } url)
                return AdminDatabase.Fail("There are people already. For one who cannot sign in: people password-link --email …; " +
                    "for a new one: people create");
            Console.Out.WriteLine(url);
            return 0;
        }, ct));
        return link;
    }

    static Option<string> Email() => new("--email") { Description = "The address somebody signs in with.", Required = true };

    static async Task<string> PasswordUrlAsync(Roster roster, string personId, CancellationToken ct) =>
        PersonLink.Url(Address(), LinkKind.Password, await roster.NewPasswordLinkAsync(RosterActor.Machine, personId, ct));

    static async Task<string> IdAsync(NumoraDb db, string email, CancellationToken ct)
    {
        var normalized = Emails.Normalized(email);
        return await db.People.Where(p => p.Email == normalized).Select(p => p.Id).SingleOrDefaultAsync(ct)
            ?? throw RefusedException.NotFound($"There is no account {email}. The verb people list shows all.");
    }

    /// <summary>Where a service with this environment listens.</summary>
    static string Address() =>
        StartCheck.Builder().Configuration["urls"]?.Split(';')[0] is { Length: > 0 } url ? url : ListenAddresses.Default;

    static Task<int> WithRosterAsync(Func<Roster, NumoraDb, Task<int>> work, CancellationToken ct) =>
        AdminDatabase.WithDbAsync(async db =>
        {
            try
            {
                return await work(new Roster(db, TimeProvider.System, NullLogger<Roster>.Instance), db);
            }
            catch (RefusedException refused)
            {
                return AdminDatabase.Fail(refused.Message);
            }
        }, ct);
}
