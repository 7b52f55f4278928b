using Serilog;
using Serilog.Events;

namespace Numora.Operations;

/// <summary>
/// One line for each request that changed something or failed, with the request id on every line that it causes. Never a
/// query string, a body or a header.
/// </summary>
static class RequestLog
{
    const int EventId = 1501;

    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        // ASP.NET Core's own scope has the id that Kestrel gave, not the one that the caller knows.
        var scopes = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Numora.Requests");
        app.Use(async (http, next) =>
        {
            using (scopes.BeginScope(new Dictionary<string, object?> { ["RequestId"] = http.RequestId() }))
                await next(http);
        });
        return app.UseSerilogRequestLogging(log =>
        {
            // Not the static one: several hosts may run in one process.
            log.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
            log.MessageTemplate = "{Method} {Path} answered {Status} in {DurationMs} ms";
            log.GetLevel = (http, _, crash) => LevelOf(MethodOf(http.Request), crash is null ? http.Response.StatusCode : 500);
            log.GetMessageTemplateProperties = Properties;
        });
    }

    /// <summary>An open dashboard asks for its numbers every few seconds, by POST: a read all the same.</summary>
    static string MethodOf(HttpRequest request) =>
        request.Path.StartsWithSegments("/hangfire/stats") ? HttpMethods.Get : request.Method;

    /// <summary>Reads that succeed are for those who look for something.</summary>
    public static LogEventLevel LevelOf(string method, int status) =>
        status >= 500 ? LogEventLevel.Error
        : status >= 400 || !HttpMethods.IsGet(method) ? LogEventLevel.Information : LogEventLevel.Debug;

    /// <param name="path">Decoded: it may hold a line break. What is logged is the path as it was sent.</param>
    static IEnumerable<LogEventProperty> Properties(HttpContext http, string path, double durationMs, int status) =>
    [
        new("EventId", new StructureValue([new("Id", new ScalarValue(EventId))])),
        new("Method", new ScalarValue(http.Request.Method)),
        new("Path", new ScalarValue(http.Request.Path.ToUriComponent())),
        new("Status", new ScalarValue(status)),
        new("DurationMs", new ScalarValue(Math.Round(durationMs, 1))),
        new("RequestId", new ScalarValue(http.RequestId())),
    ];
}
