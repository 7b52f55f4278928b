using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Numora.People;
using Numora.Tests.Support;

namespace Numora.Tests.People;

public sealed class SignInTests(SignInTests.App app) : IClassFixture<SignInTests.App>
{
    const string Wrong = "E-mail address or password is wrong.";

    [Fact]
    public async Task A_person_signs_in_and_is_led_to_the_page_they_asked_for()
    {
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        using var browser = new Browser(app.Address);

        var asked = await browser.GetAsync("/account?x=1");
        var form = await browser.GetAsync(asked.Location!.Replace(app.Address.ToString(), "/", StringComparison.Ordinal));
        var signedIn = await browser.PostAsync(
            "/sign-in", form.Token, ("Email", $" {email.ToUpperInvariant()} "), ("Password", SignedIn.Password),
            ("returnUrl", form.Value("name=\"returnUrl\"")));

        Assert.Equal(302, asked.Status);
        Assert.Equal((302, "/account?x=1"), (signedIn.Status, signedIn.Location));
        Assert.Contains(email, (await browser.GetAsync("/account")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task A_return_address_elsewhere_leads_home(string elsewhere)
    {
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        using var browser = new Browser(app.Address);

        var signedIn = await browser.SubmitAsync(
            "/sign-in", ("Email", email), ("Password", SignedIn.Password), ("returnUrl", elsewhere));
        var again = await browser.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(elsewhere)}");

        Assert.Equal((302, "/"), (signedIn.Status, signedIn.Location));
        Assert.Equal((302, "/"), (again.Status, again.Location));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_account_and_a_disabled_one_get_the_same_answer()
    {
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        var (disabled, id) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        await app.ExecuteAsync("update people set disabled_at = now() where id = $1", id);
        using var browser = new Browser(app.Address);

        var answers = new[]
        {
            await browser.SignInAsync(email, "wrong password"),
            await browser.SignInAsync("nobody@example.com", "wrong password"),
            await browser.SignInAsync(disabled, SignedIn.Password),
        };

        Assert.All(answers, a => Assert.Equal(401, a.Status));
        Assert.All(answers, a => Assert.Contains(Wrong, a.Words, StringComparison.Ordinal));
        Assert.Equal(0, browser.Cookies.GetCookies(app.Address).Count(c => c.Name == "numora"));
    }

    [Fact]
    public void Checking_a_password_takes_as_long_without_an_account()
    {
        var person = new Person("a@example.com", "A", null, DateTimeOffset.UnixEpoch);
        person.SetPassword(SignedIn.Password);
        Passwords.Verify(null, "warm-up");

        // In turns, so that a busy moment meets both; the fastest of each is the work itself.
        var times = Enumerable.Range(0, 7).Select(_ => (With: Time(person), Without: Time(null))).ToList();

        Assert.InRange(times.Min(t => t.Without) / times.Min(t => t.With), .5, 2); // without a hash it would be a thousandth

        static double Time(Person? person)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Passwords.Verify(person, "wrong password");
            return clock.Elapsed.TotalMilliseconds;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_ten_wrong_passwords_an_account_is_locked_for_a_quarter_of_an_hour_whether_it_exists_or_not(bool exists)
    {
        var email = exists ? (await SignedIn.MakeAsync(app, MemberRole.Viewer)).Email : "not-there@example.com";
        using var browser = new Browser(app.Address);
        for (var i = 0; i < SignInAttempts.MaxPerAccount; i++)
            Assert.Equal(401, (await browser.SignInAsync(email, "wrong password")).Status);

        var locked = await browser.SignInAsync(email, SignedIn.Password);

        Assert.Equal(429, locked.Status);
        Assert.Contains("This account can be tried again in 15 minutes.", locked.Words, StringComparison.Ordinal);
        Assert.Equal("900", locked.Answer.Header("retry-after"));
        app.Clock.Advance(SignInAttempts.LockedFor);
        Assert.Equal(exists ? 302 : 401, (await browser.SignInAsync(email, SignedIn.Password)).Status);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_no_more_than_ten()
    {
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        using var browser = new Browser(app.Address);
        var form = (await browser.GetAsync("/sign-in")).Token;
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // a count of its own for the address

        var answers = await Task.WhenAll(Enumerable.Range(0, 18).Select(_ =>
            browser.PostAsync("/sign-in", form, ("Email", email), ("Password", "wrong password"))));

        Assert.Equal(SignInAttempts.MaxPerAccount, answers.Count(a => a.Status == 401));
        Assert.Equal(8, answers.Count(a => a.Status == 429));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_right_password_ends_the_count()
    {
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        using var browser = new Browser(app.Address);
        for (var round = 0; round < 2; round++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            for (var i = 0; i < SignInAttempts.MaxPerAccount - 1; i++)
                Assert.Equal(401, (await browser.SignInAsync(email, "wrong password")).Status);
            using var other = new Browser(app.Address);
            Assert.Equal(302, (await other.SignInAsync(email, SignedIn.Password)).Status);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_address_that_guesses_at_many_accounts_is_slowed_down()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var browser = new Browser(app.Address);
        for (var i = 0; i < SignInAttempts.MaxPerAddress; i++)
            Assert.Equal(401, (await browser.SignInAsync($"guess{i}@example.com", "wrong password")).Status);

        var slowed = await browser.SignInAsync("guess@example.com", "wrong password");

        Assert.Equal(429, slowed.Status);
        Assert.Contains("Wait a minute.", slowed.Words, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await browser.SignInAsync("guess@example.com", "wrong password")).Status);
    }

    [Fact]
    public async Task A_session_cookie_opens_nothing_in_v1()
    {
        using var browser = await SignedIn.AdminAsync(app);

        foreach (var path in new[] { "/v1/me", "/v1/documents", "/v1/api-keys" })
            await (await browser.Http.GetAsync(path)).IsErrorAsync(401, "unauthorized");
        Assert.Equal(200, (await browser.GetAsync("/")).Status);
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_alone_and_over_https_secure_by_its_name()
    {
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        using var plain = new Browser(app.Address);
        using var secure = new Browser(app.Address);
        secure.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https"); // as a proxy on this machine says
        var form = await secure.GetAsync("/sign-in");
        foreach (Cookie cookie in secure.Cookies.GetAllCookies())
            cookie.Secure = false; // the jar would not send it to http

        var overHttp = await plain.SignInAsync(email, SignedIn.Password);
        var overHttps = await secure.PostAsync("/sign-in", form.Token, ("Email", email), ("Password", SignedIn.Password));

        var cookieOverHttp = SetCookie(overHttp, "numora=");
        var cookieOverHttps = SetCookie(overHttps, "__Host-numora=");
        foreach (var cookie in new[] { cookieOverHttp, cookieOverHttps })
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("secure", cookieOverHttps, StringComparison.OrdinalIgnoreCase);

        static string SetCookie(Seen seen, string name) =>
            Assert.Single(seen.Answer.Headers.GetValues("set-cookie"), c => c.StartsWith(name, StringComparison.Ordinal));
    }

    public sealed class App : NumoraApp
    {
        internal ManualTime Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override void Replace(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }
}
