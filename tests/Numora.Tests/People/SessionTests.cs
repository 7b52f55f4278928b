using Numora.People;
using Numora.Tests.Support;

namespace Numora.Tests.People;

/// <summary>Two hosts on one database: what is ended at one is dead at the other within a second.</summary>
public sealed class SessionTests(SessionTests.TwoHosts hosts) : IClassFixture<SessionTests.TwoHosts>
{
    [Fact]
    public async Task A_session_of_one_host_is_good_at_another_forms_included()
    {
        using var a = await SignedIn.AdminAsync(hosts.A);
        using var b = a.At(hosts.B.Address);

        Assert.Equal(200, (await b.GetAsync("/")).Status);
        var form = (await b.GetAsync("/account")).Token;
        var wrong = await a.PostAsync("/account?handler=Password", form, ("Current", "wrong"), ("New", "a new long password"));
        Assert.Contains("This is not your password.", wrong.Words, StringComparison.Ordinal);
    }

    [Fact]
    public Task Signing_out_ends_the_session_on_every_host_within_a_second() =>
        DiesAsync(SignedIn.ViewerAsync, async (browser, _) =>
            await browser.PostAsync("/sign-out", (await browser.GetAsync("/account")).Token));

    [Fact]
    public Task Signing_out_everywhere_ends_all_sessions_on_every_host_within_a_second() =>
        DiesAsync(SignedIn.ViewerAsync, (browser, _) => browser.SubmitAsync("/account?handler=SignOutEverywhere"));

    [Fact]
    public Task A_new_password_ends_the_other_sessions_on_every_host_within_a_second() =>
        DiesAsync(SignedIn.ViewerAsync, (browser, _) => browser.SubmitAsync(
            "/account?handler=Password", ("Current", SignedIn.Password), ("New", "a new long password")));

    [Fact]
    public Task An_admin_who_disables_somebody_ends_their_sessions_on_every_host_within_a_second() =>
        DiesAsync(SignedIn.ViewerAsync, async (_, id) =>
        {
            using var admin = await SignedIn.AdminAsync(hosts.A);
            return await admin.SubmitAsync("/people?handler=Disable", ("Id", id));
        });

    [Fact]
    public Task An_admin_who_signs_somebody_out_everywhere_does_so_on_every_host_within_a_second() =>
        DiesAsync(SignedIn.ViewerAsync, async (_, id) =>
        {
            using var admin = await SignedIn.AdminAsync(hosts.A);
            return await admin.SubmitAsync("/people?handler=SignOut", ("Id", id));
        });

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_within_a_second()
    {
        using var admin = await SignedIn.AdminAsync(hosts.A);
        using var other = await SignedIn.WorkspaceAdminAsync(hosts.A);
        using var atB = other.At(hosts.B.Address);
        Assert.Equal(200, (await atB.GetAsync("/people")).Status);

        await admin.SubmitAsync("/people?handler=Role", ("Id", await IdOfAsync(other)), ("Role", "Viewer"));

        await Queries.UntilAsync(async () => (await atB.GetAsync("/people")).Status == 403, "the role is gone", withinSeconds: 1);
    }

    async Task DiesAsync(Func<NumoraApp, Task<Browser>> signIn, Func<Browser, string, Task<Seen>> end)
    {
        using var a = await signIn(hosts.A);
        using var b = a.At(hosts.B.Address);
        var id = await IdOfAsync(b);

        var ended = await end(a, id);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.True(ended.Status is 200 or 302, ended.Words);
        await Queries.UntilAsync(async () => (await b.GetAsync("/")).Status == 302, "it is dead at the other host", withinSeconds: 1);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_000);
    }

    /// <summary>By the address that the account page shows.</summary>
    async Task<string> IdOfAsync(Browser browser)
    {
        var email = System.Text.RegularExpressions.Regex.Match((await browser.GetAsync("/account")).Words, @"person\d+@example\.com").Value;
        return await hosts.A.ScalarAsync<string>("select id from people where email = $1", email);
    }

    public sealed class TwoHosts : IAsyncLifetime
    {
        HostOn? _b;

        internal HostOn A { get; } = new("api");

        internal HostOn B => _b!;

        public async Task InitializeAsync()
        {
            await A.InitializeAsync();
            _b = new HostOn("api", A.ConnectionString);
            await _b.InitializeAsync();
        }

        public async Task DisposeAsync()
        {
            await B.DisposeAsync();
            await A.DisposeAsync();
        }
    }
}

public sealed class SessionLengthTests(SignInTests.App app) : IClassFixture<SignInTests.App>
{
    [Fact]
    public async Task A_session_ends_after_twelve_hours_without_a_request()
    {
        using var browser = await SignedIn.ViewerAsync(app);
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(Session.Idle - TimeSpan.FromMinutes(1));
            Assert.Equal(200, (await browser.GetAsync("/")).Status);
        }

        app.Clock.Advance(Session.Idle);

        Assert.Equal(302, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task However_busy_a_session_ends_after_seven_days()
    {
        using var browser = await SignedIn.ViewerAsync(app);
        for (var passed = TimeSpan.Zero; passed < Session.Longest - TimeSpan.FromHours(6); passed += TimeSpan.FromHours(6))
        {
            app.Clock.Advance(TimeSpan.FromHours(6));
            Assert.Equal(200, (await browser.GetAsync("/")).Status);
        }

        app.Clock.Advance(TimeSpan.FromHours(6));

        Assert.Equal(302, (await browser.GetAsync("/")).Status);
    }
}
