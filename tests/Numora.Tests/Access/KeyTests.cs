using System.Net.Http.Json;
using System.Text.Json;
using Numora.Access;
using Numora.Tests.Support;

namespace Numora.Tests.Access;

public sealed class KeyTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    static readonly string[] ReadDocuments = [Scopes.DocumentsRead];

    async Task<JsonElement> CreateAsync(object? body = null) => await (await app.Http.PostAsJsonAsync(
        "/v1/api-keys", body ?? new { name = "n8n", scopes = ReadDocuments })).JsonAsync(201);

    async Task<int> StatusWithAsync(string secret)
    {
        using var http = app.Client(secret);
        return (int)(await http.GetAsync("/v1/documents")).StatusCode;
    }

    /// <summary>Whether it is refused now, or at the latest for a request that is sent a second from now.</summary>
    async Task<bool> IsRefusedWithinASecondAsync(string secret)
    {
        for (var until = Environment.TickCount64 + 1_000; ; await Task.Delay(50))
        {
            var isLast = Environment.TickCount64 >= until;
            if (await StatusWithAsync(secret) == 401)
                return true;
            if (isLast)
                return false;
        }
    }

    [Fact]
    public async Task A_new_key_shows_its_secret_once_and_works()
    {
        var answer = await app.Http.PostAsJsonAsync("/v1/api-keys", new
        {
            name = " n8n ",
            scopes = new[] { Scopes.ReviewWrite, Scopes.DocumentsRead, Scopes.DocumentsRead },
            expires_at = "2090-01-01T00:00:00Z",
        });

        var key = await answer.JsonAsync(201);
        Assert.Equal($"/v1/api-keys/{key.Id()}", answer.Header("Location"));
        Assert.Matches("^key_[0-9a-hjkmnp-tv-z]{26}$", key.Id());
        Assert.Matches("^sk_live_[A-Za-z0-9]{40}$", key.Text("secret"));
        Assert.Equal("n8n", key.Text("name"));
        Assert.Equal("""["documents:read","review:write"]""", key.GetProperty("scopes").GetRawText());
        Assert.Equal("2090-01-01T00:00:00.000Z", key.Text("expires_at"));
        Assert.Equal(200, await StatusWithAsync(key.Text("secret")!));
        var listed = (await app.Http.GetJsonAsync("/v1/api-keys?limit=200")).Data().Single(k => k.Id() == key.Id());
        Assert.False(listed.TryGetProperty("secret", out _));
    }

    [Fact]
    public async Task A_test_key_shows_that_it_is_one()
    {
        var key = await CreateAsync(new { name = "trial", scopes = ReadDocuments, test = true });

        Assert.StartsWith("sk_test_", key.Text("secret"), StringComparison.Ordinal);
        Assert.True(key.GetProperty("test").GetBoolean());
        Assert.Equal(200, await StatusWithAsync(key.Text("secret")!));
    }

    [Theory]
    [InlineData("""{"scopes":["documents:read"]}""", 400, "name")]
    [InlineData("""{"name":"   ","scopes":["documents:read"]}""", 400, "name")]
    [InlineData("""{"name":"x"}""", 400, "scopes")]
    [InlineData("""{"name":"x","scopes":[]}""", 400, "scopes")]
    [InlineData("""{"name":"x","scopes":"documents:read"}""", 400, "scopes")]
    [InlineData("""{"name":"x","scopes":["documents:all"]}""", 422, "documents:all")]
    [InlineData("""{"name":"x","scopes":[null]}""", 422, "scope")]
    [InlineData("""{"name":"x","scopes":["documents:read"],"expires_at":"tomorrow"}""", 400, "expires_at")]
    [InlineData("""{"name":"x","scopes":["documents:read"],"expires_at":"2020-01-01T00:00:00Z"}""", 422, "expires_at")]
    [InlineData("""{"name":"x","scopes":["documents:read"],"secret":"mine"}""", 400, "secret")]
    public async Task A_key_needs_a_name_and_scopes_that_exist(string body, int status, string told)
    {
        var answer = await app.Http.SendAsync("POST", "/v1/api-keys", body);

        Assert.Contains(told, (await answer.IsErrorAsync(status, "invalid_payload")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_cannot_grant_or_rotate_what_it_lacks()
    {
        var strong = await CreateAsync(new { name = "strong", scopes = new[] { Scopes.DocumentsWrite } });
        using var weak = await app.ClientWithAsync(Scopes.KeysWrite);

        var created = await weak.PostAsJsonAsync("/v1/api-keys", new { name = "more", scopes = new[] { Scopes.DocumentsWrite } });
        var rotated = await weak.PostAsJsonAsync($"/v1/api-keys/{strong.Id()}/rotate", new { });

        Assert.Contains("documents:write", (await created.IsErrorAsync(403, "forbidden")).Message(), StringComparison.Ordinal);
        await rotated.IsErrorAsync(403, "forbidden");
        await (await weak.PostAsJsonAsync("/v1/api-keys", new { name = "same", scopes = new[] { Scopes.KeysWrite } })).JsonAsync(201);
    }

    [Fact]
    public async Task A_rotated_key_works_with_both_secrets_during_the_grace_time()
    {
        var key = await CreateAsync();

        var rotated = await (await app.Http.PostAsJsonAsync(
            $"/v1/api-keys/{key.Id()}/rotate", new { grace_seconds = 600 })).JsonAsync();

        Assert.Equal(key.Id(), rotated.Id());
        Assert.NotEqual(key.Text("secret"), rotated.Text("secret"));
        Assert.Equal(200, await StatusWithAsync(key.Text("secret")!));
        Assert.Equal(200, await StatusWithAsync(rotated.Text("secret")!));
        await app.ExecuteAsync("update api_key_secrets set expires_at = now() where key_id = $1 and expires_at is not null", key.Id());
        Assert.True(await IsRefusedWithinASecondAsync(key.Text("secret")!));
        Assert.Equal(200, await StatusWithAsync(rotated.Text("secret")!));
    }

    [Fact]
    public async Task Without_a_grace_time_the_old_secret_ends_at_once()
    {
        var key = await CreateAsync();
        Assert.Equal(200, await StatusWithAsync(key.Text("secret")!));

        var answer = await app.Http.SendAsync("POST", $"/v1/api-keys/{key.Id()}/rotate", (string?)null);

        var rotated = await answer.JsonAsync();
        Assert.True(await IsRefusedWithinASecondAsync(key.Text("secret")!));
        Assert.Equal(200, await StatusWithAsync(rotated.Text("secret")!));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("2592001")]
    [InlineData("1.5")]
    [InlineData("\"60\"")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999")]
    public async Task A_grace_time_is_whole_seconds_up_to_thirty_days(string seconds)
    {
        var key = await CreateAsync();

        var answer = await app.Http.SendAsync("POST", $"/v1/api-keys/{key.Id()}/rotate", $$"""{"grace_seconds":{{seconds}}}""");

        await answer.IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_within_a_second_and_stays_listed()
    {
        var key = await CreateAsync();
        Assert.Equal(200, await StatusWithAsync(key.Text("secret")!));

        var answer = await app.Http.DeleteAsync($"/v1/api-keys/{key.Id()}");

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.True(await IsRefusedWithinASecondAsync(key.Text("secret")!));
        var listed = (await app.Http.GetJsonAsync("/v1/api-keys?limit=200")).Data().Single(k => k.Id() == key.Id());
        Assert.NotNull(listed.Text("revoked_at"));
        await (await app.Http.PostAsJsonAsync($"/v1/api-keys/{key.Id()}/rotate", new { })).IsErrorAsync(409, "conflict");
        Assert.Equal(204, (int)(await app.Http.DeleteAsync($"/v1/api-keys/{key.Id()}")).StatusCode);
    }

    [Fact]
    public async Task An_expired_key_is_unauthorized()
    {
        var key = await CreateAsync(new { name = "short", scopes = ReadDocuments, expires_at = "2090-01-01T00:00:00Z" });
        await app.ExecuteAsync("update api_keys set expires_at = now() - interval '1 s' where id = $1", key.Id());

        Assert.Equal(401, await StatusWithAsync(key.Text("secret")!));
    }

    [Theory]
    [InlineData("key_01jpwq4q9m7q4q2k8dax1x1q5n")]
    [InlineData("doc_01jpwq4q9m7q4q2k8dax1x1q5n")]
    [InlineData("4be38121-3791-4856-80d5-c57dbec2cf78")]
    [InlineData("'%20or%201=1%20--")]
    public async Task A_key_that_is_not_there_is_not_found(string id)
    {
        await (await app.Http.DeleteAsync($"/v1/api-keys/{id}")).IsErrorAsync(404, "not_found");
        await (await app.Http.PostAsJsonAsync($"/v1/api-keys/{id}/rotate", new { })).IsErrorAsync(404, "not_found");
    }
}
