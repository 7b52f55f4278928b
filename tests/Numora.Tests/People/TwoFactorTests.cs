using System.Text.RegularExpressions;
using Numora.People;
using Numora.Tests.Support;

namespace Numora.Tests.People;

public sealed class TwoFactorTests(SignInTests.App app) : IClassFixture<SignInTests.App>
{
    [Fact]
    public void Codes_are_those_of_RFC_6238()
    {
        // Appendix B, SHA-1: the secret "12345678901234567890", eight digits of which we show the last six.
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        (long Seconds, string Code)[] known =
        [
            (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
            (20000000000, "353130"),
        ];

        Assert.All(known, k => Assert.Equal(k.Code, AuthenticatorCodes.CodeAt(key, DateTimeOffset.FromUnixTimeSeconds(k.Seconds))));
    }

    [Fact]
    public async Task With_two_factor_sign_in_a_password_alone_opens_nothing()
    {
        var (email, browser, key, codes) = await WithTwoFactorAsync();
        Assert.Equal(RecoveryCodes.Count, codes.Count);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var phone = new Browser(app.Address);

        var asked = await phone.SignInAsync(email, SignedIn.Password);
        Assert.Equal(200, asked.Status);
        Assert.Contains("authenticator app", asked.Words, StringComparison.Ordinal);
        Assert.Equal(302, (await phone.GetAsync("/account")).Status); // not in yet
        var entered = await EnterAsync(phone, asked, AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow()));

        Assert.Equal(302, entered.Status);
        Assert.Equal(200, (await phone.GetAsync("/account")).Status);
        browser.Dispose();
    }

    [Fact]
    public async Task A_code_works_once_and_a_wrong_or_old_one_not_at_all()
    {
        var (email, browser, key, _) = await WithTwoFactorAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow());
        var old = AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow() - TimeSpan.FromMinutes(2));
        using var phone = new Browser(app.Address);
        var asked = await phone.SignInAsync(email, SignedIn.Password);

        foreach (var wrong in new[] { "000000", "", "abc", "１２３４５６", old })
            Assert.Equal(401, (await EnterAsync(phone, asked, wrong)).Status);
        Assert.Equal(302, (await EnterAsync(phone, asked, code)).Status);
        using var thief = new Browser(app.Address);
        var replayed = await EnterAsync(thief, await thief.SignInAsync(email, SignedIn.Password), code);

        Assert.Equal(401, replayed.Status);
        browser.Dispose();
    }

    [Fact]
    public async Task Of_many_who_bring_the_same_code_at_once_one_comes_in()
    {
        var (email, browser, key, _) = await WithTwoFactorAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var phone = new Browser(app.Address);
        var asked = await phone.SignInAsync(email, SignedIn.Password);
        var code = AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => EnterAsync(phone, asked, code)));

        Assert.Single(answers, a => a.Status == 302);
        browser.Dispose();
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_a_lost_phone_once()
    {
        var (email, browser, _, codes) = await WithTwoFactorAsync();
        using var other = new Browser(app.Address);

        Assert.Equal(302, (await EnterAsync(other, await other.SignInAsync(email, SignedIn.Password), codes[3].ToUpperInvariant())).Status);
        Assert.Contains("Recovery codes left: 9 of 10", (await other.GetAsync("/account")).Words, StringComparison.Ordinal);
        using var again = new Browser(app.Address);
        Assert.Equal(401, (await EnterAsync(again, await again.SignInAsync(email, SignedIn.Password), codes[3])).Status);
        browser.Dispose();
    }

    [Fact]
    public async Task The_code_must_follow_the_password_within_five_minutes_and_before_it_changes()
    {
        var (email, browser, key, _) = await WithTwoFactorAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var slow = new Browser(app.Address);
        using var outrun = new Browser(app.Address);
        var askedSlow = await slow.SignInAsync(email, SignedIn.Password);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var tooLate = await EnterAsync(slow, askedSlow, AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow()));
        var askedOutrun = await outrun.SignInAsync(email, SignedIn.Password);
        await browser.SubmitAsync("/account?handler=Password", ("Current", SignedIn.Password), ("New", "another long password"));
        var changed = await EnterAsync(outrun, askedOutrun, AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow()));
        var forged = await outrun.PostAsync("/sign-in?handler=Code", askedOutrun.Token, ("Pending", "CfDJ8x"), ("Code", "123456"));

        Assert.All(new[] { tooLate, changed, forged }, seen =>
            Assert.Contains("Enter your password once more.", seen.Words, StringComparison.Ordinal));
        browser.Dispose();
    }

    [Fact]
    public async Task Codes_are_guessed_at_no_more_than_ten_times()
    {
        var (email, browser, key, _) = await WithTwoFactorAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var guesser = new Browser(app.Address);
        var asked = await guesser.SignInAsync(email, SignedIn.Password);
        for (var i = 0; i < SignInAttempts.MaxPerAccount; i++)
            Assert.Equal(401, (await EnterAsync(guesser, asked, "000000")).Status);

        Assert.Equal(429, (await EnterAsync(guesser, asked, AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow()))).Status);
        app.Clock.Advance(SignInAttempts.LockedFor);
        browser.Dispose();
    }

    [Fact]
    public async Task The_key_is_encrypted_in_the_database_and_two_factor_sign_in_is_turned_off_with_the_password()
    {
        var (email, browser, key, codes) = await WithTwoFactorAsync();
        var row = await app.ScalarAsync<string>("select people::text from people where email = $1", email);
        Assert.DoesNotContain(key, row, StringComparison.Ordinal);
        Assert.All(codes, c => Assert.DoesNotContain(c, row, StringComparison.Ordinal));

        var wrong = await browser.SubmitAsync("/account?handler=TwoFactorOff", ("Current", "wrong password"));
        var off = await browser.SubmitAsync("/account?handler=TwoFactorOff", ("Current", SignedIn.Password));

        Assert.Contains("This is not your password.", wrong.Words, StringComparison.Ordinal);
        Assert.Contains("Two-factor sign-in is off.", off.Words, StringComparison.Ordinal);
        using var other = new Browser(app.Address);
        Assert.Equal(302, (await other.SignInAsync(email, SignedIn.Password)).Status);
        browser.Dispose();
    }

    static Task<Seen> EnterAsync(Browser browser, Seen asked, string code) => browser.PostAsync(
        "/sign-in?handler=Code", asked.Token, ("Pending", asked.Value("name=\"Pending\"")), ("Code", code));

    async Task<(string Email, Browser Browser, string Key, List<string> Codes)> WithTwoFactorAsync()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // a count of its own for the address
        var (email, _) = await SignedIn.MakeAsync(app, MemberRole.Viewer);
        var browser = new Browser(app.Address);
        await browser.SignInAsync(email, SignedIn.Password);
        var begun = await browser.SubmitAsync("/account?handler=NewTwoFactor", ("Current", SignedIn.Password));
        var key = begun.Value("aria-label=\"Key\"").Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains(
            $"otpauth://totp/Numora:{Uri.EscapeDataString(email)}?secret={key}&amp;issuer=Numora", begun.Text, StringComparison.Ordinal);
        var wrong = await browser.PostAsync("/account?handler=ConfirmTwoFactor", begun.Token, ("Code", "000000"));
        Assert.Contains("This code is wrong.", wrong.Words, StringComparison.Ordinal);
        var on = await browser.PostAsync(
            "/account?handler=ConfirmTwoFactor", begun.Token, ("Code", AuthenticatorCodes.CodeAt(key, app.Clock.GetUtcNow())));
        var codes = Regex.Matches(on.Text, "<code>([^<]+)</code>").Select(m => m.Groups[1].Value).ToList();
        return (email, browser, key, codes);
    }
}
