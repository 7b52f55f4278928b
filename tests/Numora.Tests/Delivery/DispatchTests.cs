using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

public sealed class DispatchTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task An_approved_document_is_delivered_and_everything_says_so()
    {
        var destination = await app.RouteAsync("/one");
        var id = await app.ApprovedAsync("INV-1");

        var answer = await (await app.DispatchAsync(id, new { destination_id = destination })).JsonAsync(202);
        var run = await app.EndedAsync(answer.Text("run_id")!);

        Assert.Equal(("push_pending", id), (answer.Status(), answer.Id()));
        Assert.Equal("succeeded", run.Status());
        Assert.Equal("rec-1", run.Text("external_record_id"));
        Assert.Equal("push_succeeded", (await app.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
        var sent = Assert.Single(app.Receiver.Requests, r => r.Path == "/one");
        var body = JsonElement.Parse(sent.Text);
        Assert.Equal("INV-1", body.Text("number"));
        Assert.Equal("numora", body.Text("origin"));
        Assert.Equal("Bearer token-of-the-erp", sent.Headers["Authorization"]);
        var shown = await app.Http.GetJsonAsync($"/v1/documents/{id}/delivery");
        var delivery = Assert.Single(shown.GetProperty("deliveries").EnumerateArray());
        Assert.Equal(("succeeded", "rec-1"), (delivery.Status(), delivery.Text("external_record_id")));
        var attempt = Assert.Single(delivery.GetProperty("attempts").EnumerateArray());
        Assert.Equal(("managed", run.Id()), (attempt.Text("source"), attempt.Text("run_id")));
        Assert.DoesNotContain("token-of-the-erp", await app.LogAsync(run.Id()), StringComparison.Ordinal);
        Assert.Contains("push.succeeded", await app.Http.EventTypesAsync(id));
    }

    [Fact]
    public async Task Twenty_simultaneous_dispatches_make_one_run()
    {
        var destination = await app.RouteAsync("/race");
        var goOn = new TaskCompletionSource(); // else a late caller may find it delivered, and be told so with 200
        app.Receiver.On("/race", async context =>
        {
            await goOn.Task;
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync("""{"id":"rec-race"}""");
        });
        var id = await app.ApprovedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            await (await app.DispatchAsync(id, new { destination_id = destination })).JsonAsync(202)));
        goOn.SetResult();

        var run = Assert.Single(answers.Select(a => a.Text("run_id")).Distinct());
        Assert.Equal("succeeded", (await app.EndedAsync(run!)).Status());
        Assert.Single(app.Receiver.Requests, r => r.Path == "/race");
    }

    [Fact]
    public async Task What_was_delivered_and_has_not_changed_since_is_not_sent_again()
    {
        var destination = await app.RouteAsync("/repeat");
        var id = await app.ApprovedAsync();
        var run = await app.DeliverAsync(id, destination);

        var again = await (await app.DispatchAsync(id, new { destination_id = destination })).JsonAsync();

        Assert.Equal(("push_succeeded", run.Id()), (again.Status(), again.Text("run_id")));
        Assert.Single(app.Receiver.Requests, r => r.Path == "/repeat");
    }

    [Fact]
    public async Task Retry_push_sends_again_under_the_same_idempotency_key_and_a_second_call_joins_the_first()
    {
        var destination = await app.RouteAsync("/again");
        var id = await app.ApprovedAsync();
        var first = await app.DeliverAsync(id, destination);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
            await (await app.Http.ActAsync(id, "retry-push")).JsonAsync(202)));

        Assert.All(answers, a => Assert.Equal((id, "push_pending"), (a.Id(), a.Status())));
        foreach (var run in answers.Select(a => a.Text("run_id")!).Distinct())
        {
            Assert.NotEqual(first.Id(), run);
            Assert.Equal("succeeded", (await app.EndedAsync(run)).Status());
        }

        Assert.Single(app.Receiver.Requests.Where(r => r.Path == "/again").Select(r => r.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task While_a_run_is_writing_reject_edit_erase_and_cancel_are_refused()
    {
        var (arrived, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var destination = await app.RouteAsync("/slow");
        app.Receiver.On("/slow", async context =>
        {
            arrived.TrySetResult();
            await goOn.Task;
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync("""{"id":"rec-slow"}""");
        });
        var id = await app.ApprovedAsync();
        var run = (await (await app.DispatchAsync(id, new { destination_id = destination })).JsonAsync(202)).Text("run_id")!;
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await (await app.Http.ActAsync(id, "reject")).IsErrorAsync(409, "conflict");
        await (await app.Http.CorrectAsync(id, new { fields = new { total_amount = 1 } })).IsErrorAsync(409, "conflict");
        await (await app.Http.DeleteAsync($"/v1/documents/{id}")).IsErrorAsync(409, "conflict");
        var refused = await (await app.Http.PostAsync($"/v1/runs/{run}/cancel", null)).IsErrorAsync(409, "conflict");
        goOn.SetResult();

        Assert.Contains("writing", refused.Message(), StringComparison.Ordinal);
        Assert.Equal("succeeded", (await app.EndedAsync(run)).Status());
        Assert.Equal("push_succeeded", (await app.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
    }

    [Fact]
    public async Task A_run_that_waits_is_cancelled_by_reject()
    {
        var destination = await app.RouteAsync("/busy");
        app.Receiver.On("/busy", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "60");
            return Task.CompletedTask;
        });
        var id = await app.ApprovedAsync();
        var run = (await (await app.DispatchAsync(id, new { destination_id = destination })).JsonAsync(202)).Text("run_id")!;
        await Queries.UntilAsync(async () =>
            (await app.Http.GetJsonAsync($"/v1/runs/{run}")).GetProperty("next_attempt_at").ValueKind is JsonValueKind.String, "it waits");

        await (await app.Http.ActAsync(id, "reject", new { reason = "wrong" })).JsonAsync();

        Assert.Equal("cancelled", (await app.Http.GetJsonAsync($"/v1/runs/{run}")).Status());
        Assert.Equal("review_required", (await app.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
        await (await app.DispatchAsync(id, new { destination_id = destination })).IsErrorAsync(409, "conflict");
    }

    [Fact]
    public async Task An_edit_of_a_delivered_document_takes_it_back_to_review_and_the_next_delivery_updates_the_same_record()
    {
        var destination = await app.RouteAsync("/edit");
        var id = await app.ApprovedAsync("INV-EDIT");
        await app.DeliverAsync(id, destination);

        await (await app.Http.CorrectAsync(id, new { fields = new { total_amount = 120.5 } })).JsonAsync();
        var edited = await app.Http.GetJsonAsync($"/v1/documents/{id}");
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();
        var outbox = await app.Http.GetJsonAsync("/v1/delivery/outbox?provider=http&limit=500");
        var run = await app.DeliverAsync(id, destination);

        Assert.Equal("review_required", edited.Status());
        Assert.Contains(outbox.Data(), d => d.Text("document_id") == id);
        Assert.Equal("succeeded", run.Status());
        var sent = app.Receiver.Requests.Where(r => r.Path == "/edit").ToList();
        Assert.Equal(["119.00", "120.5"], sent.Select(r => JsonElement.Parse(r.Text).GetProperty("total").GetRawText()));
        Assert.Equal(2, sent.Select(r => r.Headers["Idempotency-Key"]).Distinct().Count()); // another approval
    }

    [Fact]
    public async Task A_document_that_is_not_approved_is_not_delivered()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answer = await app.DispatchAsync(id);

        Assert.NotEmpty((await answer.IsErrorAsync(409, "conflict")).UpdatedAt());
    }

    [Fact]
    public async Task Where_nothing_or_several_fit_the_answer_says_what_to_do()
    {
        var other = new DeliveryCalls(await app.StrangerAsync(), app.Receiver);
        var id = await other.ApprovedAsync();

        var nothing = await (await other.DispatchAsync(id)).IsErrorAsync(422, "invalid_payload");
        var (first, second) = (await other.RouteAsync("/a"), await other.RouteAsync("/b"));
        var byDefault = await (await other.DispatchAsync(id)).JsonAsync(202);
        await app.ExecuteAsync("update workflow_bindings set is_default = false where destination_id = $1", first);
        var several = await (await other.DispatchAsync(await other.ApprovedAsync())).IsErrorAsync(422, "invalid_payload");

        Assert.Contains("PUT /v1/mappings/invoice_v2", nothing.Message(), StringComparison.Ordinal);
        Assert.NotNull(byDefault.Text("run_id"));
        Assert.Contains(first, several.Message(), StringComparison.Ordinal);
        Assert.Contains(second, several.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_run_that_was_given_up_in_doubt_the_next_one_asks_before_it_sends()
    {
        var written = 0;
        var destination = await app.RouteAsync("/doubt", new
        {
            url = $"{app.Receiver.Base}/doubt",
            external_id = "$.id",
            find = new { url = app.Receiver.Base + "/doubt-find", external_id = "$.id" },
        });
        app.Receiver.On("/doubt", context =>
        {
            written++;
            context.Abort();
            return Task.CompletedTask;
        });
        app.Receiver.On("/doubt-find", 503);
        var id = await app.ApprovedAsync();
        var first = await app.DeliverAsync(id, destination);
        app.Receiver.On("/doubt-find", 200, """{"id":"rec-doubt"}""");

        var second = await app.EndedAsync((await (await app.Http.ActAsync(id, "retry-push")).JsonAsync(202)).Text("run_id")!);

        Assert.Contains("may be there or not", first.GetProperty("failure").Text("message"), StringComparison.Ordinal);
        Assert.Equal(("succeeded", "rec-doubt", 1), (second.Status(), second.Text("external_record_id"), written));
    }
}
