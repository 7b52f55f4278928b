using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>One request inside a change set.</summary>
sealed record PeerPart(int ContentId, string Method, string Target, string? Prefer, JsonObject? Body);

/// <summary>Reads and writes the peer's batches: one change set, as strictly as the protocol is written.</summary>
static class PeerBatch
{
    const int MaxParts = 1_000;
    const string Outer = "batchresponse_f27ef42d-51b0-4685-bac9-f468f844de2f";
    const string Inner = "changesetresponse_64cc3fff-023a-45b0-b29d-df21583ffa15";

    public const string ContentType = $"multipart/mixed; boundary={Outer}";

    public static IReadOnlyList<PeerPart> Read(string? contentType, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (text.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n']) >= 0)
            throw Bad("lines of a batch end in CRLF");
        var batch = Boundary(contentType);
        var sets = Parts(text, batch);
        if (sets.Length != 1)
            throw Bad("this peer takes one change set in a batch");
        var (headers, set) = Head(sets[0]);
        var parts = Parts(set, Boundary(headers.GetValueOrDefault("content-type"))).Select(One).ToArray();
        if (parts.Length is 0 or > MaxParts)
            throw new PeerRefusal(400, "0x80072321", $"A batch can have 1 to {MaxParts} requests.");
        if (parts.DistinctBy(p => p.ContentId).Count() < parts.Length)
            throw Bad("each Content-ID stands once in a change set");
        return parts;
    }

    /// <summary>The answers of all parts, each under its request's Content-ID.</summary>
    public static string Written(IEnumerable<(int ContentId, PeerAnswer Answer)> answers)
    {
        var text = new StringBuilder($"--{Outer}\r\nContent-Type: multipart/mixed; boundary={Inner}\r\n\r\n");
        foreach (var (id, answer) in answers)
            text.Append("--").Append(Inner).Append("\r\n").Append(Part(id, answer));
        return text.Append("--").Append(Inner).Append("--\r\n--").Append(Outer).Append("--\r\n").ToString();
    }

    /// <summary>A change set that failed is one part, of the request that failed.</summary>
    public static string Failed(int? id, PeerAnswer answer) => $"--{Outer}\r\n{Part(id, answer)}--{Outer}--\r\n";

    static string Part(int? id, PeerAnswer answer)
    {
        var text = new StringBuilder("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (id is not null)
            text.Append("Content-ID: ").Append(id).Append("\r\n");
        text.Append("\r\nHTTP/1.1 ").Append(answer.Status).Append(" Status\r\nOData-Version: 4.0\r\n");
        if (answer.EntityId is not null)
            text.Append("Location: ").Append(answer.EntityId).Append("\r\nOData-EntityId: ").Append(answer.EntityId).Append("\r\n");
        if (answer.RetryAfter is not null)
            text.Append("Retry-After: ").Append(answer.RetryAfter).Append("\r\n");
        if (answer.Json is not null)
            text.Append("Content-Type: application/json; odata.metadata=minimal\r\n");
        return text.Append("\r\n").Append(answer.Json?.ToJsonString() ?? "").Append("\r\n").ToString();
    }

    static PeerPart One(string part)
    {
        var (headers, http) = Head(part);
        if (headers.GetValueOrDefault("content-type") != "application/http"
            || headers.GetValueOrDefault("content-transfer-encoding") != "binary")
            throw Bad("a part is application/http in binary");
        if (!int.TryParse(headers.GetValueOrDefault("content-id"), out var id))
            throw Bad("a part of a change set needs a Content-ID");
        var line = http[..http.IndexOf("\r\n", StringComparison.Ordinal)];
        if (Regex.Match(line, @"\A([A-Z]+) (\S+) HTTP/1\.1\z") is not { Success: true } request)
            throw Bad($"'{line}' is no request line");
        var (own, body) = Head(http[(line.Length + 2)..]);
        var method = request.Groups[1].Value;
        if (method == "GET")
            throw Bad("a change set holds no GET");
        if ((body.Length > 0) != (own.GetValueOrDefault("content-type")?.StartsWith("application/json", StringComparison.Ordinal) is true))
            throw Bad("a body needs the content type application/json");
        return new(id, method, request.Groups[2].Value, own.GetValueOrDefault("prefer"),
            body.Length == 0 ? null : (JsonObject)JsonNode.Parse(body)!);
    }

    /// <summary>What lies between the delimiters; each must be there, the last one closed.</summary>
    static string[] Parts(string text, string boundary)
    {
        var pieces = $"\r\n{text}".Split($"\r\n--{boundary}");
        if (pieces.Length < 3 || pieces[0].Length > 0 || pieces[^1].TrimEnd('\r', '\n') != "--"
            || pieces[1..^1].Any(p => !p.StartsWith("\r\n", StringComparison.Ordinal)))
            throw Bad($"the boundary {boundary} does not open and close the parts");
        return [.. pieces[1..^1].Select(p => p[2..])];
    }

    static (Dictionary<string, string> Headers, string Body) Head(string part)
    {
        if (part.StartsWith("\r\n", StringComparison.Ordinal))
            return ([], part[2..]);
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            throw Bad("headers end in an empty line");
        var headers = part[..end].Split("\r\n").Select(l => l.Split(": ", 2))
            .ToDictionary(l => l[0].ToLowerInvariant(), l => l.Length == 2 ? l[1] : throw Bad($"'{l[0]}' is no header"));
        return (headers, part[(end + 4)..]);
    }

    static string Boundary(string? contentType) =>
        Regex.Match(contentType ?? "", "\\Amultipart/mixed; ?boundary=\"?([^\";]+)\"?\\z") is { Success: true } match
            ? match.Groups[1].Value
            : throw Bad("the content type must be multipart/mixed with a boundary");

    static PeerRefusal Bad(string why) => new(400, "0x80048d19", $"The batch cannot be read: {why}.");
}
