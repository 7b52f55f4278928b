using System.Text;
using Microsoft.AspNetCore.Http;
using Numora.Delivery.Providers;
using Numora.Delivery.Providers.Http;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery.Providers.Http;

/// <summary>Credentials, the test button, looking a record up, and the file.</summary>
public sealed class HttpAccessTests : IAsyncLifetime, IDisposable
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
    public async Task Each_kind_of_credentials_is_sent_as_it_should_be()
    {
        _erp.On("/r", 204);
        var config = new { url = _erp.Base + "/r" };

        await _provider.PushAsync(SamplePush.To(config), default);
        await _provider.PushAsync(SamplePush.To(config, new { type = "bearer", token = "t0ken" }), default);
        await _provider.PushAsync(SamplePush.To(config, new { type = "basic", username = "ü", password = "p:w" }), default);
        await _provider.PushAsync(SamplePush.To(config, new { type = "header", name = "X-Key", value = "k3y" }), default);

        Assert.False(_erp.Requests[0].Headers.ContainsKey("Authorization"));
        Assert.Equal("Bearer t0ken", _erp.Requests[1].Headers["Authorization"]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ü:p:w")), _erp.Requests[2].Headers["Authorization"]);
        Assert.Equal("k3y", _erp.Requests[3].Headers["X-Key"]);
    }

    [Fact]
    public async Task A_token_is_fetched_once_and_again_when_it_was_taken_back()
    {
        var issued = 0;
        _erp.On("/token", context => context.Response.WriteAsync($$"""{"access_token":"tok{{++issued}}","expires_in":"3600"}"""));
        var valid = "Bearer tok1";
        _erp.On("/r", context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == valid ? 200 : 401;
            return Task.CompletedTask;
        });
        var push = OAuthPush();

        Assert.IsType<PushAnswer.Done>(await _provider.PushAsync(push, default));
        Assert.IsType<PushAnswer.Done>(await _provider.PushAsync(push, default));
        valid = "Bearer tok2";
        Assert.IsType<PushAnswer.Done>(await _provider.PushAsync(push, default));
        valid = "none";
        Assert.Equal("credentials_rejected", Assert.IsType<PushAnswer.Refused>(await _provider.PushAsync(push, default)).Code);

        Assert.Equal(3, issued);
        Assert.Contains("grant_type=client_credentials", _erp.Requests[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("tok", push.LogText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client","error_description":"s3cr3t-pw is wrong"}""", typeof(PushAnswer.Refused))]
    [InlineData(200, "{}", typeof(PushAnswer.Refused))]
    [InlineData(503, "", typeof(PushAnswer.TryLater))]
    public async Task Without_a_token_nothing_is_sent(int status, string body, Type expected)
    {
        _erp.On("/token", status, body);

        var answer = await _provider.PushAsync(OAuthPush(), default);

        Assert.IsType(expected, answer);
        Assert.DoesNotContain("s3cr3t", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_erp.Requests, r => r.Path == "/r");
    }

    [Theory]
    [InlineData(204, true, "answered with 204")]
    [InlineData(405, true, "did not refuse the credentials")]
    [InlineData(302, true, "redirects are not followed")]
    [InlineData(401, false, "credentials were refused")]
    [InlineData(403, false, "credentials were refused")]
    [InlineData(500, false, "does not work")]
    public async Task The_test_asks_by_head_and_says_what_came(int status, bool ok, string told)
    {
        _erp.On("/api/invoices/", status);
        var push = SamplePush.To(
            new { url = _erp.Base + "/api/invoices/{{key.number}}?secret=1" }, new { type = "bearer", token = "s3cr3t-t0ken" });

        var answer = await _provider.TestAsync(push.Target, default);

        Assert.Equal(ok, answer.Ok);
        Assert.Contains(told, answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(("HEAD", "Bearer s3cr3t-t0ken"), (_erp.Requests[0].Method, _erp.Requests[0].Headers["Authorization"]));
    }

    [Fact]
    public async Task The_test_may_have_an_address_of_its_own_and_says_when_nobody_is_there()
    {
        _erp.On("/me", 200, "{}");
        var target = SamplePush.To(new { url = _erp.Base + "/r", test = new { method = "GET", url = _erp.Base + "/me" } }).Target;

        var reached = await _provider.TestAsync(target, default);
        await _erp.DisposeAsync();
        var gone = await _provider.TestAsync(target, default);

        Assert.True(reached.Ok);
        Assert.Equal((false, "No answer from ERP: the connection was refused."), (gone.Ok, gone.Detail));
    }

    [Theory]
    [InlineData(200, """{"value":[{"id":"7","total":119.0}]}""", true)]
    [InlineData(200, """{"value":[{"id":"7","total":"119.00"}]}""", true)]
    [InlineData(200, """{"value":[{"id":"7","total":120}]}""", false)]
    public async Task A_record_is_found_and_compared_by_the_rules(int status, string body, bool same)
    {
        _erp.On("/find", status, body);

        var answer = await _provider.FindAsync(FindPush(), default);

        Assert.Equal(new FindAnswer.Found("7", null, same), answer);
        Assert.Equal(("GET", "?n=R%2F2026%20%3F%26%231"), (_erp.Requests[0].Method, _erp.Requests[0].Query));
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, """{"value":[]}""")]
    public async Task A_record_that_is_not_there_is_absent(int status, string body)
    {
        _erp.On("/find", status, body);

        Assert.IsType<FindAnswer.Absent>(await _provider.FindAsync(FindPush(), default));
    }

    [Theory]
    [InlineData(503, "destination_busy")]
    [InlineData(401, "credentials_rejected")]
    [InlineData(400, "destination_refused")]
    public async Task A_refused_look_up_is_no_leave_to_send_again(int status, string code)
    {
        _erp.On("/find", status);

        Assert.Equal(code, Assert.IsType<FindAnswer.TryLater>(await _provider.FindAsync(FindPush(), default)).Code);
    }

    [Fact]
    public async Task Without_settings_for_it_nothing_can_be_looked_up_and_no_file_is_sent()
    {
        var push = SamplePush.To(new { url = _erp.Base + "/r" });

        Assert.IsType<FindAnswer.CannotLook>(await _provider.FindAsync(push, default));
        Assert.IsType<PushAnswer.NothingToDo>(await _provider.AttachAsync(push, "7", default));
        Assert.Empty(_erp.Requests);
    }

    [Fact]
    public async Task The_file_goes_as_a_form_under_a_key_of_its_own()
    {
        _erp.On("/upload", 201);
        var push = SamplePush.To(new
        {
            url = _erp.Base + "/r",
            attach = new { url = _erp.Base + "/upload?id={{external_id}}", field_name = "doc" },
        });

        var answer = await _provider.AttachAsync(push, "a/7", default);

        Assert.Equal(new PushAnswer.Done("a/7", null, "created"), answer);
        var sent = Assert.Single(_erp.Requests);
        Assert.Equal(("?id=a%2F7", SamplePush.IdempotencyKey + "-file"), (sent.Query, sent.Headers["Idempotency-Key"]));
        var file = (await FormAsync(sent)).Files.Single();
        Assert.Equal(("doc", "Rechnung ü.pdf", "application/pdf"), (file.Name, file.FileName, file.ContentType));
        using var content = new StreamReader(file.OpenReadStream());
        Assert.Equal("%PDF-1.7", await content.ReadToEndAsync());
    }

    static Task<IFormCollection> FormAsync(Received sent)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = sent.Headers["Content-Type"];
        http.Request.Body = new MemoryStream(sent.Body);
        return http.Request.ReadFormAsync();
    }

    Push OAuthPush() => SamplePush.To(new { url = _erp.Base + "/r" }, new
    {
        type = "oauth2_client_credentials",
        token_url = _erp.Base + "/token",
        client_id = "me",
        client_secret = "s3cr3t-pw",
    });

    Push FindPush() => SamplePush.To(new
    {
        url = _erp.Base + "/r",
        find = new
        {
            url = _erp.Base + "/find?n={{key.number}}",
            external_id = "$.value[0].id",
            exists = new[] { "$.value" },
            same = new Dictionary<string, string> { ["$.value[0].total"] = "{{total_amount}}" },
        },
    });
}
