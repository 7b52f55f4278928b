using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Numora.Tests.Support;

/// <summary>Answers that try to lead a fetch astray; paths as in the team's list of tricks.</summary>
static class HostileAnswers
{
    /// <summary>Where the redirects without a <c>to</c> lead: the canary's port in the team's list.</summary>
    public const string Canary = "http://127.0.0.1:21290/s";

    public static Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        var to = context.Request.Query["to"].ToString() is { Length: > 0 } given ? given : Canary;
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["redir", var code]:
                return Redirect(response, int.Parse(code, CultureInfo.InvariantCulture), to);
            case ["chain", var left] when int.Parse(left, CultureInfo.InvariantCulture) is var hops and > 0:
                return Redirect(response, 302, $"/chain/{hops - 1}");
            case ["chain", _]:
                return response.WriteAsync("%PDF-1.7 the end of the chain");
            case ["refresh-header"]:
                return With(response, "Refresh", $"0; url={to}");
            case ["content-location"]:
                return With(response, "Content-Location", to);
            case ["scheme-downgrade"]:
                return Redirect(response, 302, to);
            case ["body", var kind]:
                return BodyAsync(context, kind);
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    static async Task BodyAsync(HttpContext context, string kind)
    {
        var (response, ct) = (context.Response, context.RequestAborted);
        switch (kind)
        {
            case "endless":
                await EndlessAsync(response, ct);
                break;
            case "10gb":
                response.ContentLength = 10L * 1024 * 1024 * 1024;
                await EndlessAsync(response, ct);
                break;
            case "drip": // a byte now and then
                await DripAsync(response, ct);
                break;
            case "silent": // begins and says nothing more
                await response.WriteAsync("%PDF", ct);
                await response.Body.FlushAsync(ct);
                await Task.Delay(Timeout.Infinite, ct);
                break;
            case "mute": // not even a status line
                await Task.Delay(Timeout.Infinite, ct);
                break;
            case "cut": // declares more than comes
                response.ContentLength = 1000;
                await response.WriteAsync("%PDF-1.7 cut off", ct);
                await response.Body.FlushAsync(ct);
                context.Abort();
                break;
            case "bomb": // 64 MB of zeros in 64 KB
                response.Headers.ContentEncoding = "gzip";
                await BombAsync(response.Body, ct);
                break;
            case "filename-traversal":
                await With(response, "Content-Disposition", "attachment; filename=\"../../x\"");
                break;
            case "filename-crlf":
                await With(
                    response, "Content-Disposition", "attachment; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b%3Dc.pdf");
                break;
            case "204":
                response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "empty":
                break;
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    static Task Redirect(HttpResponse response, int status, string to)
    {
        (response.StatusCode, response.Headers.Location) = (status, to);
        return response.WriteAsync("Over there."); // a body beside a redirect is common
    }

    static Task With(HttpResponse response, string header, string value)
    {
        response.Headers[header] = value;
        return response.WriteAsync("%PDF-1.7 harmless");
    }

    static async Task EndlessAsync(HttpResponse response, CancellationToken ct)
    {
        var piece = new byte[64 * 1024];
        while (!ct.IsCancellationRequested)
            await response.Body.WriteAsync(piece, ct);
    }

    static async Task DripAsync(HttpResponse response, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await response.Body.WriteAsync(" "u8.ToArray(), ct);
            await response.Body.FlushAsync(ct);
            await Task.Delay(50, ct);
        }
    }

    static async Task BombAsync(Stream to, CancellationToken ct)
    {
        await using var packed = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        var zeros = new byte[64 * 1024];
        for (var i = 0; i < 1024; i++)
            await packed.WriteAsync(zeros, ct);
    }
}
