namespace Numora.Platform;

/// <summary>
/// Every request has an id: the caller's <c>x-request-id</c> when it is 1 to 128 characters of <c>A-Za-z0-9._-</c>, else
/// a new one. It is in every answer, every error, every log line and every event that the request caused.
/// </summary>
static class RequestIds
{
    public const string Header = "x-request-id";
    const int MaxLength = 128;

    public static string RequestId(this HttpContext http) => http.TraceIdentifier;

    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var sent = http.Request.Headers[Header].ToString();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        http.TraceIdentifier = IsUsable(sent) ? sent : Ids.New("req", time.GetUtcNow());
        http.Response.Headers[Header] = http.TraceIdentifier;
        // An exception handler clears the headers: put it back just before they go out.
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[Header] = context.TraceIdentifier;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        }, http);
        return next(http);
    });

    static bool IsUsable(string id) =>
        id.Length is >= 1 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
