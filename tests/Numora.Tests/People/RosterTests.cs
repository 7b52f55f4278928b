using Microsoft.Extensions.DependencyInjection;
using Numora.Access;
using Numora.Data;
using Numora.People;
using Numora.Tests.Support;

namespace Numora.Tests.People;

/// <summary>Invitations, roles, and who may change whom.</summary>
public sealed class RosterTests(SignInTests.App app) : IClassFixture<SignInTests.App>
{
    [Fact]
    public async Task An_invitation_makes_a_member_with_its_role_once()
    {
        using var admin = await SignedIn.WorkspaceAdminAsync(app);
        var link = await InviteAsync(admin, "Ada@Example.com", "Reviewer");
        using var ada = new Browser(app.Address);

        var accepted = await AcceptAsync(ada, link);
        var again = await AcceptAsync(new Browser(app.Address), link);

        Assert.StartsWith($"{app.Address}invitation#t=", link, StringComparison.Ordinal);
        Assert.Equal((302, "/"), (accepted.Status, accepted.Location));
        Assert.Contains("default · Reviewer", (await ada.GetAsync("/")).Words, StringComparison.Ordinal);
        Assert.Equal(422, again.Status);
        Assert.Contains("This link has been used", again.Words, StringComparison.Ordinal);
        using var elsewhere = new Browser(app.Address);
        Assert.Equal(302, (await elsewhere.SignInAsync("ada@example.com", SignedIn.Password)).Status);
    }

    [Fact]
    public async Task Of_two_who_take_one_invitation_at_once_one_becomes_the_member()
    {
        using var admin = await SignedIn.WorkspaceAdminAsync(app);
        var link = await InviteAsync(admin, "twice@example.com", "Viewer");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AcceptAsync(new Browser(app.Address), link)));

        Assert.Single(answers, a => a.Status == 302);
        Assert.Equal(3, answers.Count(a => a.Words.Contains("This link has been used", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_invitation_expires_after_seven_days_and_is_no_other_kind_of_link()
    {
        using var admin = await SignedIn.WorkspaceAdminAsync(app);
        var link = await InviteAsync(admin, "late@example.com", "Viewer");
        using var browser = new Browser(app.Address);

        var asPassword = await browser.SubmitAsync("/password", ("Token", link.Split("#t=")[1]), ("Password", SignedIn.Password));
        app.Clock.Advance(PersonLink.InvitationLifetime);
        var late = await AcceptAsync(browser, link);

        Assert.Contains("This link is not valid.", asPassword.Words, StringComparison.Ordinal);
        Assert.Contains("This link has expired.", late.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_there_already_becomes_a_member_at_once()
    {
        await MakeWorkspaceAsync("acme");
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer, workspace: "acme");
        using var admin = await SignedIn.WorkspaceAdminAsync(app);

        var joined = await admin.SubmitAsync("/people?handler=Invite", ("Email", email), ("Role", "Operator"));
        var again = await admin.SubmitAsync("/people?handler=Invite", ("Email", email), ("Role", "Operator"));

        Assert.Contains("is a member now", joined.Words, StringComparison.Ordinal);
        Assert.Equal(409, again.Status);
        Assert.Contains("is a member already", again.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_admin_and_the_last_operator_stay()
    {
        await app.ExecuteAsync("update people set disabled_at = now()");
        using var last = await SignedIn.AdminAsync(app);
        var id = await IdAsync(last);

        var answers = new[]
        {
            await last.SubmitAsync("/people?handler=Role", ("Id", id), ("Role", "Viewer")),
            await last.SubmitAsync("/people?handler=Role", ("Id", id), ("Role", "")),
            await last.SubmitAsync("/people?handler=Disable", ("Id", id)),
            await last.SubmitAsync("/people?handler=Mark", ("Id", id), ("Mark", "")),
            await last.SubmitAsync("/people?handler=Mark", ("Id", id), ("Mark", "Observer")),
        };

        Assert.All(answers, a => Assert.Equal(409, a.Status));
        Assert.All(answers, a => Assert.Contains("Make somebody else one first.", a.Words, StringComparison.Ordinal));
        Assert.Equal(200, (await last.GetAsync("/people")).Status);
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_at_once_leave_one()
    {
        await app.ExecuteAsync("update people set disabled_at = now()");
        using var a = await SignedIn.AdminAsync(app);
        using var b = await SignedIn.AdminAsync(app);
        var (idOfA, idOfB) = (await IdAsync(a), await IdAsync(b));

        var answers = await Task.WhenAll(
            a.SubmitAsync("/people?handler=Role", ("Id", idOfB), ("Role", "Viewer")),
            b.SubmitAsync("/people?handler=Role", ("Id", idOfA), ("Role", "Viewer")));

        Assert.Equal([200, 409], answers.Select(s => s.Status).Order());
        Assert.Equal(1L, await app.ScalarAsync<long>(
            "select count(*) from memberships m join people p on p.id = m.person_id where m.role = 'admin' and p.disabled_at is null"));
    }

    [Fact]
    public async Task An_admin_of_a_workspace_cannot_touch_people_of_others_nor_operators_of_the_installation()
    {
        await MakeWorkspaceAsync("globex");
        using var admin = await SignedIn.WorkspaceAdminAsync(app);
        var (_, stranger) = await SignedIn.MakeAsync(app, MemberRole.Viewer, workspace: "globex");
        var (_, boss) = await SignedIn.MakeAsync(app, MemberRole.Viewer, InstallationRole.Operator);
        var globex = await app.ScalarAsync<string>("select id from workspaces where name = 'globex'");

        foreach (var id in new[] { stranger, boss })
            foreach (var action in new[] { "Disable", "Enable", "SignOut", "TwoFactorOff", "Password" })
                Assert.Equal(403, (await admin.SubmitAsync($"/people?handler={action}", ("Id", id))).Status);
        Assert.Equal(403, (await admin.SubmitAsync("/people?handler=Mark", ("Id", await IdAsync(admin)), ("Mark", "Operator"))).Status);
        Assert.Equal(404, (await admin.GetAsync($"/people?workspace={globex}")).Status);
        Assert.Equal(404, (await admin.PostAsync($"/people?handler=Role&workspace={globex}", (await admin.GetAsync("/people")).Token,
            ("Id", stranger), ("Role", "Admin"))).Status);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from people where disabled_at is not null and id = $1", stranger));
    }

    [Fact]
    public async Task A_new_password_link_sets_a_password_once_and_the_latest_link_counts()
    {
        using var admin = await SignedIn.WorkspaceAdminAsync(app);
        var (email, id) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        var older = (await admin.SubmitAsync("/people?handler=Password", ("Id", id))).Value("data-copy");
        var link = (await admin.SubmitAsync("/people?handler=Password", ("Id", id))).Value("data-copy");
        using var browser = new Browser(app.Address);

        var stale = await SetAsync(older);
        var set = await SetAsync(link);
        var again = await SetAsync(link);

        Assert.Contains("This link is not valid.", stale.Words, StringComparison.Ordinal);
        Assert.Contains("Your password is set.", set.Words, StringComparison.Ordinal);
        Assert.Contains("This link has been used", again.Words, StringComparison.Ordinal);
        Assert.Equal(401, (await browser.SignInAsync(email, SignedIn.Password)).Status);
        Assert.Equal(302, (await browser.SignInAsync(email, "yet another password")).Status);

        Task<Seen> SetAsync(string url) =>
            browser.SubmitAsync("/password", ("Token", url.Split("#t=")[1]), ("Password", "yet another password"));
    }

    static async Task<string> InviteAsync(Browser admin, string email, string role) =>
        (await admin.SubmitAsync("/people?handler=Invite", ("Email", email), ("Role", role))).Value("data-copy");

    static Task<Seen> AcceptAsync(Browser browser, string link) => browser.SubmitAsync(
        "/invitation", ("Token", link.Split("#t=")[1]), ("Name", "Ada"), ("Password", SignedIn.Password));

    async Task<string> IdAsync(Browser browser)
    {
        var words = (await browser.GetAsync("/account")).Words;
        var email = System.Text.RegularExpressions.Regex.Match(words, @"person\d+@example\.com").Value;
        return await app.ScalarAsync<string>("select id from people where email = $1", email);
    }

    async Task MakeWorkspaceAsync(string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        db.Add(new Workspace(name, DateTimeOffset.UnixEpoch));
        await db.SaveChangesAsync();
    }
}
