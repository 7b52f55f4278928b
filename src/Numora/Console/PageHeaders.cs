namespace Numora.Pages;

/// <summary>
/// What a browser may do with a page: load from here alone, be framed by nobody, send no address on. The pages of Hangfire and
/// Swagger UI have scripts and styles in their text; they alone may.
/// </summary>
sealed class PageHeaders(RequestDelegate next)
{
    const string Own = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
    const string Foreign = "default-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; "
        + "object-src 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        var isForeign = http.Request.Path.StartsWithSegments("/hangfire") || http.Request.Path.StartsWithSegments("/docs");
        // As late as can be: an exception handler clears what was set before.
        http.Response.OnStarting(() =>
        {
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is not true)
                return Task.CompletedTask;
            http.Response.Headers.ContentSecurityPolicy = isForeign ? Foreign : Own;
            http.Response.Headers.XFrameOptions = "DENY";
            http.Response.Headers["referrer-policy"] = "same-origin";
            http.Response.Headers["cross-origin-opener-policy"] = "same-origin";
            http.Response.Headers["permissions-policy"] = "camera=(), geolocation=(), microphone=()";
            if (!isForeign)
                http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    }
}
