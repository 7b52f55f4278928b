using Microsoft.Extensions.Configuration;
using Numora.People;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.People;

/// <summary>Against a real provider on this machine.</summary>
public sealed class OidcTests(OidcTests.App app) : IClassFixture<OidcTests.App>
{
    [Fact]
    public async Task Members_of_a_group_come_in_with_its_roles_and_return_to_the_page_they_asked_for()
    {
        Be("s1", "admin@ext.example", "numora-admins", "whatever");
        using var browser = new Browser(app.Address);

        var arrived = await ComeAsync(browser, "/account");

        using var other = new Browser(app.Address);
        Assert.Contains("Sign in with Example login", (await other.GetAsync("/sign-in")).Words, StringComparison.Ordinal);
        Assert.Equal((302, "/account"), (arrived.Status, arrived.Location));
        var home = await browser.GetAsync("/");
        Assert.Contains("Hello, Ext Ernal", home.Words, StringComparison.Ordinal);
        Assert.Contains("default · Admin", home.Words, StringComparison.Ordinal);
        Assert.Contains("/hangfire", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_none_of_the_groups_stays_outside()
    {
        Be("s2", "nobody@ext.example", "others");
        using var browser = new Browser(app.Address);

        var arrived = await ComeAsync(browser);

        Assert.Equal(403, arrived.Status);
        Assert.Contains("may not use Numora", arrived.Words, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from people where email = 'nobody@ext.example'"));
        Assert.Equal(302, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Roles_follow_the_groups_at_each_sign_in_and_who_leaves_them_all_is_out_everywhere()
    {
        Be("s3", "mover@ext.example", "numora-admins", "accounting");
        using var first = new Browser(app.Address);
        await ComeAsync(first);
        Be("s3", "mover@ext.example", "accounting");
        using var second = new Browser(app.Address);
        await ComeAsync(second);

        var home = await second.GetAsync("/");
        Assert.Contains("default · Reviewer", home.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("/hangfire", home.Text, StringComparison.Ordinal);
        Be("s3", "mover@ext.example");
        Assert.Equal(403, (await ComeAsync(new Browser(app.Address))).Status);

        foreach (var browser in new[] { first, second })
            await Queries.UntilAsync(async () => (await browser.GetAsync("/")).Status == 302, "the session is dead", withinSeconds: 1);
    }

    [Fact]
    public async Task A_verified_address_opens_the_account_that_is_here_with_the_roles_given_here()
    {
        var (email, id) = await SignedIn.MakeAsync(app, MemberRole.Operator);
        Be("s4", email, "numora-admins");
        using var browser = new Browser(app.Address);

        Assert.Equal(302, (await ComeAsync(browser)).Status);

        Assert.Contains("default · Operator", (await browser.GetAsync("/")).Words, StringComparison.Ordinal);
        Assert.Equal($"{app.Provider.Base} s4", await app.ScalarAsync<string>("select external_id from people where id = $1", id));
    }

    [Fact]
    public async Task An_address_that_the_provider_has_not_verified_opens_nobodys_account()
    {
        var (email, id) = await SignedIn.MakeAsync(app, MemberRole.Admin);
        Be("s5", email, "numora-admins");
        app.Provider.EmailVerified = false;
        using var browser = new Browser(app.Address);

        Assert.Equal(403, (await ComeAsync(browser)).Status);

        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from people where id = $1 and external_id is null", id));
    }

    [Fact]
    public async Task Somebody_who_is_disabled_here_stays_outside()
    {
        Be("s6", "disabled@ext.example", "accounting");
        await ComeAsync(new Browser(app.Address));
        await app.ExecuteAsync("update people set disabled_at = now() where email = 'disabled@ext.example'");

        Assert.Equal(403, (await ComeAsync(new Browser(app.Address))).Status);
    }

    [Fact]
    public async Task An_answer_that_the_provider_did_not_sign_or_nobody_asked_for_is_refused()
    {
        Be("s7", "forged@ext.example", "numora-admins");
        app.Provider.SignsWithAnotherKey = true;
        using var browser = new Browser(app.Address);
        using var victim = new Browser(app.Address);

        var forged = await ComeAsync(browser);
        app.Provider.SignsWithAnotherKey = false;
        var challenge = await browser.GetAsync("/sign-in?handler=Oidc");
        var back = await new Browser(new(app.Provider.Base)).GetAsync(challenge.Location!);
        var planted = await victim.GetAsync(back.Location!); // another browser than the one that asked

        foreach (var seen in new[] { forged, planted })
        {
            Assert.Equal(400, seen.Status);
            Assert.Contains("The sign-in was not completed", seen.Words, StringComparison.Ordinal);
        }

        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from people where email = 'forged@ext.example'"));
    }

    void Be(string subject, string email, params string[] groups)
    {
        var provider = app.Provider;
        (provider.Subject, provider.Email, provider.Groups, provider.EmailVerified) = (subject, email, groups, true);
    }

    /// <summary>From the button over the provider and back.</summary>
    async Task<Seen> ComeAsync(Browser browser, string returnUrl = "/")
    {
        var challenge = await browser.GetAsync($"/sign-in?handler=Oidc&returnUrl={returnUrl}");
        Assert.StartsWith($"{app.Provider.Base}/authorize", challenge.Location, StringComparison.Ordinal);
        using var there = new Browser(new(app.Provider.Base));
        var back = await there.GetAsync(challenge.Location!);
        Assert.StartsWith($"{app.Address}sign-in/oidc?", back.Location, StringComparison.Ordinal);
        return await browser.GetAsync(back.Location!);
    }

    public sealed class App : NumoraApp
    {
        OidcProvider? _provider;

        internal OidcProvider Provider => _provider!;

        protected override Dictionary<string, string?> Settings => new()
        {
            ["Numora:Oidc:Authority"] = Provider.Base,
            ["Numora:Oidc:ClientId"] = OidcProvider.ClientId,
            ["Numora:Oidc:ClientSecret"] = OidcProvider.ClientSecret,
            ["Numora:Oidc:Name"] = "Example login",
            ["Numora:Oidc:Groups:0:Name"] = "numora-admins",
            ["Numora:Oidc:Groups:0:Role"] = "admin",
            ["Numora:Oidc:Groups:0:Installation"] = "operator",
            ["Numora:Oidc:Groups:1:Name"] = "accounting",
            ["Numora:Oidc:Groups:1:Role"] = "reviewer",
        };

        public override async Task InitializeAsync()
        {
            _provider = await OidcProvider.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}

public sealed class NoOidcTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Without_a_provider_there_is_no_such_sign_in()
    {
        await SignedIn.MakeAsync(app, MemberRole.Viewer);
        using var browser = new Browser(app.Address);

        Assert.Equal(404, (await browser.GetAsync("/sign-in?handler=Oidc")).Status);
        Assert.DoesNotContain("handler=Oidc", (await browser.GetAsync("/sign-in")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.example.com", "numora", "Numora__Oidc__Authority is 'http://login.example.com': it must be an https address")]
    [InlineData("login", "numora", "Numora__Oidc__Authority is 'login': it must be an https address")]
    [InlineData("https://login.example.com", null, "Numora__Oidc__ClientId must be set")]
    public void Settings_that_make_no_sense_are_named_before_the_start(string authority, string? client, string says)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Numora:Oidc:Authority"] = authority,
            ["Numora:Oidc:ClientId"] = client,
            ["Numora:Oidc:Groups:0:Name"] = "group",
            ["Numora:Oidc:Groups:0:Role"] = "viewer",
        }).Build();

        Assert.Contains(says, Assert.Single(SettingsCheck.Faults(configuration)), StringComparison.Ordinal);
        Assert.Empty(SettingsCheck.Unknown(configuration));
    }
}
