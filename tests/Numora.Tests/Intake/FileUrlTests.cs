using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Numora.Tests.Support;

namespace Numora.Tests.Intake;

/// <summary>A submission as JSON with <c>file_url</c>: fetched from a real server that only these tests may reach.</summary>
public sealed class FileUrlTests(FileUrlTests.App app) : IClassFixture<FileUrlTests.App>
{
    Task<HttpResponseMessage> SubmitAsync(string url, string? externalId = null) => app.Http.SendAsync(
        "POST", "/v1/documents",
        $$"""{"schema":"invoice_v2","file_url":"{{url}}"{{(externalId is null ? "" : $",\"external_id\":\"{externalId}\"")}}}""");

    async Task<System.Text.Json.JsonElement> FetchedAsync(string path, string? externalId = null) =>
        await app.Http.ReadAsync((await (await SubmitAsync(app.Receiver.Base + path, externalId)).JsonAsync(202)).Id());

    [Fact]
    public async Task A_file_behind_a_url_is_fetched_read_and_told_of_in_the_trail()
    {
        var file = EInvoices.Ubl(number: "URL-1");
        app.Receiver.On("/files/invoice.xml", context => context.Response.Body.WriteAsync(file).AsTask());

        var document = await FetchedAsync("/files/invoice.xml?token=secret");

        Assert.Equal("review_required", document.Status());
        Assert.Equal("invoice.xml", document.GetProperty("file").Text("name"));
        Assert.Equal("application/xml", document.GetProperty("file").Text("content_type"));
        Assert.Equal(file, await (await app.Http.GetAsync($"/v1/documents/{document.Id()}/file")).Content.ReadAsByteArrayAsync());
        Assert.Equal(
            ["document.processing", "document.file_fetched", "document.review_required"],
            await app.Http.EventTypesAsync(document.Id()));
        Assert.DoesNotContain("secret", document.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_had_fails_with_its_code_and_a_message_for_a_person()
    {
        app.Receiver.On("/none", 404);
        app.Receiver.On("/closed", 403);
        app.Receiver.On("/empty", 200);
        app.Receiver.On("/page", 200, "<html><body>Sign in</body></html>", "application/pdf");
        app.Receiver.On("/torn", 200, "%PDF-1.4 torn", "application/pdf");
        app.Receiver.On("/large", context =>
        {
            context.Response.ContentLength = 31_457_281;
            return context.Response.Body.WriteAsync(new byte[1000]).AsTask();
        });

        foreach (var (path, code, told) in new[]
        {
            ("/none", "file_unreachable", "404"), ("/closed", "file_unreachable", "403"),
            ("/empty", "file_unreachable", "without a file"), ("/page", "unsupported_file_type", "web page"),
            ("/torn", "file_corrupt", ""), ("/large", "file_too_large", "31,457,280"),
        })
        {
            var document = await FetchedAsync(path);

            Assert.Equal("failed", document.Status());
            var failure = document.GetProperty("failure");
            Assert.Equal(code, failure.Text("code"));
            Assert.Contains(told, failure.Text("message"), StringComparison.Ordinal);
            Assert.DoesNotContain("127.0.0.1", failure.Text("message"), StringComparison.Ordinal);
            var result = await app.Http.GetAsync($"/v1/documents/{document.Id()}/result");
            Assert.Contains(code, (await result.IsErrorAsync(409, "conflict")).Message(), StringComparison.Ordinal);
            if (code != "file_corrupt")
                await (await app.Http.GetAsync($"/v1/documents/{document.Id()}/file")).IsErrorAsync(404, "not_found");
        }
    }

    [Fact]
    public async Task A_server_that_is_ill_for_a_moment_is_asked_again()
    {
        var asked = 0;
        var file = EInvoices.Ubl();
        app.Receiver.On("/flaky", context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) == 1 ? 500 : 200;
            return asked == 1 ? Task.CompletedTask : context.Response.Body.WriteAsync(file).AsTask();
        });
        var sent = await (await SubmitAsync(app.Receiver.Base + "/flaky")).JsonAsync(202);
        while (await app.ScalarAsync<long>("select count(*) from jobs where subject = $1 and last_error is not null", sent.Id()) == 0)
            await Task.Delay(20);
        await app.Databases.Owner.HurryJobsAsync(); // its wait is over

        var document = await app.Http.ReadAsync(sent.Id());

        Assert.Equal("review_required", document.Status());
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_server_that_stays_ill_ends_in_failed_and_a_later_submission_heals_it()
    {
        app.Receiver.On("/ill", 503);
        var sent = await (await SubmitAsync(app.Receiver.Base + "/ill", "ill-1")).JsonAsync(202);
        const string lastAttempt = "update jobs set attempts = greatest(attempts, 3) where subject = $1 and state = 'ready'";
        while ((await app.Http.GetJsonAsync($"/v1/documents/{sent.Id()}")).Status() == "processing")
        {
            await app.ExecuteAsync(lastAttempt, sent.Id());
            await app.Databases.Owner.HurryJobsAsync();
            await Task.Delay(20);
        }

        var failed = await app.Http.GetJsonAsync($"/v1/documents/{sent.Id()}");
        app.Receiver.On("/healed", context => context.Response.Body.WriteAsync(EInvoices.Ubl()).AsTask());
        var healed = await FetchedAsync("/healed", "ill-1");

        Assert.Equal("file_unreachable", failed.GetProperty("failure").Text("code"));
        Assert.Contains("503", failed.GetProperty("failure").Text("message"), StringComparison.Ordinal);
        Assert.Equal((sent.Id(), "review_required"), (healed.Id(), healed.Status()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a url")]
    [InlineData("/invoice.pdf")]
    [InlineData("ftp://example.com/a.pdf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://example.com/a.pdf")]
    [InlineData("https://user:word@example.com/a.pdf")]
    [InlineData("https://")]
    [InlineData("https://exa mple.com/a.pdf")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:application/pdf;base64,JVBERi0=")]
    [InlineData("LONG")]
    public async Task A_url_that_cannot_be_fetched_by_its_looks_is_refused_at_once(string url)
    {
        var answer = await SubmitAsync(url == "LONG" ? "https://example.com/" + new string('a', 2_000) : url);

        var error = (await answer.IsErrorAsync(422, "invalid_payload")).GetProperty("error");
        Assert.Equal("file_url", error.GetProperty("details")[0].Text("field"));
    }

    [Theory]
    [InlineData("https://127.0.0.1/a.pdf")]
    [InlineData("https://[::1]/a.pdf")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://localhost:5432/")]
    public async Task An_inner_address_is_never_fetched(string url)
    {
        var answer = await SubmitAsync(url);

        if ((int)answer.StatusCode == 422)
            return; // refused by its looks
        var document = await app.Http.ReadAsync((await answer.JsonAsync(202)).Id());
        Assert.Equal("file_unreachable", document.GetProperty("failure").Text("code"));
    }

    [Fact]
    public async Task Either_a_file_or_a_url_is_needed()
    {
        var answer = await app.Http.SendAsync("POST", "/v1/documents", """{"schema":"invoice_v2"}""");

        Assert.Equal("file_url", (await answer.IsErrorAsync(400, "invalid_payload")).FaultyField());
    }

    [Fact]
    public async Task The_log_tells_no_address_that_a_url_led_to()
    {
        var sent = await (await SubmitAsync($"{app.Receiver.Base}/flagged-path?token=canary-token")).JsonAsync(202);
        await app.Http.ReadAsync(sent.Id());

        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("canary-token", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("flagged-path", StringComparison.Ordinal));
    }

    public sealed class App : NumoraApp
    {
        internal TestReceiver Receiver { get; private set; } = null!;

        internal LogBook Log { get; } = new();

        protected override Dictionary<string, string?> Settings => new()
        {
            ["Numora:Egress:Allow:0"] = Receiver.HostAndPort,
        };

        protected override void Replace(IServiceCollection services) => services
            .AddSingleton<ILoggerProvider>(Log);

        public override async Task InitializeAsync()
        {
            Receiver = await TestReceiver.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Receiver.DisposeAsync();
        }
    }
}
