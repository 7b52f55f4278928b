using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Numora.Tests.Support;

namespace Numora.Tests.Webhooks;

/// <summary>What is sent, and what becomes of each kind of answer.</summary>
public sealed class SendingTests(WebhookApp app) : IClassFixture<WebhookApp>, IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await TestReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task What_arrives_is_what_is_kept_and_the_log_tells_the_answer()
    {
        _receiver.On("/hook", 204);
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();

        var asked = await app.Http.AskAsync(endpoint, "test");

        var queued = await asked.JsonAsync(202);
        Assert.Equal(queued.Text("status_url"), asked.Headers.Location!.OriginalString);
        var delivery = await app.Http.EndsAsync(endpoint, queued.Text("delivery_id")!);
        var arrived = Assert.Single(_receiver.Requests);
        Assert.Equal(("POST", "application/json"), (arrived.Method, arrived.Headers["Content-Type"]));
        Assert.Equal(delivery.GetProperty("payload").GetRawText(), arrived.Text);
        Assert.Equal(("ping", endpoint), (arrived.Json().Text("type"), arrived.Json().GetProperty("data").Text("endpoint_id")));
        Assert.Equal(arrived.Json().Id(), arrived.Headers["webhook-id"]);
        Assert.Equal(arrived.Json().Id(), arrived.Headers["X-Numora-Webhook-Id"]);
        Assert.Equal((queued.Text("event_id"), "ping"), (delivery.Text("event_id"), delivery.Text("event_type")));
        var attempt = Assert.Single(delivery.Attempts());
        Assert.Equal((1, 204), (attempt.GetProperty("number").GetInt32(), attempt.GetProperty("status_code").GetInt32()));
        Assert.Equal((null, null), (attempt.Text("error"), attempt.Text("answer")));
        Assert.NotNull((await app.Http.ShownAsync(endpoint)).Text("last_success_at"));
    }

    [Fact]
    public async Task After_two_failures_the_same_event_arrives_with_a_new_timestamp_and_signature()
    {
        var calls = 0;
        _receiver.On("/hook", context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref calls) < 3 ? 500 : 200;
            return context.Response.WriteAsync("call " + calls);
        });
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();

        var delivery = await app.Http.PingsAsync(endpoint);

        Assert.Equal([500, 500, 200], delivery.Attempts().Select(a => a.GetProperty("status_code").GetInt32()));
        Assert.Equal(["The endpoint answered 500.", "The endpoint answered 500.", null], delivery.Attempts().Select(a => a.Text("error")));
        Assert.Equal(["call 1", "call 2", "call 3"], delivery.Attempts().Select(a => a.Text("answer")));
        var at = delivery.Attempts().Select(a => a.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.All(at.Zip(at.Skip(1)), pair => Assert.True((pair.Second - pair.First).TotalMilliseconds >= 160));
        Assert.Single(_receiver.Requests.Select(r => r.Headers["webhook-id"] + r.Text).Distinct());
        Assert.Equal(3, _receiver.Requests.Select(r => r.Headers["X-Numora-Webhook-Signature"]).Distinct().Count());
        Assert.Null((await app.Http.ShownAsync(endpoint)).Text("failing_since"));
    }

    [Fact]
    public async Task When_the_schedule_is_used_up_the_delivery_has_failed_and_says_why()
    {
        _receiver.On("/hook", 503, "come back later");
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();

        var delivery = await app.Http.PingsAsync(endpoint, "failed");

        Assert.Equal(3, delivery.GetProperty("attempt_count").GetInt32());
        Assert.Equal("All 3 attempts failed, the last one so: The endpoint answered 503.", delivery.Text("reason"));
        Assert.Null(delivery.Text("next_attempt_at"));
        var shown = await app.Http.ShownAsync(endpoint);
        Assert.Equal("The endpoint answered 503.", shown.Text("last_failure"));
        Assert.Equal(delivery.Attempts()[0].Text("at")![..19], shown.Text("failing_since")![..19]);
        Assert.True(shown.GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _receiver.On("/moved", context =>
        {
            context.Response.Redirect($"{_receiver.Base}/elsewhere", permanent: true);
            return Task.CompletedTask;
        });
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/moved")).Id();

        var delivery = await app.Http.PingsAsync(endpoint, "failed");

        Assert.All(_receiver.Requests, r => Assert.Equal("/moved", r.Path));
        Assert.Contains("301, a redirect; redirects are not followed", delivery.Attempts()[0].Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_time_gets_it()
    {
        var calls = 0;
        _receiver.On("/busy", context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref calls) == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        });
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/busy")).Id();

        var delivery = await app.Http.PingsAsync(endpoint);

        var at = delivery.Attempts().Select(a => a.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.InRange(at[1] - at[0], TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Who_does_not_answer_or_is_not_there_is_told_apart()
    {
        _receiver.On("/mute", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var mute = (await app.Http.EndpointAsync($"{_receiver.Base}/mute")).Id();
        using var port = new TcpListener(System.Net.IPAddress.Loopback, 0);
        port.Start();
        var dead = (await app.Http.EndpointAsync($"http://{port.LocalEndpoint}/")).Id();
        port.Stop();
        var inner = (await app.Http.EndpointAsync($"{_receiver.Base}/inner")).Id();
        await app.ExecuteAsync("update webhook_endpoints set url = 'http://10.1.2.3/' where id = $1", inner);

        var deliveries = await Task.WhenAll(new[] { mute, dead, inner }.Select(e => app.Http.PingsAsync(e, "failed")));

        Assert.Equal(
            ["No answer within 2 s.", "No answer: the connection was refused.", "Not sent. The URL's address is not allowed from here."],
            deliveries.Select(d => d.Attempts()[0].Text("error")));
        Assert.All(deliveries.SelectMany(d => d.Attempts()), a => Assert.Equal(System.Text.Json.JsonValueKind.Null,
            a.GetProperty("status_code").ValueKind));
        Assert.InRange(deliveries[0].Attempts()[0].GetProperty("duration_ms").GetInt32(), 1_950, 4_000);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_its_status_and_its_first_kilobyte_is_kept_as_text()
    {
        _receiver.On("/endless", async context =>
        {
            await context.Response.WriteAsync("one\r\n\0\u001b[31mtwo\u202e \u00e4");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        _receiver.On("/long", context => context.Response.WriteAsync(new string('\u00e4', 5_000), Encoding.UTF8));
        var endless = (await app.Http.EndpointAsync($"{_receiver.Base}/endless")).Id();
        var wordy = (await app.Http.EndpointAsync($"{_receiver.Base}/long")).Id();

        Assert.Equal("one [31mtwo \u00e4", (await app.Http.PingsAsync(endless)).Attempts()[0].Text("answer"));
        Assert.Equal(new string('\u00e4', 512), (await app.Http.PingsAsync(wordy)).Attempts()[0].Text("answer"));
    }

    [Fact]
    public async Task During_a_rotation_both_secrets_sign_and_only_then()
    {
        _receiver.On("/hook", 200);
        var endpoint = (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();

        var rotated = await (await app.Http.AskAsync(endpoint, "rotate-secret")).JsonAsync();
        await app.Http.PingsAsync(endpoint);
        await (await app.Http.AskAsync(endpoint, "rotate-secret", new { grace_seconds = 0 })).JsonAsync();
        await app.Http.PingsAsync(endpoint);

        Assert.NotNull(rotated.Text("previous_secret_until"));
        Assert.Matches("^t=[^,]+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}$", _receiver.Requests[0].Headers["X-Numora-Webhook-Signature"]);
        Assert.Matches("^v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=$", _receiver.Requests[0].Headers["webhook-signature"]);
        Assert.Matches("^t=[^,]+,v1=[0-9a-f]{64}$", _receiver.Requests[1].Headers["X-Numora-Webhook-Signature"]);
        Assert.Matches("^v1,[A-Za-z0-9+/]{43}=$", _receiver.Requests[1].Headers["webhook-signature"]);
    }

    [Fact]
    public async Task No_secret_and_no_url_is_in_the_log_and_no_secret_in_the_tables()
    {
        _receiver.On("/token-abc123", 500, "no");
        var created = await app.Http.EndpointAsync($"{_receiver.Base}/token-abc123?key=geheim77");
        var rotated = await (await app.Http.AskAsync(created.Id(), "rotate-secret")).JsonAsync();
        await app.Http.PingsAsync(created.Id(), "failed");

        var kept = await app.ScalarAsync<string>("select string_agg(e::text, ' ') from webhook_endpoints e");
        Assert.Contains("geheim77", kept, StringComparison.Ordinal); // the look was a real one
        foreach (var secret in new[] { created.Text("secret")!, rotated.Text("secret")! })
        {
            Assert.DoesNotContain(secret[6..], kept, StringComparison.Ordinal);
            Assert.DoesNotContain(app.Log.Lines, l => l.Contains(secret[6..], StringComparison.Ordinal));
        }

        Assert.Contains(app.Log.Lines, l => l.Contains(created.Id(), StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines,
            l => l.Contains("abc123", StringComparison.Ordinal) || l.Contains("geheim77", StringComparison.Ordinal));
    }
}
