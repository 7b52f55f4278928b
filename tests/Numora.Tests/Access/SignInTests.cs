using System.Net.Http.Headers;
using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Access;

public sealed class SignInTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic c2s6eA==")]
    [InlineData(NumoraApp.Key)] // without the word Bearer
    [InlineData("Bearer sk_live_")]
    [InlineData("Bearer sk_live_unknownunknownunknownunknownunknown")]
    [InlineData("Bearer sk_test_test0test0test0test0test0test0test0test0")] // the right key with the wrong prefix
    [InlineData("Bearer " + NumoraApp.Key + "x")]
    [InlineData("Bearer  " + NumoraApp.Key + " " + NumoraApp.Key)]
    [InlineData("Bearer sk_live_' or 1=1 --                                ")]
    public async Task A_missing_malformed_or_unknown_key_is_unauthorized(string authorization)
    {
        using var http = app.Client(key: null);

        var answer = await http.GetAsync("/v1/me", "Authorization", authorization);

        await answer.IsErrorAsync(401, "unauthorized");
        Assert.Equal("Bearer", answer.Header("www-authenticate"));
        Assert.Null(answer.Header("x-rate-limit-limit"));
    }

    [Fact]
    public async Task A_key_of_ten_thousand_characters_is_unauthorized()
    {
        using var http = app.Client("sk_live_" + new string('a', 10_000));

        await (await http.GetAsync("/v1/me")).IsErrorAsync(401, "unauthorized");
    }

    [Fact]
    public async Task Two_authorization_headers_are_unauthorized()
    {
        var answer = await app.SpeakAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {NumoraApp.Key}\r\n" +
            $"Authorization: Bearer {NumoraApp.Key}\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 401", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_bearer_may_be_written_in_any_case()
    {
        using var http = app.Client(key: null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", NumoraApp.Key);

        await (await http.GetAsync("/v1/me")).JsonAsync();
    }

    [Fact]
    public async Task Me_tells_workspace_key_scopes_and_expiry()
    {
        using var http = await app.ClientWithAsync(Scopes.ReviewWrite, Scopes.DocumentsRead);

        var me = await http.GetJsonAsync("/v1/me");

        Assert.Equal(["workspace", "key"], me.EnumerateObject().Select(m => m.Name));
        Assert.Equal(["id", "name"], me.GetProperty("workspace").EnumerateObject().Select(m => m.Name));
        Assert.Equal("default", me.GetProperty("workspace").Text("name"));
        Assert.Equal(
            ["id", "name", "scopes", "test", "expires_at"], me.GetProperty("key").EnumerateObject().Select(m => m.Name));
        Assert.Equal("""["documents:read","review:write"]""", me.GetProperty("key").GetProperty("scopes").GetRawText());
    }
}

/// <summary>On an app of its own: the count of wrong keys is kept for the address that all tests come from.</summary>
public sealed class FailedSignInTests(FailedSignInTests.App app) : IClassFixture<FailedSignInTests.App>
{
    [Fact]
    public async Task An_address_that_guesses_keys_is_slowed_down_while_valid_keys_from_there_are_served()
    {
        using var guesser = app.Client("sk_live_guessedguessedguessedguessedguessed");
        using var nobody = app.Client(key: null);
        for (var i = 0; i < FailedSignIns.MaxPerMinute; i++)
            Assert.Equal(401, (int)(await guesser.GetAsync("/v1/me")).StatusCode);

        var next = await guesser.GetAsync("/v1/me");

        await next.IsErrorAsync(429, "rate_limited");
        Assert.Equal("40", next.Header("retry-after")); // the clock stands at 20 s past the minute
        Assert.Equal(200, (int)(await app.Http.GetAsync("/v1/me")).StatusCode);
        Assert.Equal(401, (int)(await nobody.GetAsync("/v1/me")).StatusCode); // without any key nothing is guessed

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (int)(await guesser.GetAsync("/v1/me")).StatusCode);
    }

    public sealed class App : NumoraApp
    {
        internal ManualTime Clock { get; } = new(new(2026, 3, 14, 9, 30, 20, TimeSpan.Zero));

        protected override void Replace(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, Clock);
    }
}
