using Microsoft.AspNetCore.Http;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

/// <summary>Destinations that fail, and what the run, its log, the document and the outbox say of it.</summary>
public sealed class DestinationFaultTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task Two_faults_of_the_server_are_followed_by_a_third_attempt_that_succeeds()
    {
        var destination = await app.RouteAsync("/twice");
        var calls = 0;
        app.Receiver.On("/twice", context => AnswerAsync(context, ++calls <= 2 ? 500 : 201, """{"id":"rec-3"}"""));

        var run = await app.DeliverAsync(await app.ApprovedAsync(), destination);

        Assert.Equal(("succeeded", 3, "rec-3"), (run.Status(), run.GetProperty("attempt").GetInt32(), run.Text("external_record_id")));
        var log = await app.LogAsync(run.Id());
        Assert.Equal(2, log.Split("The next attempt follows in").Length - 1);
        Assert.Contains("500", log, StringComparison.Ordinal);
        var sent = app.Receiver.Requests.Where(r => r.Path == "/twice").ToList();
        Assert.Single(sent.Select(r => r.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task A_busy_server_gets_the_time_that_it_asks_for()
    {
        var destination = await app.RouteAsync("/429");
        var times = new List<long>();
        app.Receiver.On("/429", context =>
        {
            times.Add(Environment.TickCount64);
            context.Response.Headers.RetryAfter = "2";
            return AnswerAsync(context, times.Count == 1 ? 429 : 201, """{"id":"rec-429"}""");
        });

        var run = await app.DeliverAsync(await app.ApprovedAsync(), destination);

        Assert.Equal(("succeeded", 2), (run.Status(), run.GetProperty("attempt").GetInt32()));
        Assert.True(times[1] - times[0] >= 1_990, $"{times[1] - times[0]} ms");
        Assert.Contains("as it asked for", await app.LogAsync(run.Id()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_final_and_shown_in_the_other_sides_own_words()
    {
        var destination = await app.RouteAsync("/400", new
        {
            url = $"{app.Receiver.Base}/400",
            external_id = "$.id",
            error_message = "$.error.message",
        });
        app.Receiver.On("/400", 400, """{"error":{"message":"Vendor 17 is blocked."}}""");
        var id = await app.ApprovedAsync();

        var run = await app.DeliverAsync(id, destination);

        Assert.Equal(("failed", 1), (run.Status(), run.GetProperty("attempt").GetInt32()));
        var failure = run.GetProperty("failure");
        Assert.Equal("destination_refused", failure.Text("code"));
        Assert.Contains("Vendor 17 is blocked.", failure.Text("message"), StringComparison.Ordinal);
        Assert.Equal("push_failed", (await app.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
        var shown = (await app.Http.GetJsonAsync($"/v1/documents/{id}/delivery")).GetProperty("deliveries")[0];
        Assert.Equal("failed", shown.Status());
        Assert.Contains("Vendor 17", shown.GetProperty("last_error").Text("message"), StringComparison.Ordinal);
        var events = await app.Http.EventTypesAsync(id);
        Assert.Contains("push.failed", events);
        Assert.Contains("run.failed", events);
        Assert.Single(app.Receiver.Requests, r => r.Path == "/400");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_the_log_says_that_the_record_may_be_there()
    {
        var destination = await app.RouteAsync("/never",
            new { url = $"{app.Receiver.Base}/never", external_id = "$.id", timeout_seconds = 1 });
        app.Receiver.On("/never", context => Task.Delay(Timeout.Infinite, context.RequestAborted)
            .ContinueWith(_ => { }, TaskScheduler.Default));

        var run = await app.DeliverAsync(await app.ApprovedAsync(), destination);

        Assert.Equal(("failed", 4), (run.Status(), run.GetProperty("attempt").GetInt32()));
        Assert.Contains("may be there or not", run.GetProperty("failure").Text("message"), StringComparison.Ordinal);
        Assert.Contains("same idempotency key", await app.LogAsync(run.Id()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_lost_after_the_other_side_has_committed_leaves_one_record(bool canLook)
    {
        var path = canLook ? "/lost-look" : "/lost";
        var records = new Dictionary<string, string>(); // by idempotency key, as a careful server keeps them
        var destination = await app.RouteAsync(path, new
        {
            url = $"{app.Receiver.Base}{path}",
            external_id = "$.id",
            find = canLook ? new { url = app.Receiver.Base + path + "-find/{{key.number}}", external_id = "$.id" } : null,
        });
        var number = $"LOST-{canLook}";
        var dropped = false;
        app.Receiver.On(path, context =>
        {
            records[context.Request.Headers["Idempotency-Key"].ToString()] = number;
            if (dropped)
                return AnswerAsync(context, 201, """{"id":"rec-lost"}""");
            dropped = true;
            context.Abort();
            return Task.CompletedTask;
        });
        app.Receiver.On($"{path}-find/{number}", context =>
            AnswerAsync(context, records.ContainsValue(number) ? 200 : 404, """{"id":"rec-lost"}"""));

        var run = await app.DeliverAsync(await app.ApprovedAsync(number), destination);

        Assert.Equal(("succeeded", 2, "rec-lost"), (run.Status(), run.GetProperty("attempt").GetInt32(), run.Text("external_record_id")));
        Assert.Single(records);
        var log = await app.LogAsync(run.Id());
        Assert.Contains("the destination is asked for the record", log, StringComparison.Ordinal);
        Assert.Contains(canLook ? "with these very values" : "cannot be asked", log, StringComparison.Ordinal);
        Assert.Equal(canLook ? 1 : 2, app.Receiver.Requests.Count(r => r.Path == path));
    }

    [Fact]
    public async Task A_mapping_that_the_document_does_not_fit_fails_before_anything_is_sent()
    {
        var destination = await app.DestinationAsync("/unfit");
        await (await app.Calls.MapAsync(destination, new
        {
            @object = "invoices",
            key = new[] { "number" },
            fields = new object[]
            {
                new { target = "number", source = "invoice_number", required = true },
                new { target = "po", source = "purchase_order_number", required = true },
            },
        })).JsonAsync(201);

        var run = await app.DeliverAsync(await app.ApprovedAsync(), destination);

        Assert.Equal("payload_invalid", run.GetProperty("failure").Text("code"));
        Assert.Contains("po", run.GetProperty("failure").Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Receiver.Requests, r => r.Path == "/unfit");
    }

    static Task AnswerAsync(HttpContext context, int status, string body)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
        return context.Response.WriteAsync(body);
    }
}
