using Microsoft.AspNetCore.Http;
using Numora.Tests.Support;
using Numora.Webhooks;

namespace Numora.Tests.Webhooks;

/// <summary>The delivery log, sending again by hand, stopping and deleting.</summary>
public sealed class RetryTests(WebhookApp app) : IClassFixture<WebhookApp>, IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await TestReceiver.StartAsync();
        _receiver.On("/hook", 200);
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_failed_delivery_is_sent_again_under_the_same_id_and_its_log_goes_on()
    {
        _receiver.On("/hook", 500);
        var endpoint = await EndpointAsync();
        var failed = await app.Http.PingsAsync(endpoint, "failed");
        _receiver.On("/hook", 200);

        var answer = await app.Http.AskAsync(endpoint, $"deliveries/{failed.Id()}/retry");

        Assert.Equal(failed.Id(), (await answer.JsonAsync(202)).Text("delivery_id"));
        var delivery = await app.Http.EndsAsync(endpoint, failed.Id());
        Assert.Equal([1, 2, 3, 4], delivery.Attempts().Select(a => a.GetProperty("number").GetInt32()));
        Assert.Null(delivery.Text("reason"));
        Assert.Single(_receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task Twenty_retries_at_once_of_what_has_arrived_send_it_once_more_or_a_few_times_and_it_ends()
    {
        var endpoint = await EndpointAsync();
        var arrived = (await app.Http.PingsAsync(endpoint)).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            app.Http.AskAsync(endpoint, $"deliveries/{arrived}/retry")));

        Assert.All(answers, a => Assert.Equal(202, (int)a.StatusCode));
        await Queries.UntilAsync(async () => await app.ScalarAsync<long>("select count(*) from jobs where subject = $1", arrived) == 0,
            "its job is done");
        var delivery = await app.Http.EndsAsync(endpoint, arrived);
        Assert.InRange(_receiver.Requests.Count, 2, 21);
        Assert.Equal(_receiver.Requests.Count, delivery.GetProperty("attempt_count").GetInt32());
    }

    [Fact]
    public async Task All_that_failed_or_was_stopped_since_a_time_is_sent_again()
    {
        _receiver.On("/hook", 500);
        var endpoint = await EndpointAsync();
        var before = await app.Http.PingsAsync(endpoint, "failed");
        var failed = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Http.PingsAsync(endpoint, "failed")));
        Busy("/hook");
        var stopped = await WaitingAsync(endpoint);
        await (await app.Http.ChangeAsync(endpoint, new { enabled = false })).JsonAsync();
        await (await app.Http.ChangeAsync(endpoint, new { enabled = true })).JsonAsync();
        _receiver.On("/hook", 200);
        await app.ExecuteAsync("update webhook_deliveries set created_at = created_at - interval '1 hour' where id = $1", before.Id());

        var since = failed.Select(d => d.Text("created_at")!).Min(StringComparer.Ordinal);
        var answer = await (await app.Http.AskAsync(endpoint, "retry-failed", new { since })).JsonAsync(202);

        Assert.Equal((4, false), (answer.GetProperty("retried").GetInt32(), answer.GetProperty("more").GetBoolean()));
        foreach (var id in failed.Select(d => d.Id()).Append(stopped))
            await app.Http.EndsAsync(endpoint, id);
        Assert.Equal([before.Id()], (await app.Http.DeliveriesAsync(endpoint, "&status=failed")).Select(d => d.Id()));
        await (await app.Http.AskAsync(endpoint, "retry-failed", new { })).IsErrorAsync(400, "invalid_payload");
        Assert.Equal(10_000, WebhookQueries.MaxRetried);
    }

    [Fact]
    public async Task Disabling_an_endpoint_stops_what_waits_and_enabling_it_starts_clean()
    {
        Busy("/hook");
        var endpoint = await EndpointAsync();
        var waiting = await WaitingAsync(endpoint);

        var disabled = await (await app.Http.ChangeAsync(endpoint, new { enabled = false })).JsonAsync();

        Assert.False(disabled.GetProperty("enabled").GetBoolean());
        Assert.Matches("^Disabled through the API by the key .+\\.$", disabled.Text("disabled_reason"));
        var stopped = await app.Http.DeliveryAsync(endpoint, waiting);
        Assert.Equal(("stopped", disabled.Text("disabled_reason")), (stopped.Status(), stopped.Text("reason")));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from jobs where lane = $1", endpoint));
        foreach (var action in new[] { "test", $"deliveries/{waiting}/retry" })
            Assert.Contains("Enable it first", (await (await app.Http.AskAsync(endpoint, action)).IsErrorAsync(409, "conflict")).Message(),
                StringComparison.Ordinal);
        await (await app.Http.AskAsync(endpoint, "retry-failed", new { since = "2020-01-01T00:00:00Z" })).IsErrorAsync(409, "conflict");

        var enabled = await (await app.Http.ChangeAsync(endpoint, new { enabled = true })).JsonAsync();
        Assert.Equal((null, null, null), (enabled.Text("disabled_reason"), enabled.Text("disabled_at"), enabled.Text("failing_since")));
        _receiver.On("/hook", 200);
        await app.Http.PingsAsync(endpoint);
    }

    [Fact]
    public async Task An_endpoint_that_says_410_is_disabled_with_the_reason_and_what_waits_for_it_stops()
    {
        Busy("/hook");
        var endpoint = await EndpointAsync();
        var waiting = await WaitingAsync(endpoint);
        _receiver.On("/hook", 410, "gone fishing");

        var failed = await app.Http.PingsAsync(endpoint, "failed");

        const string reason = "The endpoint answered 410 Gone: it wants no more events.";
        Assert.Equal(reason, failed.Text("reason"));
        Assert.Single(failed.Attempts());
        var shown = await app.Http.ShownAsync(endpoint);
        Assert.Equal((false, reason), (shown.GetProperty("enabled").GetBoolean(), shown.Text("disabled_reason")));
        Assert.NotNull(shown.Text("disabled_at"));
        Assert.Equal(("stopped", reason), ((await app.Http.DeliveryAsync(endpoint, waiting)).Status(),
            (await app.Http.DeliveryAsync(endpoint, waiting)).Text("reason")));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from jobs where lane = $1", endpoint));
    }

    [Fact]
    public async Task Deleting_an_endpoint_drops_what_waits_and_its_log_also_while_it_is_being_sent_to()
    {
        Busy("/hook");
        var endpoint = await EndpointAsync();
        await WaitingAsync(endpoint);
        var arrived = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        _receiver.On("/hook", async _ =>
        {
            arrived.TrySetResult();
            await go.Task;
        });
        await app.Http.PingAsync(endpoint);
        await arrived.Task;

        var answer = await app.Http.DeleteAsync($"{WebhookCalls.Endpoints}/{endpoint}");

        go.SetResult();
        Assert.Equal(204, (int)answer.StatusCode);
        await (await app.Http.GetAsync($"{WebhookCalls.Endpoints}/{endpoint}")).IsErrorAsync(404, "not_found");
        await Task.Delay(500); // the attempt under way ends
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from webhook_deliveries where endpoint_id = $1", endpoint));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from jobs where lane = $1", endpoint));
        Assert.DoesNotContain(app.Log.Lines,
            l => l.Contains("attempt 1 failed", StringComparison.Ordinal) || l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_queued_at_the_moment_of_a_deletion_goes_with_its_job()
    {
        var endpoint = await EndpointAsync();
        var id = (await app.Http.PingsAsync(endpoint)).Id();
        await app.ExecuteAsync("delete from webhook_endpoints where id = $1", endpoint);
        await app.ExecuteAsync("update webhook_deliveries set status = 'pending', ended_at = null where id = $1", id);

        await app.ExecuteAsync("""
            insert into jobs (kind, subject, workspace_id, lane)
            select 'webhook', id, workspace_id, endpoint_id from webhook_deliveries where id = $1
            """, id);
        await app.Databases.Owner.HurryJobsAsync();

        await Queries.UntilAsync(async () => await app.ScalarAsync<long>(
            "select (select count(*) from jobs where subject = $1) + (select count(*) from webhook_deliveries where id = $1)", id) == 0,
            "both are gone");
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task The_log_is_filtered_and_paged()
    {
        var endpoint = await EndpointAsync();
        var sent = new List<string>();
        for (var i = 0; i < 5; i++)
            sent.Add((await app.Http.PingsAsync(endpoint)).Id());
        _receiver.On("/hook", 500);
        var failed = (await app.Http.PingsAsync(endpoint, "failed")).Id();

        var path = $"{WebhookCalls.Endpoints}/{endpoint}/deliveries";
        var first = await app.Http.GetJsonAsync($"{path}?status=succeeded&event_type=ping&limit=3");
        var rest = await app.Http.GetJsonAsync($"{path}?cursor={first.Text("next_cursor")}");

        Assert.Equal(sent.OrderDescending(StringComparer.Ordinal), first.Data().Concat(rest.Data()).Select(d => d.Id()));
        Assert.Null(rest.Text("next_cursor"));
        Assert.Equal([failed], (await app.Http.DeliveriesAsync(endpoint, "&status=failed")).Select(d => d.Id()));
        Assert.Empty(await app.Http.DeliveriesAsync(endpoint, "&event_type=push.failed"));
        await (await app.Http.GetAsync($"{path}?status=lost")).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.GetAsync($"{path}?event_type=push.vanished")).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.GetAsync($"{path}/dlv_1")).IsErrorAsync(404, "not_found");
        var other = await EndpointAsync();
        await (await app.Http.GetAsync($"{WebhookCalls.Endpoints}/{other}/deliveries/{failed}")).IsErrorAsync(404, "not_found");
    }

    [Fact]
    public async Task Deliveries_that_ended_long_ago_are_deleted_and_others_kept()
    {
        var endpoint = await EndpointAsync();
        var (old, young) = ((await app.Http.PingsAsync(endpoint)).Id(), (await app.Http.PingsAsync(endpoint)).Id());
        Busy("/hook");
        var waiting = await WaitingAsync(endpoint);
        await app.ExecuteAsync("update webhook_deliveries set ended_at = ended_at - interval '31 days' where id = $1", old);
        await app.ExecuteAsync("update webhook_deliveries set created_at = created_at - interval '31 days' where id = $1", waiting);

        var deleted = await OldDeliveries.DeleteAsync(app.Databases, TimeProvider.System.GetUtcNow().AddDays(-30), default);

        Assert.Equal(1, deleted);
        Assert.Equal([waiting, young], (await app.Http.DeliveriesAsync(endpoint)).Select(d => d.Id()));
    }

    async Task<string> EndpointAsync() => (await app.Http.EndpointAsync($"{_receiver.Base}/hook")).Id();

    /// <summary>Asks for ten minutes.</summary>
    void Busy(string path) => _receiver.On(path, context =>
    {
        (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "600");
        return Task.CompletedTask;
    });

    /// <summary>A delivery that was tried once and waits.</summary>
    async Task<string> WaitingAsync(string endpoint)
    {
        var id = await app.Http.PingAsync(endpoint);
        await Queries.UntilAsync(
            async () => (await app.Http.DeliveryAsync(endpoint, id)).GetProperty("attempt_count").GetInt32() == 1, "it was tried");
        return id;
    }
}
