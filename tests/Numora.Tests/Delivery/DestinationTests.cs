using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

public sealed class DestinationTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task A_destination_is_made_shown_listed_changed_and_deleted()
    {
        var made = await (await app.Http.PostAsJsonAsync("/v1/destinations", Http("/d1"))).JsonAsync(201);
        var id = made.Id();

        Assert.Equal(
            ["id", "provider", "display_name", "status", "has_credentials", "config", "created_at", "updated_at", "last_tested_at"],
            made.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("http", "active", true), (made.Text("provider"), made.Status(), made.GetProperty("has_credentials").GetBoolean()));
        Assert.Contains((await app.Http.GetJsonAsync("/v1/destinations?provider=http")).Data(), d => d.Id() == id);

        var changed = await (await app.Http.PatchAsJsonAsync($"/v1/destinations/{id}",
            new { display_name = "ERP", status = "paused", credentials = (object?)null })).JsonAsync();
        Assert.Equal(("ERP", "paused"), (changed.Text("display_name"), changed.Status()));
        Assert.False(changed.GetProperty("has_credentials").GetBoolean());
        Assert.Equal($"{app.Receiver.Base}/d1", changed.GetProperty("config").Text("url"));

        Assert.Equal(204, (int)(await app.Http.DeleteAsync($"/v1/destinations/{id}")).StatusCode);
        await (await app.Http.GetAsync($"/v1/destinations/{id}")).IsErrorAsync(404, "not_found");
    }

    [Fact]
    public async Task Credentials_come_back_nowhere_and_lie_encrypted()
    {
        var id = (await (await app.Http.PostAsJsonAsync("/v1/destinations", Http("/d2"))).JsonAsync(201)).Id();

        foreach (var path in new[] { $"/v1/destinations/{id}", "/v1/destinations" })
            Assert.DoesNotContain("the-secret-token", await app.Http.GetStringAsync(path), StringComparison.Ordinal);
        var stored = await app.Databases.Owner.OneAsync<string>("select credentials from destinations where id = $1", id);
        Assert.DoesNotContain("secret", stored, StringComparison.Ordinal);
        var dump = string.Join('\n', await app.Databases.Owner.ListAsync<string>("select xml from key_ring"));
        Assert.Contains("<wrapped", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", dump, StringComparison.Ordinal); // where Data Protection puts a key in the clear
    }

    [Fact]
    public async Task Credentials_must_be_sent_again_with_other_settings_so_that_nobody_sends_them_elsewhere()
    {
        var id = (await (await app.Http.PostAsJsonAsync("/v1/destinations", Http("/d3"))).JsonAsync(201)).Id();

        var refused = await (await app.Http.PatchAsJsonAsync($"/v1/destinations/{id}",
            new { config = new { url = $"{app.Receiver.Base}/elsewhere" } })).IsErrorAsync(422, "invalid_payload");

        Assert.Contains("credentials", refused.Message(), StringComparison.Ordinal);
        await (await app.Http.PatchAsJsonAsync($"/v1/destinations/{id}", Changed("/elsewhere"))).JsonAsync();

        object Changed(string path) => new
        {
            config = new { url = $"{app.Receiver.Base}{path}" },
            credentials = new { type = "bearer", token = "another-token" },
        };
    }

    [Fact]
    public async Task A_test_connects_and_tells_what_came_of_it()
    {
        app.Receiver.On("/up", 200);
        app.Receiver.On("/locked", 401);
        var up = await TestAsync("/up");
        var locked = await TestAsync("/locked");

        Assert.True(up.GetProperty("ok").GetBoolean());
        Assert.False(locked.GetProperty("ok").GetBoolean());
        Assert.Contains("401", locked.Text("detail"), StringComparison.Ordinal);
        Assert.True(up.GetProperty("latency_ms").GetInt64() >= 0);

        async Task<JsonElement> TestAsync(string path)
        {
            var id = (await (await app.Http.PostAsJsonAsync("/v1/destinations", Http(path))).JsonAsync(201)).Id();
            var answer = await (await app.Http.PostAsync($"/v1/destinations/{id}/test", null)).JsonAsync();
            Assert.NotNull((await app.Http.GetJsonAsync($"/v1/destinations/{id}")).Text("last_tested_at"));
            return answer;
        }
    }

    [Fact]
    public async Task One_that_an_active_workflow_uses_is_not_deleted()
    {
        var id = await app.RouteAsync("/used");

        var refused = await (await app.Http.DeleteAsync($"/v1/destinations/{id}")).IsErrorAsync(409, "conflict");

        Assert.Contains("wf_", refused.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var refused = await (await app.Http.PostAsJsonAsync("/v1/destinations", new
        {
            provider = "http",
            config = new { url = "http://127.0.0.1:1/x", method = "FETCH", nonsense = 1 },
            credentials = new { type = "bearer" },
        })).IsErrorAsync(422, "invalid_payload");
        var unknown = await (await app.Http.PostAsJsonAsync("/v1/destinations", new { provider = "fax", config = new { } }))
            .IsErrorAsync(422, "invalid_payload");

        Assert.NotEmpty(refused.GetProperty("error").GetProperty("details").EnumerateArray());
        foreach (var provider in new[] { "dynamics365", "file_drop", "http", "postgres" })
            Assert.Contains(provider, unknown.Message(), StringComparison.Ordinal);
        await (await app.Http.PostAsJsonAsync("/v1/destinations", new { provider = "http", config = "x" }))
            .IsErrorAsync(400, "invalid_payload");
        await (await app.Http.PostAsJsonAsync("/v1/destinations", new { provider = "http", config = new { }, id = "x" }))
            .IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task Another_workspace_sees_and_uses_none_of_it()
    {
        var id = await app.RouteAsync("/mine");
        var stranger = await app.StrangerAsync();

        Assert.Empty((await stranger.GetJsonAsync("/v1/destinations")).Data());
        Assert.Empty((await stranger.GetJsonAsync("/v1/workflows")).Data());
        await (await stranger.GetAsync($"/v1/destinations/{id}")).IsErrorAsync(404, "not_found");
        await (await stranger.GetAsync($"/v1/mappings/invoice_v2/{id}")).IsErrorAsync(404, "not_found");
        await (await stranger.PostAsync($"/v1/destinations/{id}/test", null)).IsErrorAsync(404, "not_found");
    }

    object Http(string path) => new
    {
        provider = "http",
        config = new { url = $"{app.Receiver.Base}{path}" },
        credentials = new { type = "bearer", token = "the-secret-token" },
    };
}
