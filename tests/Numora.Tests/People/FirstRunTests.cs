using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Numora.People;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.People;

/// <summary>Each on an app of its own: the first person is made once.</summary>
public sealed class FirstRunTests
{
    const string Password = "a long first password";

    [Fact]
    public async Task The_set_up_link_makes_the_first_admin_and_operator_and_afterwards_there_is_no_set_up()
    {
        await using var app = await App.StartAsync();
        using var browser = new Browser(app.Address);
        Assert.Contains("sh eng/up.sh people setup-link", (await browser.GetAsync("/sign-in")).Words, StringComparison.Ordinal);

        var link = await app.LinkAsync();
        var claimed = await ClaimAsync(browser, Token(link));

        Assert.StartsWith($"{app.Address}setup#t=", link, StringComparison.Ordinal);
        Assert.Equal((302, "/"), (claimed.Status, claimed.Location));
        var home = await browser.GetAsync("/");
        Assert.Contains("default · Admin", home.Words, StringComparison.Ordinal);
        Assert.Contains("href=\"/hangfire\"", home.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/people\"", home.Text, StringComparison.Ordinal);
        using var other = new Browser(app.Address);
        var gone = await other.GetAsync("/setup");
        Assert.Equal(404, gone.Status);
        Assert.Contains(FirstPerson.AlreadyThere, gone.Words, StringComparison.Ordinal);
        Assert.Null(await app.LinkAsync());
    }

    [Fact]
    public async Task A_link_in_the_database_is_only_a_hash()
    {
        await using var app = await App.StartAsync();
        var token = Token(await app.LinkAsync());

        Assert.Equal(PersonLink.HashOf(token), await app.ScalarAsync<byte[]>("select hash from person_links"));
        var row = await app.ScalarAsync<string>("select person_links::text from person_links");
        Assert.DoesNotContain(token, row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' or 1=1 --")]
    public async Task A_forged_link_makes_nobody(string token)
    {
        await using var app = await App.StartAsync();
        await app.LinkAsync();
        using var browser = new Browser(app.Address);

        var refused = await ClaimAsync(browser, token);

        Assert.Equal(422, refused.Status);
        Assert.Contains("This link is not valid.", refused.Words, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from people"));
    }

    [Fact]
    public async Task A_set_up_link_expires_after_a_day()
    {
        await using var app = await App.StartAsync();
        var token = Token(await app.LinkAsync());
        using var browser = new Browser(app.Address);
        app.Clock.Advance(PersonLink.SetupLifetime);

        var refused = await ClaimAsync(browser, token);

        Assert.Equal(422, refused.Status);
        Assert.Contains("This link has expired.", refused.Words, StringComparison.Ordinal);
        Assert.Equal(302, (await ClaimAsync(browser, Token(await app.LinkAsync()))).Status); // the next start prints a new one
    }

    [Fact]
    public async Task A_used_set_up_link_is_told_that_somebody_is_there()
    {
        await using var app = await App.StartAsync();
        var token = Token(await app.LinkAsync());
        using var first = new Browser(app.Address);
        using var second = new Browser(app.Address);
        var form = (await second.GetAsync("/setup")).Token; // opened before, sent afterwards
        await ClaimAsync(first, token);

        var refused = await second.PostAsync("/setup", form, Fields(token));

        Assert.Equal(404, refused.Status);
        Assert.Contains(FirstPerson.AlreadyThere, refused.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_who_claim_one_link_at_once_one_becomes_the_first_person()
    {
        await using var app = await App.StartAsync();
        var token = Token(await app.LinkAsync());
        var browsers = Enumerable.Range(0, 8).Select(_ => new Browser(app.Address)).ToList();
        var forms = await Task.WhenAll(browsers.Select(b => b.GetAsync("/setup")));

        var answers = await Task.WhenAll(browsers.Select((b, i) =>
            b.PostAsync("/setup", forms[i].Token, Fields(token, $"p{i}@example.com"))));

        Assert.Single(answers, a => a.Status == 302);
        Assert.Equal(7, answers.Count(a => a.Status == 404 && a.Words.Contains(FirstPerson.AlreadyThere, StringComparison.Ordinal)));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from people"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from memberships where role = 'admin'"));
        browsers.ForEach(b => b.Dispose());
    }

    [Theory]
    [InlineData("short", "At least 12 characters")]
    [InlineData("aaaaaaaaaaaaaaaa", "too easy to guess")]
    [InlineData("first@example.com", "must not be the e-mail address")]
    public async Task A_poor_password_is_refused_and_the_link_stays_good(string password, string why)
    {
        await using var app = await App.StartAsync();
        var token = Token(await app.LinkAsync());
        using var browser = new Browser(app.Address);

        var refused = await browser.SubmitAsync("/setup", Fields(token, password: password));

        Assert.Equal(400, refused.Status);
        Assert.Contains(why, refused.Words, StringComparison.Ordinal);
        Assert.Equal("First Person", refused.Value("name=\"Name\"")); // what was typed stays
        Assert.Equal(302, (await ClaimAsync(browser, token)).Status);
    }

    [Fact]
    public async Task A_configured_first_person_signs_in_and_no_link_is_made()
    {
        await using var app = await App.StartAsync(
            ("Numora:BootstrapPerson:Email", "Boss@Example.com"), ("Numora:BootstrapPerson:Password", Password));

        var links = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.LinkAsync())); // as several hosts would

        Assert.All(links, Assert.Null);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from people"));
        using var browser = new Browser(app.Address);
        Assert.Equal(302, (await browser.SignInAsync("boss@example.com", Password)).Status);
        Assert.Contains("href=\"/people\"", (await browser.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", Password, "Numora__BootstrapPerson__Email")]
    [InlineData("boss@example.com", "short", "Numora__BootstrapPerson__Password")]
    [InlineData("boss@example.com", null, "Numora__BootstrapPerson__Password")]
    [InlineData(null, Password, "Numora__BootstrapPerson__Email")]
    public void A_configured_first_person_that_makes_no_sense_is_named_before_the_start(string? email, string? password, string names)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Numora:BootstrapPerson:Email"] = email,
            ["Numora:BootstrapPerson:Password"] = password,
        }).Build();

        var fault = Assert.Single(SettingsCheck.Faults(configuration));

        Assert.StartsWith(names, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("short", fault, StringComparison.Ordinal); // never the password
    }

    static Task<Seen> ClaimAsync(Browser browser, string token) => browser.SubmitAsync("/setup", Fields(token));

    static (string, string?)[] Fields(string token, string email = "first@example.com", string password = Password) =>
        [("Token", token), ("Name", "First Person"), ("Email", email), ("Password", password)];

    static string Token(string? link) => link!.Split("#t=")[1];

    sealed class App : NumoraApp, IAsyncDisposable
    {
        (string, string?)[] _settings = [];

        public ManualTime Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override Dictionary<string, string?> Settings => _settings.ToDictionary(s => s.Item1, s => s.Item2);

        public static async Task<App> StartAsync(params (string, string?)[] settings)
        {
            var app = new App { _settings = settings };
            await app.InitializeAsync();
            return app;
        }

        public Task<string?> LinkAsync() =>
            FirstPerson.EnsureSetupLinkAsync(Services, Address.ToString(), CancellationToken.None);

        protected override void Replace(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);

        async ValueTask IAsyncDisposable.DisposeAsync() => await StopAsync();
    }
}
