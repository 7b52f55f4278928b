using System.IO.Compression;
using System.Net;
using Numora.Engine;

namespace Numora.Intake;

/// <summary>What an answer to fetching a <c>file_url</c> means.</summary>
static class FileFetchAnswer
{
    /// <summary>Where a redirect leads, or null when the answer is none. https never becomes http.</summary>
    public static Uri? Next(Uri from, HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            return null;

        var location = answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : "";
        if (location.Length == 0 || !Uri.TryCreate(from, location, out var next))
            throw Unreachable("file_url is redirected to something that is not a URL.");
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            throw Unreachable("file_url is redirected from https to http, which is not followed.");

        return next;
    }

    /// <summary>The file's own bytes. Servers that were asked not to pack, and do, are understood.</summary>
    public static async Task<Stream> UnpackAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadAsStreamAsync(ct);
        return string.Join(',', answer.Content.Headers.ContentEncoding).ToLowerInvariant() switch
        {
            "" or "identity" => body,
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => throw Unreachable("The server of file_url sent the file in a content encoding that is not supported."),
        };
    }

    /// <summary>The name the server gives the file, else the last part of the URL that was asked for.</summary>
    public static string NameOf(HttpResponseMessage answer, Uri url)
    {
        var given = answer.Content.Headers.ContentDisposition;
        return FileDisplayName.Of(given?.FileNameStar)
            ?? FileDisplayName.Of(given?.FileName?.Trim('"'))
            ?? FileDisplayName.Of(Uri.UnescapeDataString(url.Segments[^1].TrimEnd('/')))
            ?? "document";
    }

    public static Exception NotAFile(HttpStatusCode status)
    {
        var answered = $"The server of file_url answered {(int)status}";
        return (int)status switch
        {
            401 or 403 => Unreachable(
                $"{answered}: it does not give the file out. Use a link that works without signing in."),
            404 or 410 => Unreachable($"{answered}: there is no file at this address."),
            408 or 425 or 429 or >= 500 => new FileNotFetchedYetException(
                $"{answered}: it could not give the file out."),
            < 300 => Unreachable($"{answered} without a file."),
            _ => Unreachable($"{answered} instead of a file."),
        };
    }

    /// <param name="rule">The sentence of <see cref="Platform.EgressUrl"/> or of the door itself.</param>
    public static Exception Refused(string rule, bool redirected, Exception? inner = null) => Unreachable(
        $"file_url is {(redirected ? "redirected to a URL that is refused" : "refused")}. {rule}", inner);

    public static Exception Failed(Platform.EgressFault fault, Exception inner)
    {
        var message = $"file_url could not be fetched: {fault.Text}.";
        return fault.Transient ? new FileNotFetchedYetException(message, inner) : Unreachable(message, inner);
    }

    public static UnreadableException Unreachable(string message, Exception? inner = null) =>
        new(FailureCode.FileUnreachable, message, inner);
}
