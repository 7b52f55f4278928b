using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Numora.Operations;
using Numora.Tests.Support;
using Serilog.Events;

namespace Numora.Tests.Operations;

public sealed class RequestLogTests(RequestLogTests.App app) : IClassFixture<RequestLogTests.App>
{
    [Fact]
    public async Task A_change_is_one_line_with_its_request_id_and_without_its_query()
    {
        var answer = await app.Http.SendAsync("POST", "/v1/documents/doc_none/actions/approve?token=canary-query", "{}");

        var line = Assert.Single(await LinesAsync(IdOf(answer), "answered"));
        Assert.StartsWith("Information 1501 ", line, StringComparison.Ordinal);
        Assert.Contains(" Method=POST Path=/v1/documents/doc_none/actions/approve Status=404 DurationMs=", line, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains("canary-query", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_that_succeeds_has_no_line()
    {
        var answer = await app.Http.GetAsync("/v1/me");
        await LinesAsync(IdOf(await app.Http.GetAsync("/v1/none")), "answered");

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.DoesNotContain(app.Log.Lines, l => l.Contains(IdOf(answer), StringComparison.Ordinal)
            && l.Contains("answered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_break_in_a_path_stays_escaped()
    {
        var answer = await app.Http.GetAsync("/v1/none%0AInformation%20forged");

        var line = Assert.Single(await LinesAsync(IdOf(answer), "answered"));
        Assert.Contains("/v1/none%0AInformation%20forged", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_lines_that_a_request_causes_carry_its_id()
    {
        var answer = await app.Http.GetAsync("/v1/me");

        Assert.Single(await LinesAsync(IdOf(answer), App.Other));
    }

    [Theory]
    [InlineData("GET", 200, LogEventLevel.Debug)]
    [InlineData("GET", 404, LogEventLevel.Information)]
    [InlineData("POST", 202, LogEventLevel.Information)]
    [InlineData("DELETE", 204, LogEventLevel.Information)]
    [InlineData("GET", 500, LogEventLevel.Error)]
    [InlineData("POST", 503, LogEventLevel.Error)]
    public void What_changes_or_fails_is_worth_a_line(string method, int status, LogEventLevel level) =>
        Assert.Equal(level, RequestLog.LevelOf(method, status));

    static string IdOf(HttpResponseMessage answer) => answer.Headers.GetValues("x-request-id").Single();

    /// <summary>A request's line is written just after its answer has gone out.</summary>
    async Task<List<string>> LinesAsync(string requestId, string text)
    {
        List<string> lines = [];
        await Queries.UntilAsync(() =>
        {
            lines = [.. app.Log.Lines.Where(l => l.Contains($"RequestId={requestId}", StringComparison.Ordinal)
                && l.Contains(text, StringComparison.Ordinal))];
            return Task.FromResult(lines.Count > 0);
        }, $"a line of {requestId}");
        return lines;
    }

    public sealed class App : NumoraApp
    {
        public const string Other = "Something else happened";

        internal LogBook Log { get; } = new();

        protected override void Replace(IServiceCollection services) => services
            .AddSingleton<ILoggerProvider>(Log).AddSingleton<IStartupFilter, LogsOnceMore>();
    }

    /// <summary>Stands for any code that logs while it serves a request.</summary>
    sealed class LogsOnceMore(ILoggerFactory logs) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                http.Response.OnStarting(() => // called by whoever writes the answer
                {
#pragma warning disable CA1848 // no event of the product
                    logs.CreateLogger("Numora.Tests").LogInformation(App.Other);
#pragma warning restore CA1848
                    return Task.CompletedTask;
                });
                return then(http);
            });
            next(app);
        };
    }
}
