using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Numora.Access;
using Numora.People;

namespace Numora.Pages;

/// <summary>One person in the list.</summary>
/// <param name="Role">Null: seen by an operator of the installation, but no member of this workspace.</param>
sealed record PersonRow(Person Person, MemberRole? Role, bool MayManage);

/// <summary>Who may enter a workspace, and what they may do. An operator of the installation sees everybody.</summary>
sealed class PeopleModel(NumoraDb db, Roster roster, SessionRing ring) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Workspace { get; set; }

    [BindProperty]
    public string? Id { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public MemberRole? Role { get; set; }

    [BindProperty]
    public InstallationRole? Mark { get; set; }

    public bool IsOperator => By.IsOperator;

    public IReadOnlyList<Workspace> Workspaces { get; private set; } = [];

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];

    /// <summary>Made by the last form; shown once.</summary>
    public string? Link { get; private set; }

    RosterActor By => RosterActor.Of(User);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ct = HttpContext.RequestAborted;
        var mine = By.Administers;
        Workspaces = await db.Workspaces.AsNoTracking().Where(w => IsOperator || mine.Contains(w.Id))
            .OrderBy(w => w.Name).ToListAsync(ct);
        Workspace ??= Workspaces.FirstOrDefault(w => w.Name == "default")?.Id ?? Workspaces[0].Id;
        if (Workspaces.All(w => w.Id != Workspace))
            throw RefusedException.NotFound("There is no such workspace, or you are not one of its admins.");
        await next();
        db.ChangeTracker.Clear(); // what was refused is not shown
        await LoadAsync(ct);
    }

    public Task<IActionResult> OnPostInviteAsync(CancellationToken ct) => TryAsync(async () =>
    {
        if (Emails.Normalized(Email) is not { } email || Role is not { } role)
            return Refuse("An invitation needs an e-mail address and a role.");
        var token = await roster.InviteAsync(By, Workspace!, email, role, ct);
        Link = token is null ? null : PersonLink.Url(Address, LinkKind.Invitation, token);
        Done = token is null ? $"{email} has an account already and is a member now." : $"The invitation for {email} is ready.";
        Email = null;
        return Page();
    });

    public Task<IActionResult> OnPostRoleAsync(CancellationToken ct) =>
        ChangeAsync("The role is changed.", id => roster.ChangeRoleAsync(By, id, Workspace!, Role, ct));

    public Task<IActionResult> OnPostMarkAsync(CancellationToken ct) =>
        ChangeAsync("The installation mark is changed.", id => roster.MarkAsync(By, id, Mark, ct));

    public Task<IActionResult> OnPostDisableAsync(CancellationToken ct) =>
        ChangeAsync("The account is disabled and signed out everywhere.", id => roster.DisableAsync(By, id, ct));

    public Task<IActionResult> OnPostEnableAsync(CancellationToken ct) =>
        ChangeAsync("The account is enabled.", id => roster.EnableAsync(By, id, ct));

    public Task<IActionResult> OnPostSignOutAsync(CancellationToken ct) =>
        ChangeAsync("Signed out everywhere.", id => roster.EndSessionsAsync(By, id, ct));

    public Task<IActionResult> OnPostTwoFactorOffAsync(CancellationToken ct) =>
        ChangeAsync("Two-factor sign-in is off.", id => roster.TurnTwoFactorOffAsync(By, id, ct));

    public Task<IActionResult> OnPostPasswordAsync(CancellationToken ct) => ChangeAsync(
        "The link for a new password is ready; it works once, within 24 hours.",
        async id => Link = PersonLink.Url(Address, LinkKind.Password, await roster.NewPasswordLinkAsync(By, id, ct)));

    Task<IActionResult> ChangeAsync(string done, Func<string, Task> change) => TryAsync(async () =>
    {
        if (!ModelState.IsValid)
            return Refuse("There is no such role.");
        await change(Id ?? "");
        ring.Forget();
        Done = done;
        return Page();
    });

    async Task LoadAsync(CancellationToken ct)
    {
        var members = await db.Memberships.AsNoTracking().ToListAsync(ct);
        var role = members.Where(m => m.WorkspaceId == Workspace).ToDictionary(m => m.PersonId, m => m.Role);
        var ids = role.Keys.ToList();
        var people = await db.People.AsNoTracking().Where(p => IsOperator || ids.Contains(p.Id)).OrderBy(p => p.Name).ToListAsync(ct);
        var workspaces = members.ToLookup(m => m.PersonId, m => m.WorkspaceId);
        Rows = [.. people.Select(p => new PersonRow(
            p, role.TryGetValue(p.Id, out var r) ? r : null, Roster.MayManage(By, p, workspaces[p.Id])))];
    }
}
