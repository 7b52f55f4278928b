using Microsoft.Extensions.DependencyInjection;
using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Access;

public sealed class RateLimitTests(RateLimitTests.App app) : IClassFixture<RateLimitTests.App>
{
    static (string? Limit, string? Remaining, string? Reset) Told(HttpResponseMessage answer) =>
        (answer.Header("x-rate-limit-limit"), answer.Header("x-rate-limit-remaining"), answer.Header("x-rate-limit-reset"));

    [Fact]
    public async Task Every_authenticated_answer_tells_the_limit_what_is_left_and_when_it_is_full_again()
    {
        using var http = await app.ClientWithAsync(Scopes.DocumentsRead);

        var found = await http.GetAsync("/v1/me");
        var missing = await http.GetAsync("/v1/documents/doc_nothing");
        var forbidden = await http.DeleteAsync("/v1/documents/doc_nothing");

        // A permit comes back each second: the bucket is full again after as many as were taken.
        Assert.Equal((200, ("5", "4", "1")), ((int)found.StatusCode, Told(found)));
        Assert.Equal((404, ("5", "3", "2")), ((int)missing.StatusCode, Told(missing)));
        Assert.Equal((403, ("5", "2", "3")), ((int)forbidden.StatusCode, Told(forbidden)));
    }

    [Fact]
    public async Task An_empty_bucket_answers_429_with_retry_after_and_fills_by_time()
    {
        using var http = await app.ClientWithAsync(Scopes.DocumentsRead);
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (int)(await http.GetAsync("/v1/me")).StatusCode);

        var refused = await http.GetAsync("/v1/me");

        await refused.IsErrorAsync(429, "rate_limited");
        Assert.Equal("1", refused.Header("retry-after"));
        Assert.Equal(("5", "0", "5"), Told(refused));
        app.Clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(429, (int)(await http.GetAsync("/v1/me")).StatusCode);
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (int)(await http.GetAsync("/v1/me")).StatusCode);
        Assert.Equal(429, (int)(await http.GetAsync("/v1/me")).StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(("5", "4", "1"), Told(await http.GetAsync("/v1/me")));
    }

    [Fact]
    public async Task One_keys_haste_does_not_slow_another()
    {
        using var hasty = await app.ClientWithAsync(Scopes.DocumentsRead);
        using var other = await app.ClientWithAsync(Scopes.DocumentsRead);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hasty.GetAsync("/v1/me")));

        var calm = await other.GetAsync("/v1/me");

        Assert.Equal(5, answers.Count(a => (int)a.StatusCode == 200));
        Assert.Equal(15, answers.Count(a => (int)a.StatusCode == 429));
        Assert.Equal(200, (int)calm.StatusCode);
    }

    public sealed class App : NumoraApp
    {
        internal ManualTime Clock { get; } = new(new(2026, 3, 14, 9, 30, 20, TimeSpan.Zero));

        protected override Dictionary<string, string?> Settings => new()
        {
            ["Numora:RateLimit:PermitsPerMinute"] = "60",
            ["Numora:RateLimit:Burst"] = "5",
        };

        protected override void Replace(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }
}
