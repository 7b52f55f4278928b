using Microsoft.Extensions.DependencyInjection;
using Numora.Tests.Support;

namespace Numora.Tests.Webhooks;

/// <summary>What days of failures and the ends of grace times do, on a clock that is moved.</summary>
public sealed class DisablingTests(DisablingTests.App app) : IClassFixture<DisablingTests.App>, IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TestReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task Five_days_of_nothing_but_failures_disable_an_endpoint_and_say_so()
    {
        _receiver.On("/hook", 500);
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();
        var failed = await app.Http.PingsAsync(endpoint, "failed");
        var since = (await app.Http.ShownAsync(endpoint)).Text("failing_since");

        app.Time.Advance(TimeSpan.FromDays(4.9));
        await (await app.Http.AskAsync(endpoint, $"deliveries/{failed.Id()}/retry")).JsonAsync(202);
        await app.Http.EndsAsync(endpoint, failed.Id(), "failed");
        Assert.True((await app.Http.ShownAsync(endpoint)).GetProperty("enabled").GetBoolean());
        app.Time.Advance(TimeSpan.FromDays(0.2));
        await (await app.Http.AskAsync(endpoint, $"deliveries/{failed.Id()}/retry")).JsonAsync(202);

        var stopped = await app.Http.EndsAsync(endpoint, failed.Id(), "stopped");
        var shown = await app.Http.ShownAsync(endpoint);
        Assert.False(shown.GetProperty("enabled").GetBoolean());
        Assert.Equal(
            $"Every attempt since {since} has failed, the last one so: The endpoint answered 500.", shown.Text("disabled_reason"));
        Assert.Equal(shown.Text("disabled_reason"), stopped.Text("reason"));
        Assert.Equal(7, stopped.GetProperty("attempt_count").GetInt32());
    }

    [Fact]
    public async Task One_success_in_five_days_is_enough()
    {
        _receiver.On("/hook", 500);
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();
        await app.Http.PingsAsync(endpoint, "failed");
        app.Time.Advance(TimeSpan.FromDays(4));
        _receiver.On("/hook", 200);
        await app.Http.PingsAsync(endpoint);
        Assert.Null((await app.Http.ShownAsync(endpoint)).Text("failing_since"));
        _receiver.On("/hook", 500);
        await app.Http.PingsAsync(endpoint, "failed");
        app.Time.Advance(TimeSpan.FromDays(4));

        await app.Http.PingsAsync(endpoint, "failed");

        Assert.True((await app.Http.ShownAsync(endpoint)).GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task After_the_grace_time_the_old_secret_signs_no_more()
    {
        _receiver.On("/hook", 200);
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();
        await (await app.Http.AskAsync(endpoint, "rotate-secret", new { grace_seconds = 60 })).JsonAsync();

        await app.Http.PingsAsync(endpoint);
        app.Time.Advance(TimeSpan.FromSeconds(61));
        await app.Http.PingsAsync(endpoint);

        Assert.Equal([2, 1], _receiver.Requests.Select(r => r.Headers["webhook-signature"].Split(' ').Length));
    }

    public sealed class App : WebhookApp
    {
        internal ManualTime Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

        protected override void Replace(IServiceCollection services)
        {
            base.Replace(services);
            services.AddSingleton<TimeProvider>(Time);
        }
    }
}
