using System.Security.Claims;
using Microsoft.EntityFrameworkCore.Storage;

namespace Numora.People;

/// <summary>Who changes people: somebody signed in, or whoever may run the verbs on the machine.</summary>
/// <param name="IsOperator">Of the installation: manages everybody.</param>
/// <param name="Administers">Ids of workspaces.</param>
sealed record RosterActor(bool IsOperator, IReadOnlyList<string> Administers)
{
    public static readonly RosterActor Machine = new(true, []);

    public static RosterActor Of(ClaimsPrincipal user) => new(user.IsInstallationOperator(), user.Administers());
}

/// <summary>
/// Changes of people and their roles. Each takes place under a lock, so that two admins who demote each other at the same
/// moment cannot leave nobody: the last admin of a workspace and the last operator of the installation stay.
/// </summary>
sealed partial class Roster(NumoraDb db, TimeProvider time, ILogger<Roster> log)
{
    /// <summary>Lets somebody in. Who is there already becomes a member at once; others by the link.</summary>
    /// <param name="email">Normalized.</param>
    /// <returns>The token of the invitation's link; null where none is needed.</returns>
    public async Task<string?> InviteAsync(
        RosterActor by, string workspaceId, string email, MemberRole role, CancellationToken ct)
    {
        MustAdminister(by, workspaceId);
        var now = time.Now();
        var token = PersonLink.NewToken();
        await using var transaction = await db.LockPeopleAsync(ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Email == email, ct);
        if (person is null)
            db.Add(PersonLink.Invitation(token, email, workspaceId, role, now));
        else if (await db.Memberships.AnyAsync(m => m.PersonId == person.Id && m.WorkspaceId == workspaceId, ct))
            throw new RefusedException(Refusal.Conflict, $"{email} is a member already. Change the role in the list.");
        else
            db.Add(new Membership(person.Id, workspaceId, role, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return person is null ? token : null;
    }

    /// <summary>Makes the person that an invitation was for.</summary>
    public async Task<Person> AcceptAsync(string? token, string name, string password, CancellationToken ct)
    {
        var now = time.Now();
        await using var transaction = await db.LockPeopleAsync(ct);
        var link = await db.LinkToUseAsync(LinkKind.Invitation, token, now, ct);
        if (Passwords.Fault(password, link.Email) is { } fault)
            throw new RefusedException(Refusal.Meaningless, fault);
        if (await db.People.AnyAsync(p => p.Email == link.Email, ct))
            throw new RefusedException(Refusal.Conflict, "There is an account with this e-mail address already. Sign in instead.");
        link.Use(now);
        var person = new Person(link.Email!, name, null, now);
        person.SetPassword(password);
        db.AddRange(person, new Membership(person.Id, link.WorkspaceId!, link.Role!.Value, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    /// <param name="role">Null: out of this workspace.</param>
    public Task ChangeRoleAsync(RosterActor by, string personId, string workspaceId, MemberRole? role, CancellationToken ct)
    {
        MustAdminister(by, workspaceId);
        return ChangeAsync(personId, "role", async _ =>
        {
            var member = await db.Memberships.SingleOrDefaultAsync(m => m.PersonId == personId && m.WorkspaceId == workspaceId, ct)
                ?? throw RefusedException.NotFound("This person is not a member of the workspace.");
            if (role is { } wanted)
                member.Become(wanted);
            else
                db.Remove(member);
        }, ct);
    }

    public Task MarkAsync(RosterActor by, string personId, InstallationRole? mark, CancellationToken ct) =>
        by.IsOperator
            ? ChangeAsync(personId, "installation role", person => Do(() => person.Mark(mark)), ct)
            : throw new RefusedException(Refusal.Forbidden, "Only an operator of the installation may change this.");

    public Task DisableAsync(RosterActor by, string personId, CancellationToken ct) =>
        ChangeManagedAsync(by, personId, "disabled", p => p.Disable(time.Now()), ct);

    public Task EnableAsync(RosterActor by, string personId, CancellationToken ct) =>
        ChangeManagedAsync(by, personId, "enabled", p => p.Enable(), ct);

    public Task EndSessionsAsync(RosterActor by, string personId, CancellationToken ct) =>
        ChangeManagedAsync(by, personId, "signed out everywhere", p => p.EndSessions(), ct);

    public Task TurnTwoFactorOffAsync(RosterActor by, string personId, CancellationToken ct) =>
        ChangeManagedAsync(by, personId, "two-factor off", p => p.TurnTwoFactorOff(), ct);

    /// <returns>The token of a link with which the person sets a new password; those made before end.</returns>
    public async Task<string> NewPasswordLinkAsync(RosterActor by, string personId, CancellationToken ct)
    {
        var token = PersonLink.NewToken();
        await ChangeManagedAsync(by, personId, "new password link", _ => db.Add(PersonLink.Password(token, personId, time.Now())), ct);
        var hash = PersonLink.HashOf(token);
        await db.PersonLinks.Where(l => l.PersonId == personId && l.Hash != hash).ExecuteDeleteAsync(ct);
        return token;
    }

    /// <summary>Sets the password that a link allows; whoever was signed in as this person no longer is.</summary>
    public async Task SetPasswordAsync(string? token, string password, CancellationToken ct)
    {
        var now = time.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var link = await db.LinkToUseAsync(LinkKind.Password, token, now, ct);
        var person = await db.People.SingleAsync(p => p.Id == link.PersonId, ct);
        if (Passwords.Fault(password, person.Email) is { } fault)
            throw new RefusedException(Refusal.Meaningless, fault);
        link.Use(now);
        person.SetPassword(password);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Whether the actor may lock out, sign out or reset this person: who could, could also take the account over.</summary>
    public static bool MayManage(RosterActor by, Person person, IEnumerable<string> workspaceIds) =>
        by.IsOperator || (person.InstallationRole is null && workspaceIds.All(by.Administers.Contains));

    Task ChangeManagedAsync(RosterActor by, string personId, string what, Action<Person> change, CancellationToken ct) =>
        ChangeAsync(personId, what, async person =>
        {
            var workspaces = await db.Memberships.Where(m => m.PersonId == personId).Select(m => m.WorkspaceId).ToListAsync(ct);
            if (!MayManage(by, person, workspaces) || (workspaces.Count == 0 && !by.IsOperator))
                throw new RefusedException(Refusal.Forbidden,
                    "This person also works elsewhere in this installation. An operator of the installation may do this.");
            change(person);
        }, ct);

    async Task ChangeAsync(string personId, string what, Func<Person, Task> change, CancellationToken ct)
    {
        await using var transaction = await db.LockPeopleAsync(ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId, ct)
            ?? throw RefusedException.NotFound("There is no such person.");
        var before = await UnledAsync(ct);
        await change(person);
        await db.SaveChangesAsync(ct);
        if ((await UnledAsync(ct)).Except(before).FirstOrDefault() is { } last)
            throw new RefusedException(Refusal.Conflict, $"This is the last {last}. Make somebody else one first.");
        await transaction.CommitAsync(ct);
        Changed(personId, what);
    }

    /// <summary>What nobody is left to lead.</summary>
    async Task<List<string>> UnledAsync(CancellationToken ct)
    {
        var unled = await db.Workspaces
            .Where(w => !db.Memberships.Any(m => m.WorkspaceId == w.Id && m.Role == MemberRole.Admin
                && db.People.Any(p => p.Id == m.PersonId && p.DisabledAt == null)))
            .Select(w => "admin of the workspace " + w.Name).ToListAsync(ct);
        if (!await db.People.AnyAsync(p => p.InstallationRole == InstallationRole.Operator && p.DisabledAt == null, ct))
            unled.Add("operator of the installation");
        return unled;
    }

    static void MustAdminister(RosterActor by, string workspaceId)
    {
        if (!by.IsOperator && !by.Administers.Contains(workspaceId))
            throw new RefusedException(Refusal.Forbidden, "Only an admin of the workspace may do this.");
    }

    static Task Do(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    [LoggerMessage(1602, LogLevel.Information, "Changed {PersonId}: {Change}")]
    partial void Changed(string personId, string change);
}

static class RosterLock
{
    /// <summary>A transaction in which nobody else changes people.</summary>
    public static async Task<IDbContextTransaction> LockPeopleAsync(this NumoraDb db, CancellationToken ct)
    {
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"lock table people in share row exclusive mode", ct);
        return transaction;
    }
}
