using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

public sealed class WorkflowTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task A_workflow_with_auto_dispatch_delivers_what_is_approved()
    {
        var my = await StrangerAsync();
        var destination = await my.RouteAsync("/auto");
        await (await my.Http.PostAsJsonAsync("/v1/workflows", Definition(destination, auto: true, new { id = "push", type = "push" })))
            .JsonAsync(201);

        var id = await my.ApprovedAsync("AUTO-1");

        await Queries.UntilAsync(async () =>
            (await my.Http.GetJsonAsync($"/v1/documents/{id}")).Status() == "push_succeeded", "it was delivered");
        var run = Assert.Single((await my.Http.GetJsonAsync($"/v1/runs?document_id={id}")).Data());
        Assert.Equal("auto_dispatch", run.Text("trigger"));
        Assert.Single(app.Receiver.Requests, r => r.Path == "/auto");
    }

    [Fact]
    public async Task Each_node_is_told_conditions_decide_and_a_fault_may_be_passed_over()
    {
        var my = await StrangerAsync();
        var destination = await my.RouteAsync("/nodes");
        app.Receiver.On("/before", 500);
        app.Receiver.On("/chat", 200);
        var made = await (await my.Http.PostAsJsonAsync("/v1/workflows", Definition(destination, auto: false,
            new { id = "check", type = "validate", config = new { required = new[] { "invoice_number", "total_amount" } } },
            new
            {
                id = "large",
                type = "notify",
                when = new { source = "total_amount", gte = 1000 },
                config = new { url = $"{app.Receiver.Base}/chat", message = "large" },
            },
            new { id = "gone", type = "http_request", on_error = "continue", config = new { url = $"{app.Receiver.Base}/gone" } },
            new { id = "push", type = "push" },
            new
            {
                id = "tell",
                type = "notify",
                config = new { url = $"{app.Receiver.Base}/chat", message = "{{invoice_number}} is {{external_id}}" },
            }))).JsonAsync(201);
        var id = await my.ApprovedAsync("NODES-1");

        var answer = await (await my.Http.PostAsJsonAsync($"/v1/workflows/{made.Id()}/dispatch",
            new { document_id = id, execution_mode = "queued" })).JsonAsync(202);
        var run = await my.EndedAsync(answer.Text("run_id")!);

        Assert.Equal(["run_id", "workflow_id", "status", "execution_mode"], answer.EnumerateObject().Select(m => m.Name));
        Assert.Equal("succeeded", run.Status());
        Assert.Equal(
            ["check succeeded", "large skipped", "gone failed", "push succeeded", "tell succeeded"],
            run.GetProperty("nodes").EnumerateArray().Select(n => $"{n.Id()} {n.Status()}"));
        var told = Assert.Single(app.Receiver.Requests, r => r.Path == "/chat");
        Assert.Equal("NODES-1 is rec-1", JsonElement.Parse(told.Text).Text("text"));
        Assert.Contains("passes over this and goes on", await my.LogAsync(run.Id()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_resumes_at_the_node_that_failed_and_keeps_what_was_done()
    {
        var my = await StrangerAsync();
        var destination = await my.RouteAsync("/resume");
        var calls = 0;
        app.Receiver.On("/after", context =>
        {
            context.Response.StatusCode = ++calls == 1 ? 503 : 200;
            return Task.CompletedTask;
        });
        var made = await (await my.Http.PostAsJsonAsync("/v1/workflows", Definition(destination, auto: false,
            new { id = "push", type = "push" },
            new { id = "after", type = "http_request", config = new { url = $"{app.Receiver.Base}/after" } }))).JsonAsync(201);
        var id = await my.ApprovedAsync();

        var run = await my.EndedAsync((await (await my.Http.PostAsJsonAsync($"/v1/workflows/{made.Id()}/dispatch",
            new { document_id = id })).JsonAsync(202)).Text("run_id")!);

        Assert.Equal(("succeeded", 2), (run.Status(), run.GetProperty("attempt").GetInt32()));
        Assert.Single(app.Receiver.Requests, r => r.Path == "/resume");
        Assert.Equal([1, 2], run.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task A_run_keeps_the_version_that_it_started_with()
    {
        var my = await StrangerAsync();
        var destination = await my.RouteAsync("/version");
        var workflow = (await my.Http.GetJsonAsync("/v1/workflows")).Data().Single();
        app.Receiver.On("/version", 503);
        var id = await my.ApprovedAsync();
        var run = (await (await my.DispatchAsync(id)).JsonAsync(202)).Text("run_id")!;

        var changed = await (await my.Http.PutAsJsonAsync($"/v1/workflows/{workflow.Id()}", Definition(destination, auto: false,
            new { id = "never", type = "validate", config = new { required = new[] { "purchase_order_number" } } }))).JsonAsync();
        app.Receiver.On("/version", 201, """{"id":"rec-v"}""");
        var ended = await my.EndedAsync(run);

        Assert.Equal(2, changed.GetProperty("version").GetInt32());
        Assert.Equal(("succeeded", 1), (ended.Status(), ended.GetProperty("workflow_version").GetInt32()));
        var old = await my.Http.GetJsonAsync($"/v1/workflows/{workflow.Id()}?version=1");
        Assert.Contains(old.GetProperty("nodes").EnumerateArray(), n => n.Text("type") == "push");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_workflow_is_told_at_once()
    {
        var refused = await (await app.Http.PostAsJsonAsync("/v1/workflows", new
        {
            name = "",
            bindings = new object[] { new { schema = "invoice_v1", destination_id = "dst_01jpwq4q9m7q4q2k8dax1x1q5n" } },
            nodes = new object[]
            {
                new { id = "a b", type = "push" },
                new { id = "f", type = "attach_file", when = new { source = "nothing", gte = 1, lt = 2 } },
                new { id = "f", type = "notify", config = new { url = "http://10.0.0.1/", message = "{{nonsense}}" } },
            },
        })).IsErrorAsync(422, "invalid_payload");

        var told = refused.GetProperty("error").GetProperty("details").EnumerateArray().Select(d => d.Text("field")).ToList();
        foreach (var member in new[] { "name", "bindings[0].schema", "bindings[0].destination_id", "nodes[0].id", "nodes[1].when.source",
            "nodes[1].when", "nodes[2].id", "nodes[2].config.url", "nodes[2].config.message" })
            Assert.Contains(member, told);
    }

    [Fact]
    public async Task A_paused_workflow_or_destination_is_not_used()
    {
        var my = await StrangerAsync();
        var destination = await my.RouteAsync("/paused");
        await (await my.Http.PatchAsJsonAsync($"/v1/destinations/{destination}", new { status = "paused" })).JsonAsync();

        var refused = await (await my.DispatchAsync(await my.ApprovedAsync())).IsErrorAsync(422, "invalid_payload");

        Assert.Contains("activate what is paused", refused.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_and_may_be_passed_over_does_not_undo_the_delivery()
    {
        var my = await StrangerAsync();
        var destination = await my.RouteAsync("/kept");
        app.Receiver.On("/chat-down", 503);
        var made = await (await my.Http.PostAsJsonAsync("/v1/workflows", Definition(destination, auto: false,
            new { id = "push", type = "push" },
            new
            {
                id = "tell",
                type = "notify",
                on_error = "continue",
                config = new { url = $"{app.Receiver.Base}/chat-down", message = "x" },
            }))).JsonAsync(201);
        var id = await my.ApprovedAsync();

        var run = await my.EndedAsync((await (await my.Http.PostAsJsonAsync($"/v1/workflows/{made.Id()}/dispatch",
            new { document_id = id })).JsonAsync(202)).Text("run_id")!);

        Assert.Equal(("succeeded", 4), (run.Status(), run.GetProperty("attempt").GetInt32()));
        Assert.Equal(["push succeeded", "tell failed"],
            run.GetProperty("nodes").EnumerateArray().Select(n => $"{n.Id()} {n.Status()}"));
        Assert.Equal("push_succeeded", (await my.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
        Assert.Single(app.Receiver.Requests, r => r.Path == "/kept");
    }

    [Theory]
    [InlineData("""{"name":"w","bindings":[null],"nodes":[null]}""", 422)]
    [InlineData("""{"name":"w","bindings":[],"nodes":[{"type":"validate","config":{"required":[null],"conditions":[null]}}]}""", 422)]
    [InlineData("""{"name":"w","bindings":[],"nodes":[{"type":"validate","when":{"source":"total_amount","gt":1e400}}]}""", 422)]
    [InlineData("""{"name":"w","bindings":[],"nodes":[{"type":"http_request","config":{"headers":{"X":null}}}]}""", 422)]
    [InlineData("""{"name":"w","bindings":[]}""", 400)]
    [InlineData("""{"name":"w","bindings":[],"nodes":[{"id":"v","type":"fly"}]}""", 400)]
    [InlineData("[]", 400)]
    public async Task A_body_that_makes_no_sense_is_refused(string body, int status)
    {
        var answer = await app.Http.PostAsync("/v1/workflows", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        await answer.IsErrorAsync(status, "invalid_payload");
    }

    [Theory]
    [InlineData("/v1/destinations?provider=%00")]
    [InlineData("/v1/runs?document_id=%00")]
    public async Task What_the_database_has_no_form_for_is_a_bad_request(string path) =>
        await (await app.Http.GetAsync(path)).IsErrorAsync(400, "invalid_payload");

    async Task<DeliveryCalls> StrangerAsync() => new(await app.StrangerAsync(), app.Receiver);

    static object Definition(string destination, bool auto, params object[] nodes) => new
    {
        name = "Invoices",
        auto_dispatch = auto,
        bindings = new object[] { new { schema = "invoice_v2", destination_id = destination } },
        nodes,
    };
}
