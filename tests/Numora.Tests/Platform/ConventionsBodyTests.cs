using Numora.Tests.Support;

namespace Numora.Tests.Platform;

/// <summary>Request bodies (api.md §1): they are JSON in UTF-8, whole, of known members, of the right types.</summary>
public sealed class ConventionsBodyTests(NumoraApp app) : IClassFixture<NumoraApp>
{
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

        foreach (var path in new[] { "/v1/api-keys", "/v1/documents" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            request.Headers.ExpectContinue = true; // else the connection may be closed before the answer is read
            await (await app.Http.SendAsync(request)).IsErrorAsync(413, "file_too_large");
        }
    }
}
