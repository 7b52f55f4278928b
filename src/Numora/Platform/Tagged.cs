using System.Security.Cryptography;
using System.Text.Json;

namespace Numora.Platform;

/// <summary>A JSON answer with an <c>ETag</c> over its bytes; 304 where the caller has just those.</summary>
static class Tagged
{
    public static IResult Json<T>(HttpContext http, T view)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(view, Platform.Json.Options);
        return IsKnown(http, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(body, "application/json; charset=utf-8");
    }

    /// <summary>Sets the answer's tag and says whether the caller has it already (RFC 9110 §13.1.2).</summary>
    public static bool IsKnown(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "private, no-cache"; // ask each time, with the tag
        return http.Request.Headers.IfNoneMatch.SelectMany(v => (v ?? "").Split(','))
            .Any(v => v.Trim() is "*" || v.Trim() == etag || v.Trim() == "W/" + etag);
    }
}
