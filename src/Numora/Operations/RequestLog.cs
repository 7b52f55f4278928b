namespace Numora.Operations;

/// <summary>
/// One line for each request that changed something or failed, with the request id on every line that it causes. Never a
/// query string, a body or a header.
/// </summary>
sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        using var scope = log.BeginScope(new Dictionary<string, object?> { ["RequestId"] = http.RequestId() });
        await next(http);
        var status = http.Response.StatusCode;
        var level = status >= 500 ? LogLevel.Error
            : status >= 400 || !HttpMethods.IsGet(http.Request.Method) ? LogLevel.Information : LogLevel.Debug;
        if (log.IsEnabled(level))
        {
            var (path, requestId) = (http.Request.Path.ToUriComponent(), http.RequestId());
            var durationMs = Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1);
            Answered(level, http.Request.Method, path, status, durationMs, requestId);
        }
    }

    [LoggerMessage(EventId = 1501, Message = "{Method} {Path} answered {Status} in {DurationMs} ms ({RequestId})")]
    partial void Answered(LogLevel level, string method, string path, int status, double durationMs, string requestId);
}
