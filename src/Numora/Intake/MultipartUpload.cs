using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Numora.Documents;

namespace Numora.Intake;

/// <summary>
/// Reads a <c>multipart/form-data</c> submission as it comes: the parts in any order, the file spooled, never held whole.
/// </summary>
static class MultipartUpload
{
    const int MaxTextBytes = 256 << 10; // 50 metadata keys of the greatest length fit
    const int MaxBoundaryLength = 100;
    static readonly string[] Texts = ["schema", "external_id", "metadata"];

    /// <summary>Whether the request says that it is one.</summary>
    public static bool Is(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>The members, with the file in <paramref name="into"/>.</summary>
    /// <returns>And the file's name as sent.</returns>
    public static async Task<(NewDocument Request, string? FileName)> ReadAsync(
        HttpRequest request, Spool into, CancellationToken ct)
    {
        var reader = new MultipartReader(Boundary(request), request.Body);
        var texts = new Dictionary<string, string>();
        string? fileName = null;
        var hasFile = false;
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
                    throw new RefusedException(Refusal.Malformed, "Each part of the body needs a name (Content-Disposition).");

                if (name == "file" && !hasFile)
                {
                    hasFile = true;
                    fileName = Unquoted(disposition);
                    await section.Body.CopyToAsync(into, ct);
                }
                else if (Texts.Contains(name) && !texts.ContainsKey(name))
                    texts[name] = await TextAsync(name, section.Body, ct);
                else
                    throw RefusedException.Malformed(name.Length <= 100 ? name : name[..100],
                        name == "file" || Texts.Contains(name) ? "Stands there twice." : "There is no such part.");
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new RefusedException(Refusal.Malformed, "The multipart body ends before its closing boundary.");
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(Refusal.Malformed, $"The multipart body cannot be read: {e.Message}");
        }

        if (!hasFile)
            throw RefusedException.Malformed("file", "Is needed: a part named file with the document.");
        return (new(texts.GetValueOrDefault("schema"), null, texts.GetValueOrDefault("external_id"), Metadata(texts)), fileName);
    }

    static string Boundary(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        return boundary is { Length: >= 1 and <= MaxBoundaryLength }
            ? boundary
            : throw new RefusedException(Refusal.Malformed, "The content type multipart/form-data lacks a usable boundary.");
    }

    /// <summary><c>filename*</c> (RFC 5987) before <c>filename</c>.</summary>
    static string? Unquoted(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

    static async Task<string> TextAsync(string name, Stream body, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await body.ReadAsync(buffer, ct)) > 0)
        {
            if (bytes.Length + read > MaxTextBytes)
                throw RefusedException.Malformed(name, $"Is longer than {MaxTextBytes >> 10} KB.");
            bytes.Write(buffer, 0, read);
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            return text.Contains('\0')
                ? throw RefusedException.Malformed(name, "Expected text without the NUL character (U+0000).")
                : text;
        }
        catch (DecoderFallbackException)
        {
            throw RefusedException.Malformed(name, "Expected UTF-8 text.");
        }
    }

    static Metadata? Metadata(Dictionary<string, string> texts)
    {
        if (!texts.TryGetValue("metadata", out var json) || json.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Metadata>(json, Json.Options);
        }
        catch (JsonException e)
        {
            throw RefusedException.Malformed("metadata", $"Must be a JSON object as text. {JsonFault.Refused(e).Message}");
        }
    }
}
