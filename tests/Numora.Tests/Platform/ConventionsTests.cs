using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Platform;

/// <summary>What holds for every route (api.md §1).</summary>
public sealed class ConventionsTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task An_unknown_route_is_not_found()
    {
        foreach (var path in new[]
        {
            "/v1", "/v1/", "/v1/nothing", "/v2/documents", "/V1x", "/v1/documents/a/b/c", "/v1/d%C3%B6cuments",
        })
            await (await app.Http.GetAsync(path)).IsErrorAsync(404, "not_found");
        var body = await (await app.Http.GetAsync("/" + new string('x', 7_000))).IsErrorAsync(404, "not_found");
        Assert.True(body.GetRawText().Length < 1_000);
    }

    [Theory]
    [InlineData("PUT", "/v1/documents")]
    [InlineData("DELETE", "/v1/me")]
    [InlineData("OPTIONS", "/v1/documents")]
    [InlineData("TRACE", "/v1/documents")]
    [InlineData("POST", "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/result")]
    [InlineData("GET", "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/actions/approve")]
    [InlineData("BREW", "/v1/documents")]
    public async Task A_wrong_method_is_told_which_ones_there_are(string method, string path)
    {
        var answer = await app.Http.SendAsync(method, path, (string?)null);

        await answer.IsErrorAsync(405, "method_not_allowed");
        Assert.NotNull(answer.Header("Allow"));
    }

    [Fact]
    public async Task Head_answers_without_a_body()
    {
        var answer = await app.Http.SendAsync("HEAD", "/v1/me", (string?)null);

        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("reviewed-poll-001")]
    [InlineData("A.b_C-9")]
    [InlineData("MAX")]
    public async Task A_usable_request_id_is_echoed_on_every_answer(string id)
    {
        id = id == "MAX" ? new string('x', 128) : id;
        foreach (var path in new[] { "/v1/me", "/v1/documents/doc_nothing", "/v1/nothing", "/healthz/live", "/v1/documents?limit=x" })
        {
            var answer = await app.Http.GetAsync(path, "x-request-id", id);

            Assert.Equal(id, answer.Header("x-request-id"));
            if (!answer.IsSuccessStatusCode)
                Assert.Equal(id, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").Text("request_id"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("<script>")]
    [InlineData("a,b")]
    [InlineData("LONG")]
    public async Task An_unusable_request_id_is_replaced(string id)
    {
        id = id == "LONG" ? new string('x', 129) : id;
        foreach (var path in new[] { "/v1/me", "/v1/nothing" })
            Assert.Matches("^req_[0-9a-hjkmnp-tv-z]{26}$", (await app.Http.GetAsync(path, "x-request-id", id)).Header("x-request-id"));
        foreach (var (method, status) in new[] { ("PUT", 405), ("POST", 415) })
        {
            var answer = await app.Http.SendAsync(method, "/v1/documents", "x", "text/plain");
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Matches("^req_[0-9a-hjkmnp-tv-z]{26}$", answer.Header("x-request-id"));
        }
    }

    [Fact]
    public async Task No_answer_names_the_server_and_none_may_be_sniffed()
    {
        foreach (var path in new[] { "/v1/me", "/v1/nothing", "/healthz/live", "/v1/documents/x" })
        {
            var answer = await app.Http.GetAsync(path);

            Assert.Null(answer.Header("Server"));
            Assert.Null(answer.Header("X-Powered-By"));
            Assert.Null(answer.Header("Access-Control-Allow-Origin"));
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Answers_are_compressed_when_asked(string encoding)
    {
        var answer = await app.Http.GetAsync("/v1/schemas/invoice_v2", "Accept-Encoding", encoding);

        Assert.Equal(encoding, answer.Header("Content-Encoding"));
        await using var packed = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal("invoice_v2", (await JsonDocument.ParseAsync(plain)).RootElement.Id());
        Assert.Null((await app.Http.GetAsync("/v1/schemas/invoice_v2")).Header("Content-Encoding"));
    }

    [Fact]
    public async Task Every_time_in_every_answer_is_utc_with_three_decimals()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        await (await app.Http.ActAsync(id, "approve")).JsonAsync();

        foreach (var path in new[]
        {
            $"/v1/documents/{id}", $"/v1/documents/{id}/result", $"/v1/documents/{id}/events", "/v1/documents", "/v1/api-keys",
            "/v1/workspace",
        })
        {
            var answer = await app.Http.GetJsonAsync(path);

            Assert.False(answer.TryGetProperty("error", out _));
            Assert.NotEmpty(Times(answer));
            Assert.All(Times(answer), t => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", t));
        }
    }

    /// <summary>The values of all members whose names end as times do.</summary>
    static IEnumerable<string> Times(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m =>
            (m.Name == "at" || m.Name.EndsWith("_at", StringComparison.Ordinal)) && m.Value.ValueKind == JsonValueKind.String
                ? [m.Value.GetString()!] : Times(m.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Times),
        _ => [],
    };

    [Fact]
    public async Task A_crash_is_a_500_with_the_request_id_and_nothing_of_the_inside()
    {
        var id = (await app.Http.InReviewAsync()).Id();
        await app.ExecuteAsync("update document_results set fields = '[]' where document_id = $1", id); // no code of ours wrote this

        var answer = await app.Http.GetAsync($"/v1/documents/{id}/result", "x-request-id", "crash-1");

        var body = await answer.IsErrorAsync(500, "internal_error");
        Assert.Equal("crash-1", body.GetProperty("error").Text("request_id"));
        foreach (var inside in new[] { "Numora", "System.", "Json", "exception", " at ", "document_results" })
            Assert.DoesNotContain(inside, body.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.NotNull(answer.Header("x-rate-limit-remaining"));
    }

    [Fact]
    public async Task A_request_that_is_no_http_does_not_reach_us()
    {
        foreach (var request in new[] { "GET /v1/me%00 HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n" })
        {
            var answer = await app.SpeakAsync(Encoding.ASCII.GetBytes(request));

            Assert.Matches("^HTTP/1.1 (400|505)", answer);
        }
    }
}
