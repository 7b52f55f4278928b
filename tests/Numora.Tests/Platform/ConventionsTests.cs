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
        foreach (var path in new[] { "/", "/v1", "/v1/", "/v1/nothing", "/v2/documents", "/V1x", "/v1/documents/a/b/c", "/v1/d%C3%B6cuments" })
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
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task A_body_of_another_media_type_is_refused(string? type)
    {
        foreach (var (method, path) in new[]
        {
            ("POST", "/v1/documents"), ("POST", "/v1/api-keys"), ("PATCH", "/v1/workspace"),
            ("PATCH", "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/result"),
            ("POST", "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/actions/approve"),
        })
            await (await app.Http.SendAsync(method, path, "{}", type)).IsErrorAsync(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.numora+json")]
    public async Task Json_goes_by_several_names(string type)
    {
        var answer = await app.Http.SendAsync("POST", "/v1/api-keys", """{"name":"n","scopes":["documents:read"]}""", type);

        await answer.JsonAsync(201);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("nonsense")]
    public async Task Json_in_another_charset_is_refused(string charset)
    {
        foreach (var path in new[] { "/v1/api-keys", "/v1/documents" })
        {
            var answer = await app.Http.SendAsync("POST", path, "{}", $"application/json; charset={charset}");

            Assert.True((int)answer.StatusCode is 400 or 415, $"{path}: {answer.StatusCode}");
            await answer.IsErrorAsync(
                (int)answer.StatusCode, (int)answer.StatusCode == 400 ? "invalid_payload" : "unsupported_media_type");
        }
    }

    /// <summary>Bodies that no route takes.</summary>
    public static TheoryData<string, string> Unreadable => new()
    {
        { "nothing", "" },
        { "spaces", "   " },
        { "null", "null" },
        { "cut off", "{\"name\":\"x\"" },
        { "a list", "[]" },
        { "text", "\"name\"" },
        { "a number", "1e999999" },
        { "two values", "{}{}" },
        { "a trailing comma", "{\"name\":\"x\",}" },
        { "a comment", "{/* */}" },
        { "single quotes", "{'name':'x'}" },
        { "an unknown member", "{\"surprise\":1}" },
        { "a member in another case", "{\"Name\":\"x\",\"scopes\":[\"documents:read\"]}" },
        { "a member twice", "{\"name\":\"x\",\"name\":\"y\",\"scopes\":[\"documents:read\"]}" },
        { "a wrong type", "{\"name\":1,\"scopes\":[\"documents:read\"]}" },
        { "a number for a list", "{\"name\":\"x\",\"scopes\":7}" },
        { "half a surrogate pair", "{\"name\":\"\\ud800\",\"scopes\":[\"documents:read\"]}" },
        { "half a surrogate pair as a name", "{\"\\udc00\":1}" },
        { "NUL", "{\"name\":\"a\\u0000b\",\"scopes\":[\"documents:read\"]}" },
        { "a bare control character", "{\"name\":\"a\u0001b\",\"scopes\":[\"documents:read\"]}" },
        { "NaN", "{\"name\":NaN}" },
        { "a million brackets", new string('[', 100_000) },
        { "ten thousand levels", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000) },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Unreadable_json_is_malformed_on_every_route(string what, string body)
    {
        const string document = "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n";
        foreach (var (method, path) in new[]
        {
            ("POST", "/v1/api-keys"), ("POST", "/v1/documents"), ("PATCH", "/v1/workspace"), ("PATCH", $"{document}/result"),
            ("POST", $"{document}/actions/approve"), ("POST", $"{document}/actions/reject"),
            ("POST", $"{document}/actions/reprocess"), ("POST", $"{document}/actions/retry-push"),
            ("POST", "/v1/api-keys/key_01jpwq4q9m7q4q2k8dax1x1q5n/rotate"),
        })
        {
            var answer = await app.Http.SendAsync(method, path, body);

            // Where the body may be left out, nothing and null are that.
            var mayBeEmpty = path.Contains("/actions/", StringComparison.Ordinal) || path.EndsWith("rotate", StringComparison.Ordinal);
            if (mayBeEmpty && what is "nothing" or "null" && (int)answer.StatusCode == 404)
                continue;
            var error = (await answer.IsErrorAsync(400, "invalid_payload")).GetRawText();
            Assert.DoesNotContain("Numora.", error, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
            Assert.DoesNotContain("parameter", error, StringComparison.Ordinal);
            Assert.True(error.Length < 1_000);
        }
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00x")]
    [InlineData("a\\u0000b")]
    public async Task Text_that_no_database_keeps_is_refused_wherever_it_stands(string text)
    {
        var document = await app.Http.InReviewAsync(EInvoices.Ubl());
        var (submit, of) = ("/v1/documents", $"/v1/documents/{document.Id()}");
        const string url = "\"file_url\":\"https://files.invalid/a.pdf\"";
        foreach (var (method, path, body) in new[]
        {
            ("POST", submit, $"{{\"schema\":\"{text}\",{url}}}"),
            ("POST", submit, $"{{\"schema\":\"invoice_v2\",\"file_url\":\"https://example.com/{text}\"}}"),
            ("POST", submit, $"{{\"schema\":\"invoice_v2\",{url},\"external_id\":\"{text}\"}}"),
            ("POST", submit, $"{{\"schema\":\"invoice_v2\",{url},\"metadata\":{{\"{text}\":1}}}}"),
            ("POST", submit, $"{{\"schema\":\"invoice_v2\",{url},\"metadata\":{{\"k\":\"{text}\"}}}}"),
            ("POST", $"{of}/actions/approve", $"{{\"expected_updated_at\":\"{text}\"}}"),
            ("POST", $"{of}/actions/approve", $"{{\"review_state\":{{\"confirmed_general_field_names\":[\"{text}\"]}}}}"),
            ("POST", $"{of}/actions/approve", $"{{\"review_state\":{{\"confirmed_line_item_ids\":[\"{text}\"]}}}}"),
            ("POST", $"{of}/actions/reject", $"{{\"reason\":\"{text}\"}}"),
            ("POST", $"{of}/actions/retry-push", $"{{\"provider\":\"{text}\"}}"),
            ("PATCH", $"{of}/result", $"{{\"fields\":{{\"{text}\":\"x\"}}}}"),
            ("PATCH", $"{of}/result", $"{{\"fields\":{{\"vendor_name\":\"{text}\"}}}}"),
            ("PATCH", $"{of}/result", $"{{\"line_items\":{{\"remove\":[\"{text}\"]}}}}"),
            ("PATCH", $"{of}/result", $"{{\"line_items\":{{\"upsert\":[{{\"id\":\"{text}\",\"fields\":{{}}}}]}}}}"),
            ("PATCH", $"{of}/result", $"{{\"line_items\":{{\"upsert\":[{{\"fields\":{{\"{text}\":1}}}}]}}}}"),
            ("POST", "/v1/api-keys", $"{{\"name\":\"{text}\",\"scopes\":[\"documents:read\"]}}"),
            ("POST", "/v1/api-keys", $"{{\"name\":\"x\",\"scopes\":[\"{text}\"]}}"),
            ("PATCH", "/v1/workspace", $"{{\"auto_approve\":{{\"{text}\":0.5}}}}"),
        })
        {
            var answer = await app.Http.SendAsync(method, path, body);

            Assert.True((int)answer.StatusCode is 400 or 422, $"{answer.StatusCode} {path} {body}");
            await answer.IsErrorAsync((int)answer.StatusCode, "invalid_payload");
        }

        Assert.Equal(document.UpdatedAt(), (await app.Http.GetJsonAsync(of)).UpdatedAt());
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_malformed()
    {
        byte[] body = [.. "{\"name\":\"a"u8, 0xC3, 0x28, 0xFF, .. "\",\"scopes\":[\"documents:read\"]}"u8];

        await (await app.Http.SendAsync("POST", "/v1/api-keys", body)).IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"name":"bom","scopes":["documents:read"]}"""u8];

        var answer = await app.Http.SendAsync("POST", "/v1/api-keys", body);

        Assert.True((int)answer.StatusCode is 201 or 400, $"{answer.StatusCode}");
    }

    [Fact]
    public async Task An_unknown_member_is_named()
    {
        var answer = await app.Http.SendAsync("POST", "/v1/api-keys", """{"name":"x","scopes":["documents:read"],"scope":"all"}""");

        var error = (await answer.IsErrorAsync(400, "invalid_payload")).GetProperty("error");
        Assert.Equal("scope", error.GetProperty("details")[0].Text("field"));
    }

    [Fact]
    public async Task A_json_body_that_is_too_large_is_refused()
    {
        var body = $$"""{"name":"{{new string('x', 2 << 20)}}"}""";

        await (await app.Http.SendAsync("POST", "/v1/api-keys", body)).IsErrorAsync(413, "file_too_large");
        await (await app.Http.SendAsync("POST", "/v1/documents", body)).IsErrorAsync(413, "file_too_large");
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

        foreach (var path in new[] { $"/v1/documents/{id}", $"/v1/documents/{id}/result", $"/v1/documents/{id}/events", "/v1/documents", "/v1/api-keys", "/v1/workspace" })
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
