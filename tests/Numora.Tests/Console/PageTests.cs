using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Numora.Tests.Support;

namespace Numora.Tests.Pages; // not Numora.Tests.Console, which would hide System.Console

/// <summary>Every page × every role, what may be done with a page, and forms that come from elsewhere.</summary>
public sealed class PageTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    const int SignIn = 302; // to the sign-in

    /// <summary>Page; then anonymous, viewer, observer, operator, admin of a workspace, first admin.</summary>
    static readonly (string Page, int[] Statuses)[] Matrix =
    [
        ("/", [SignIn, 200, 200, 200, 200, 200]),
        ("/account", [SignIn, 200, 200, 200, 200, 200]),
        ("/people", [SignIn, 403, 403, 200, 200, 200]),
        ("/sign-in", [200, 302, 302, 302, 302, 302]),
        ("/sign-out", [302, 302, 302, 302, 302, 302]), // a GET ends nothing
        ("/setup", [404, 404, 404, 404, 404, 404]), // somebody is there
        ("/invitation", [200, 200, 200, 200, 200, 200]),
        ("/password", [200, 200, 200, 200, 200, 200]),
        ("/operations/{kind}/{id}", [SignIn, 403, 404, 404, 403, 404]), // there is no such document
        ("/hangfire", [SignIn, 403, 200, 200, 403, 200]),
        ("/hangfire/servers", [SignIn, 403, 200, 200, 403, 200]),
    ];

    /// <summary>Forms of those who are signed in.</summary>
    static readonly (string Path, bool AdminsOnly)[] Forms =
    [
        .. new[] { "Password", "NewTwoFactor", "ConfirmTwoFactor", "TwoFactorOff", "SignOutEverywhere" }
            .Select(h => ($"/account?handler={h}", false)),
        .. new[] { "Invite", "Role", "Mark", "Disable", "Enable", "SignOut", "TwoFactorOff", "Password" }
            .Select(h => ($"/people?handler={h}", true)),
    ];

    [Fact]
    public async Task Every_page_opens_for_those_it_is_meant_for_and_for_nobody_else()
    {
        var all = new[]
        {
            SignedIn.Anonymous(app), await SignedIn.ViewerAsync(app), await SignedIn.ObserverAsync(app),
            await SignedIn.OperatorAsync(app), await SignedIn.WorkspaceAdminAsync(app), await SignedIn.AdminAsync(app),
        };
        var pages = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText);
        Assert.Empty(pages.Except(Matrix.Select(m => m.Page))); // none is forgotten

        var faults = new List<string>();
        foreach (var (pattern, statuses) in Matrix)
        {
            var page = pattern.Replace("{kind}/{id}", "documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n", StringComparison.Ordinal);
            for (var i = 0; i < all.Length; i++)
            {
                var seen = await all[i].GetAsync(page);
                if (seen.Status != statuses[i] || (i == 0 && statuses[0] == SignIn && page is not "/sign-out"
                    && !seen.Location!.EndsWith($"/sign-in?returnUrl={Uri.EscapeDataString(page)}", StringComparison.Ordinal)))
                    faults.Add($"{page} for {i}: {seen.Status} {seen.Location}");
            }
        }

        Assert.Empty(faults);
        Assert.All(all, b => b.Dispose());
    }

    [Fact]
    public async Task Every_form_is_refused_to_those_who_may_not_and_without_the_token_of_its_page()
    {
        using var nobody = SignedIn.Anonymous(app);
        using var viewer = await SignedIn.ViewerAsync(app);
        using var admin = await SignedIn.AdminAsync(app);
        var tokenOfViewer = (await viewer.GetAsync("/account")).Token;
        var tokenOfNobody = (await nobody.GetAsync("/sign-in")).Token;

        foreach (var (path, adminsOnly) in Forms)
        {
            Assert.Equal(401, (await nobody.PostAsync(path, tokenOfNobody)).Status);
            Assert.Equal(400, (await admin.PostAsync(path, token: null)).Status);
            Assert.Equal(400, (await admin.PostAsync(path, tokenOfViewer)).Status); // somebody else's token
            Assert.Equal(400, (await admin.PostAsync(path, tokenOfNobody)).Status);
            if (adminsOnly)
                Assert.Equal(403, (await viewer.PostAsync(path, tokenOfViewer)).Status);
        }

        foreach (var path in new[] { "/sign-in", "/sign-in?handler=Code", "/sign-out", "/invitation", "/password", "/setup" })
            Assert.Equal(400, (await nobody.PostAsync(path, token: null)).Status);
        Assert.Equal(200, (await admin.GetAsync("/people")).Status); // still there
    }

    [Fact]
    public async Task A_form_from_another_origin_is_refused_although_the_browser_sends_the_cookies()
    {
        using var admin = await SignedIn.AdminAsync(app);
        await admin.GetAsync("/people");
        admin.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        var refused = await admin.PostAsync("/people?handler=Invite", token: null, ("Email", "mallory@evil.example"), ("Role", "Admin"));

        Assert.Equal(400, refused.Status);
        Assert.Contains("did not come from here", refused.Words, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from person_links where email = 'mallory@evil.example'"));
    }

    [Fact]
    public async Task Pages_load_from_here_alone_are_framed_by_nobody_and_kept_by_no_cache()
    {
        using var admin = await SignedIn.AdminAsync(app);
        using var nobody = SignedIn.Anonymous(app);

        foreach (var seen in new[]
        {
            await admin.GetAsync("/"), await admin.GetAsync("/people"), await admin.GetAsync("/nothing"), await nobody.GetAsync("/sign-in"),
            await nobody.GetAsync("/setup"), await admin.PostAsync("/account?handler=Password", token: null),
        })
        {
            var policy = seen.Answer.Header("content-security-policy")!;
            Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", seen.Answer.Header("x-content-type-options"));
            Assert.Contains("no-store", seen.Answer.Header("cache-control"), StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?![^>]*src=)|<style| on[a-z]+=| style=", seen.Text); // nothing inline
        }
    }

    [Fact]
    public async Task The_pages_of_jobs_may_have_scripts_in_their_text_and_still_load_from_here_alone()
    {
        using var observer = await SignedIn.ObserverAsync(app);

        var policy = (await observer.GetAsync("/hangfire")).Answer.Header("content-security-policy")!;

        Assert.StartsWith("default-src 'self' 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_addresses_are_shown_as_text()
    {
        using var admin = await SignedIn.AdminAsync(app);
        var (_, id) = await SignedIn.MakeAsync(app, Numora.People.MemberRole.Viewer);
        await app.ExecuteAsync("update people set name = '<script>alert(1)</script>' where id = $1", id);

        var seen = await admin.GetAsync("/people");

        Assert.DoesNotContain("<script>alert", seen.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_style_sheet_and_the_scripts_are_there()
    {
        using var nobody = SignedIn.Anonymous(app);

        foreach (var (name, type) in new[] { ("console.css", "text/css"), ("link.js", "text/javascript"), ("icon.svg", "image/svg+xml") })
        {
            var seen = await nobody.GetAsync($"/assets/{name}");
            Assert.Equal((200, type), (seen.Status, seen.Answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task The_link_to_the_jobs_is_for_those_who_may_see_them()
    {
        using var viewer = await SignedIn.ViewerAsync(app);
        using var admin = await SignedIn.WorkspaceAdminAsync(app);
        using var observer = await SignedIn.ObserverAsync(app);

        Assert.DoesNotContain("/hangfire", (await viewer.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/hangfire", (await admin.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("/hangfire", (await observer.GetAsync("/")).Text, StringComparison.Ordinal);
    }
}

public sealed class WorkerHostTests
{
    [Fact]
    public async Task A_worker_host_has_no_pages()
    {
        var worker = new HostOn("worker");
        await worker.InitializeAsync();

        foreach (var path in new[] { "/", "/sign-in", "/setup", "/assets/console.css" })
            Assert.Equal(404, (int)(await worker.Http.GetAsync(path)).StatusCode);
        await worker.DisposeAsync();
    }
}
