using System.Net;

namespace Numora.Platform;

/// <summary>A "no" for a person with a browser: as a page the sentence that a client gets in the envelope.</summary>
static class ErrorPage
{
    /// <summary><c>/v1</c> answers in JSON whoever asks.</summary>
    public static bool IsWanted(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task WriteAsync(HttpContext http, int status, string message)
    {
        var (code, text, id) = (status, WebUtility.HtmlEncode(message), WebUtility.HtmlEncode(http.RequestId()));
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Title(status)} · Numora</title>
              <link rel="stylesheet" href="/assets/console.css">
            </head>
            <body class="narrow">
              <main>
                <p class="brand">Numora</p>
                <section class="card">
                  <h1>{Title(status)}</h1>
                  <p>{text}</p>
                  <p><a href="/">Go to the start page</a></p>
                </section>
                <p class="quiet small">{code} · {id}</p>
              </main>
            </body>
            </html>
            """, http.RequestAborted);
    }

    static string Title(int status) => status switch
    {
        401 => "Please sign in",
        403 => "Not allowed",
        404 => "Not found",
        429 => "Too many tries",
        503 => "Not available at the moment",
        >= 500 => "Something went wrong",
        _ => "That did not work",
    };
}
