using System.Net.Http.Json;
using Numora.Tests.Support;
using Numora.Webhooks;

namespace Numora.Tests.Webhooks;

public sealed class EndpointTests(WebhookApp app) : IClassFixture<WebhookApp>
{
    [Fact]
    public async Task A_new_endpoint_shows_its_secret_once_and_then_never_again()
    {
        var answer = await app.Http.PostAsJsonAsync(WebhookCalls.Endpoints, new
        {
            url = "https://example.com/hook",
            description = "  Accounting ",
            event_types = new[] { "push.failed", "document.reviewed", "push.failed" },
        });

        var created = await answer.JsonAsync(201);
        Assert.Equal($"{WebhookCalls.Endpoints}/{created.Id()}", answer.Headers.Location!.OriginalString);
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", created.Text("secret"));
        Assert.Equal(("https://example.com/hook", "Accounting"), (created.Text("url"), created.Text("description")));
        Assert.Equal(["document.reviewed", "push.failed"], created.GetProperty("event_types").EnumerateArray().Select(t => t.GetString()));
        Assert.True(created.GetProperty("enabled").GetBoolean());
        var list = (await app.Http.GetJsonAsync(WebhookCalls.Endpoints)).Data().Single(e => e.Id() == created.Id());
        foreach (var shown in new[] { await app.Http.ShownAsync(created.Id()), list })
        {
            Assert.False(shown.TryGetProperty("secret", out _));
            Assert.Equal(created.Text("created_at"), shown.Text("created_at"));
        }
    }

    [Fact]
    public async Task A_change_touches_only_what_it_names()
    {
        var id = (await app.Http.EndpointAsync("https://example.com/one", "run.failed")).Id();

        var moved = await (await app.Http.ChangeAsync(id, new { url = "https://example.com/two" })).JsonAsync();
        var told = await (await app.Http.ChangeAsync(id, new { description = "For n8n", event_types = new[] { "ping" } })).JsonAsync();
        var bare = await (await app.Http.ChangeAsync(id, new { description = "" })).JsonAsync();

        Assert.Equal(("https://example.com/two", "run.failed"), (moved.Text("url"), moved.GetProperty("event_types")[0].GetString()));
        Assert.Equal(("https://example.com/two", "For n8n"), (told.Text("url"), told.Text("description")));
        Assert.Equal(("ping", null), (bare.GetProperty("event_types")[0].GetString(), bare.Text("description")));
    }

    [Theory]
    [InlineData("""{"event_types":["push.failed"]}""", 400, "url")]
    [InlineData("""{"url":"https://example.com/"}""", 400, "event_types")]
    [InlineData("""{"url":"https://example.com/","event_types":[]}""", 400, "event_types")]
    [InlineData("""{"url":"https://example.com/","event_types":"push.failed"}""", 400, "event_types")]
    [InlineData("""{"url":"https://example.com/","event_types":["push.failed"],"secret":"whsec_mine"}""", 400, "secret")]
    [InlineData("""{"url":"https://example.com/","event_types":["push.vanished"]}""", 422, "event_types")]
    [InlineData("""{"url":"https://example.com/","event_types":[null]}""", 422, "event_types")]
    [InlineData("""{"url":"https://user:password@example.com/","event_types":["push.failed"]}""", 422, "url")]
    [InlineData("""{"url":"https://169.254.169.254/latest","event_types":["push.failed"]}""", 422, "url")]
    [InlineData("""{"url":"https://[::ffff:10.0.0.1]/","event_types":["push.failed"]}""", 422, "url")]
    [InlineData("""{"url":"ftp://example.com/","event_types":["push.failed"]}""", 422, "url")]
    public async Task What_makes_no_endpoint_is_refused_and_the_member_named(string body, int status, string member)
    {
        var answer = await app.Http.SendAsync("POST", WebhookCalls.Endpoints, body);

        Assert.Equal(member, (await answer.IsErrorAsync(status, "invalid_payload")).FaultyField()?.Split('[')[0]);
    }

    [Fact]
    public async Task A_change_is_held_to_the_same_rules()
    {
        var id = (await app.Http.EndpointAsync("https://example.com/one")).Id();

        await (await app.Http.ChangeAsync(id, new { url = "https://10.0.0.1/" })).IsErrorAsync(422, "invalid_payload");
        await (await app.Http.ChangeAsync(id, new { event_types = Array.Empty<string>() })).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.ChangeAsync(id, new { status = "disabled" })).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.ChangeAsync(id, new { description = new string('x', 501) })).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.AskAsync(id, "rotate-secret", new { grace_seconds = -1 })).IsErrorAsync(400, "invalid_payload");

        Assert.Equal("https://example.com/one", (await app.Http.ShownAsync(id)).Text("url"));
    }

    [Fact]
    public async Task An_endpoint_of_another_workspace_or_shape_is_not_found()
    {
        var id = (await app.Http.EndpointAsync("https://example.com/mine")).Id();
        using var stranger = await app.StrangerAsync();

        foreach (var (http, target) in new[] { (stranger, id), (app.Http, "whe_1"), (app.Http, "doc_01jpwq4q9m7q4q2k8dax1x1q5n") })
        {
            await (await http.GetAsync($"{WebhookCalls.Endpoints}/{target}")).IsErrorAsync(404, "not_found");
            await (await http.ChangeAsync(target, new { enabled = false })).IsErrorAsync(404, "not_found");
            await (await http.DeleteAsync($"{WebhookCalls.Endpoints}/{target}")).IsErrorAsync(404, "not_found");
            await (await http.AskAsync(target, "test")).IsErrorAsync(404, "not_found");
            await (await http.AskAsync(target, "retry-failed", new { })).IsErrorAsync(404, "not_found");
            await (await http.GetAsync($"{WebhookCalls.Endpoints}/{target}/deliveries")).IsErrorAsync(404, "not_found");
        }

        Assert.True((await app.Http.ShownAsync(id)).GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task A_workspace_has_at_most_fifty_endpoints_however_many_are_made_at_once()
    {
        using var stranger = await app.StrangerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, WebhookEndpoint.MaxPerWorkspace + 10).Select(i =>
            stranger.PostAsJsonAsync(WebhookCalls.Endpoints, new { url = $"https://example.com/{i}", event_types = new[] { "ping" } })));

        Assert.Equal(50, WebhookEndpoint.MaxPerWorkspace);
        Assert.Equal(50, answers.Count(a => (int)a.StatusCode == 201));
        foreach (var refused in answers.Where(a => (int)a.StatusCode != 201))
            Assert.Contains("50 webhook endpoints", (await refused.IsErrorAsync(409, "conflict")).Message(), StringComparison.Ordinal);
        var first = await stranger.GetJsonAsync($"{WebhookCalls.Endpoints}?limit=30");
        var rest = await stranger.GetJsonAsync($"{WebhookCalls.Endpoints}?cursor={first.Text("next_cursor")}");
        Assert.Equal(50, first.Data().Concat(rest.Data()).Select(e => e.Id()).Distinct().Count());
    }
}
