using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Several writes that happen together or not at all (OData 4.0, part 1, 11.7).</summary>
static class ChangeSet
{
    /// <summary>Of requests in a batch (Dataverse, "Execute batch operations using the Web API").</summary>
    public const int MaxWrites = 1_000;

    /// <summary>The body; the first write asks for the record back, so that created and updated are told apart.</summary>
    /// <param name="id">Makes the boundaries: letters and digits. JSON has no line break that one could stand behind.</param>
    public static (string ContentType, byte[] Bytes) Body(string id, IReadOnlyList<RecordWrite> writes)
    {
        var (batch, set) = ($"batch_{id}", $"changeset_{id}");
        var body = new StringBuilder();
        Line(body, $"--{batch}");
        Line(body, $"Content-Type: multipart/mixed; boundary=\"{set}\"");
        Line(body, "");
        for (var i = 0; i < writes.Count; i++)
        {
            Line(body, $"--{set}");
            Line(body, "Content-Type: application/http");
            Line(body, "Content-Transfer-Encoding: binary");
            Line(body, string.Create(CultureInfo.InvariantCulture, $"Content-ID: {i + 1}"));
            Line(body, "");
            Line(body, $"{writes[i].Method} {writes[i].Path} HTTP/1.1");
            if (writes[i].Body is not null)
                Line(body, "Content-Type: application/json; charset=utf-8");
            if (i == 0)
                Line(body, "Prefer: return=representation");
            Line(body, "");
            Line(body, writes[i].Body?.ToJsonString(Json.Options) ?? "");
        }

        Line(body, $"--{set}--");
        Line(body, $"--{batch}--");
        return ($"multipart/mixed; boundary=\"{batch}\"", Encoding.UTF8.GetBytes(body.ToString()));
    }

    /// <summary>
    /// Each part's answer with its Content-ID; null where the other side does not say which write it is about.
    /// </summary>
    /// <exception cref="IOException">The answer is no well-formed multipart.</exception>
    public static async Task<IReadOnlyList<(int? Id, DataverseAnswer Answer)>> ReadAsync(
        string boundary, byte[] answer, CancellationToken ct)
    {
        var parts = new List<(int?, DataverseAnswer)>();
        var outer = new MultipartReader(boundary, new MemoryStream(answer)) { HeadersLengthLimit = MaxHeaders };
        while (await outer.ReadNextSectionAsync(ct) is { } section)
        {
            if (Boundary(section.ContentType) is not { } inside)
            {
                parts.Add(await PartAsync(section, ct));
                continue;
            }

            var inner = new MultipartReader(inside, section.Body) { HeadersLengthLimit = MaxHeaders };
            while (await inner.ReadNextSectionAsync(ct) is { } part)
                parts.Add(await PartAsync(part, ct));
        }

        return parts;
    }

    /// <summary>The boundary of a multipart; null where it is none.</summary>
    public static string? Boundary(string? contentType) =>
        System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true
        && type.Parameters.FirstOrDefault(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)) is { } boundary
            ? boundary.Value?.Trim('"')
            : null;

    const int MaxHeaders = 32 * 1024;

    static async Task<(int?, DataverseAnswer)> PartAsync(MultipartSection section, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await section.Body.CopyToAsync(bytes, ct);
        var raw = bytes.ToArray();
        var end = raw.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.UTF8.GetString(raw, 0, end < 0 ? raw.Length : end).Split("\r\n");
        if (lines[0].Split(' ') is not [_, var code, ..]
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new InvalidDataException("A part of the batch's answer has no status line.");

        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Where(h => h.Length == 2)
            .ToLookup(h => h[0].Trim(), h => h[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var retry = headers["Retry-After"].FirstOrDefault();
        var id = section.Headers?.GetValueOrDefault("Content-ID").ToString() is { Length: > 0 } outside
            ? outside
            : headers["Content-ID"].FirstOrDefault();
        return (
            int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            new DataverseAnswer(
                (HttpStatusCode)status, headers["Content-Type"].FirstOrDefault(),
                headers["OData-EntityId"].Concat(headers["Location"]).FirstOrDefault(),
                int.TryParse(retry, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) ? TimeSpan.FromSeconds(wait) : null,
                end < 0 ? [] : raw[(end + 4)..]));
    }

    static void Line(StringBuilder body, string text) => body.Append(text).Append("\r\n");
}
