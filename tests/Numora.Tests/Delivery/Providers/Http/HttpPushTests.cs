using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.Http;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery.Providers.Http;

public sealed class HttpPushTests : IAsyncLifetime, IDisposable
{
    TestReceiver _erp = null!;
    Egress _egress = null!;
    HttpProvider _provider = null!;

    public async Task InitializeAsync()
    {
        _erp = await TestReceiver.StartAsync();
        _egress = new Egress(new EgressRules(new EgressOptions { Allow = [_erp.HostAndPort] }));
        _provider = new HttpProvider(_egress, TimeProvider.System);
    }

    public async Task DisposeAsync() => await _erp.DisposeAsync();

    public void Dispose() => _egress.Dispose();

    [Fact]
    public async Task A_record_arrives_as_one_json_object_under_its_idempotency_key()
    {
        _erp.On("/api/invoices", 201, """{"data":{"id":4711,"link":"/ui/4711"}}""");
        var push = SamplePush.To(new
        {
            url = _erp.Base + "/api/{{object}}?v={{key.number}}",
            headers = new Dictionary<string, string> { ["X-Branch"] = "{{metadata.branch}}" },
            external_id = "$.data.id",
            external_url = "$.data.link",
        });

        var answer = await _provider.PushAsync(push, default);

        Assert.Equal(new PushAnswer.Done("4711", _erp.Base + "/ui/4711", "created"), answer);
        var sent = Assert.Single(_erp.Requests);
        Assert.Equal(("POST", "/api/invoices", "?v=R%2F2026%20%3F%26%231"), (sent.Method, sent.Path, sent.Query));
        Assert.Equal(SamplePush.IdempotencyKey, sent.Headers["Idempotency-Key"]);
        Assert.Equal("K%C3%B6ln 1", sent.Headers["X-Branch"]);
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal(
            """{"number":"R/2026 ?&#1","total":119.00,"due":null,"vendor":{"name":"Müller \"& Söhne","tags":["a","b"],"""
            + """
            "lines":[{"sku":"A-1","qty":2},{"sku":"B-2","qty":0.5}]}}
            """,
            sent.Text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sent.Text), _provider.Preview(push)["body"]));
    }

    [Theory]
    [InlineData("PUT", "X-Request-Id")]
    [InlineData("PATCH", "Idempotency-Key")]
    public async Task Method_and_name_of_the_idempotency_header_are_the_destinations(string method, string header)
    {
        _erp.On("/r", context =>
        {
            context.Response.Headers.Location = "/api/invoices/R%2F1/";
            return Task.CompletedTask;
        });

        var answer = await PushAsync(new
        {
            url = _erp.Base + "/r",
            method,
            idempotency_header = header,
            external_id = "header:location",
            external_url = "header:Location",
        });

        Assert.Equal(new PushAnswer.Done("R/1", _erp.Base + "/api/invoices/R%2F1/", "written"), answer);
        Assert.Equal((method, SamplePush.IdempotencyKey), (_erp.Requests[0].Method, _erp.Requests[0].Headers[header]));
    }

    [Fact]
    public async Task Without_an_id_in_the_answer_the_keys_values_stand_for_it()
    {
        _erp.On("/r", 204);
        var push = SamplePush.To(new
        {
            url = _erp.Base + "/r",
            external_id = "$.id",
            external_url = _erp.Base + "/ui/{{external_id}}",
        });

        var answer = await _provider.PushAsync(push, default);

        Assert.Equal(new PushAnswer.Done("R/2026 ?&#1", _erp.Base + "/ui/R%2F2026%20%3F%26%231", "written"), answer);
        Assert.Contains("has no id at $.id", push.LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_no_person_should_open_is_no_link()
    {
        _erp.On("/r", 200, """{"id":"1","url":"javascript:alert(1)"}""");

        var answer = await PushAsync(new { url = _erp.Base + "/r", external_id = "$.id", external_url = "$.url" });

        Assert.Null(Assert.IsType<PushAnswer.Done>(answer).Url);
    }

    [Theory]
    [InlineData("""{"id":"1","error":null,"errors":[],"status":"ok","n":2.0}""", null)]
    [InlineData("""{"id":"1","error":"no such vendor","status":"ok","n":2}""", "$.error is there): no such vendor.")]
    [InlineData("""{"message":"Bad VAT id!","status":"failed"}""", "$.id is missing, $.status is not \"ok\", $.n is not 2): Bad VAT id!")]
    [InlineData("<html>Maintenance</html>", "not in JSON")]
    public async Task An_error_inside_a_200_is_an_error(string body, string? told)
    {
        _erp.On("/r", 200, body);

        var answer = await PushAsync(new
        {
            url = _erp.Base + "/r",
            success = new
            {
                exists = new[] { "$.id" },
                not_exists = new[] { "$.error", "$.errors" },
                equals = new Dictionary<string, object> { ["$.status"] = "ok", ["$.n"] = 2 },
            },
        });

        if (told is null)
            Assert.IsType<PushAnswer.Done>(answer);
        else
            AssertRefused(answer, "destination_refused", told);
    }

    [Fact]
    public async Task Only_the_listed_statuses_are_success()
    {
        _erp.On("/done", 409, """{"message":"is there already"}""");
        _erp.On("/accepted", 202, "{}");
        var success = new { status = new[] { 201, 409 } };

        Assert.IsType<PushAnswer.Done>(await PushAsync(new { url = _erp.Base + "/done", success }));
        AssertRefused(await PushAsync(new { url = _erp.Base + "/accepted", success }), "destination_refused", "answered 202");
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"Number\u0000 is\ntaken"}}""", "destination_refused", "ERP answered 400: Number is taken.")]
    [InlineData(422, "total must be positive", "destination_refused", "ERP answered 422: total must be positive.")]
    [InlineData(404, "<html>gone</html>", "destination_refused", "ERP answered 404.")]
    [InlineData(401, """{"detail":"Token s3cr3t-t0ken has expired"}""", "credentials_rejected", "Token *** has expired")]
    [InlineData(302, "over there", "destination_refused", "redirect, which is not followed")]
    public async Task A_refusal_is_told_in_the_other_sides_own_words(int status, string body, string code, string told)
    {
        _erp.On("/r", status, body);
        var push = SamplePush.To(new { url = _erp.Base + "/r" }, new { type = "bearer", token = "s3cr3t-t0ken" });

        var answer = await _provider.PushAsync(push, default);

        AssertRefused(answer, code, told);
        Assert.DoesNotContain("s3cr3t", answer + push.LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_place_of_the_message_comes_first_and_long_ones_are_cut()
    {
        _erp.On("/r", 400, $$$"""{"message":"no","odata":{"error":[{"value":"{{{new string('w', 5000)}}}"}]}}""");

        var answer = await PushAsync(new { url = _erp.Base + "/r", error_message = "$.odata.error[0].value" });

        AssertRefused(answer, "destination_refused", $"ERP answered 400: {new string('w', 300)}…");
    }

    [Theory]
    [InlineData(500, "destination_error", true)]
    [InlineData(502, "destination_error", true)]
    [InlineData(504, "destination_error", true)]
    [InlineData(408, "destination_error", true)]
    [InlineData(425, "destination_error", false)]
    [InlineData(429, "destination_busy", false)]
    [InlineData(503, "destination_busy", false)]
    public async Task What_may_pass_is_tried_later_as_the_other_side_asks_and_looked_up_first_where_it_may_be_there(
        int status, string code, bool mayBeThere)
    {
        _erp.On("/r", context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (status, "2");
            return context.Response.WriteAsync("slow down");
        });

        var answer = await PushAsync(new { url = _erp.Base + "/r" });

        var (reason, after) = ($"ERP answered {status}: slow down.", TimeSpan.FromSeconds(2));
        Assert.Equal(mayBeThere ? new PushAnswer.Unknown(code, reason, after) : new PushAnswer.TryLater(code, reason, after), answer);
    }

    [Fact]
    public async Task Attempts_after_two_failures_succeed_under_the_same_key()
    {
        var calls = 0;
        _erp.On("/r", context =>
        {
            context.Response.StatusCode = ++calls <= 2 ? 500 : 200;
            return Task.CompletedTask;
        });
        var push = SamplePush.To(new { url = _erp.Base + "/r" });

        PushAnswer[] answers =
        [
            await _provider.PushAsync(push, default), await _provider.PushAsync(push, default), await _provider.PushAsync(push, default),
        ];

        Assert.Equal(["Unknown", "Unknown", "Done"], answers.Select(a => a.GetType().Name));
        Assert.Single(_erp.Requests.Select(r => r.Headers["Idempotency-Key"]).Distinct());
        Assert.Single(_erp.Requests.Select(r => r.Text).Distinct());
    }

    [Fact]
    public async Task A_connection_reset_after_the_record_was_written_leaves_it_unknown()
    {
        _erp.On("/r", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var answer = await PushAsync(new { url = _erp.Base + "/r" });

        Assert.Equal("answer_lost", Assert.IsType<PushAnswer.Unknown>(answer).Code);
        Assert.Single(_erp.Requests);
    }

    [Fact]
    public async Task A_peer_that_never_answers_leaves_it_unknown_when_the_time_is_up()
    {
        _erp.On("/r", context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var answer = await PushAsync(new { url = _erp.Base + "/r", timeout_seconds = 1 });

        Assert.Equal(new PushAnswer.Unknown("timeout", "ERP did not answer within 1 s."), answer);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_tried_later_since_nothing_was_sent()
    {
        var url = _erp.Base + "/r";
        await _erp.DisposeAsync();

        var answer = await PushAsync(new { url });

        Assert.Equal("destination_unreachable", Assert.IsType<PushAnswer.TryLater>(answer).Code);
    }

    [Fact]
    public async Task An_address_that_is_not_allowed_is_never_reached()
    {
        using var canary = Canary.Start();

        var answer = await PushAsync(new { url = $"http://127.0.0.1:{canary.Port}/r" });

        Assert.Equal("payload_invalid", Assert.IsType<PushAnswer.Refused>(answer).Code);
        Assert.False(canary.WasReached);
    }

    [Theory]
    [InlineData(false, typeof(PushAnswer.Done))]
    [InlineData(true, typeof(PushAnswer.Refused))]
    public async Task An_answer_of_two_megabytes_is_not_read(bool withRules, Type expected)
    {
        _erp.On("/r", 200, $$"""{"id":"{{new string('x', 2 * 1024 * 1024)}}"}""");

        var answer = await PushAsync(new { url = _erp.Base + "/r", success = withRules ? new { exists = new[] { "$.id" } } : null });

        Assert.IsType(expected, answer);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_before_its_rules_can_be_checked_is_unknown()
    {
        var push = SamplePush.To(new { url = _erp.Base + "/body/cut", success = new { exists = new[] { "$.id" } } });

        Assert.Equal("answer_lost", Assert.IsType<PushAnswer.Unknown>(await _provider.PushAsync(push, default)).Code);
    }

    [Fact]
    public async Task A_value_that_the_url_needs_and_the_document_lacks_is_named_and_nothing_is_sent()
    {
        var push = SamplePush.To(new { url = _erp.Base + "/{{due_date}}" });

        AssertRefused(await _provider.PushAsync(push, default), "payload_invalid", "{{due_date}}");
        Assert.Contains("{{due_date}}", (string)_provider.Preview(push)["problem"]!, StringComparison.Ordinal);
        Assert.Empty(_erp.Requests);
    }

    Task<PushAnswer> PushAsync(object config) => _provider.PushAsync(SamplePush.To(config), default);

    static void AssertRefused(PushAnswer answer, string code, string told)
    {
        var refused = Assert.IsType<PushAnswer.Refused>(answer);
        Assert.Equal(code, refused.Code);
        Assert.Contains(told, refused.Reason, StringComparison.Ordinal);
    }
}
