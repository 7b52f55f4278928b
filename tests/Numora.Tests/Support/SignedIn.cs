using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Numora.Data;
using Numora.People;

namespace Numora.Tests.Support;

/// <summary>
/// Somebody with a session, each time a new person: <c>using var browser = await SignedIn.OperatorAsync(app);</c>. Its
/// <see cref="Browser.Http"/> is an HttpClient with the cookies.
/// </summary>
static class SignedIn
{
    public const string Password = "correct horse battery";

    static int _count;

    /// <summary>Nobody: without a session.</summary>
    public static Browser Anonymous(NumoraApp app) => new(app.Address);

    /// <summary>Viewer of the workspace <c>default</c>, without an installation mark.</summary>
    public static Task<Browser> ViewerAsync(NumoraApp app) => AsAsync(app, MemberRole.Viewer, null);

    /// <summary>May look at the jobs of the installation.</summary>
    public static Task<Browser> ObserverAsync(NumoraApp app) => AsAsync(app, MemberRole.Viewer, InstallationRole.Observer);

    /// <summary>Operator of the installation.</summary>
    public static Task<Browser> OperatorAsync(NumoraApp app) => AsAsync(app, MemberRole.Operator, InstallationRole.Operator);

    /// <summary>Admin of the workspace and operator of the installation, as the first person is.</summary>
    public static Task<Browser> AdminAsync(NumoraApp app) => AsAsync(app, MemberRole.Admin, InstallationRole.Operator);

    /// <summary>Admin of the workspace alone: no jobs.</summary>
    public static Task<Browser> WorkspaceAdminAsync(NumoraApp app) => AsAsync(app, MemberRole.Admin, null);

    public static async Task<Browser> AsAsync(NumoraApp app, MemberRole? role, InstallationRole? mark)
    {
        var (email, _) = await MakeAsync(app, role, mark);
        var browser = new Browser(app.Address);
        var seen = await browser.SignInAsync(email, Password);
        Assert.True(seen.Status == 302, $"{seen.Status}: {seen.Words}");
        return browser;
    }

    /// <summary>Somebody with <see cref="Password"/> who is not signed in yet.</summary>
    /// <param name="role">Null: of no workspace.</param>
    public static async Task<(string Email, string Id)> MakeAsync(
        NumoraApp app, MemberRole? role, InstallationRole? mark = null, string workspace = "default")
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        var n = Interlocked.Increment(ref _count);
        var person = new Person($"person{n}@example.com", $"Person {n}", mark, now);
        person.SetPassword(Password);
        db.Add(person);
        if (role is { } wanted)
            db.Add(new Membership(person.Id, (await db.Workspaces.SingleAsync(w => w.Name == workspace)).Id, wanted, now));
        await db.SaveChangesAsync();
        return (person.Email, person.Id);
    }
}
