using System.Net;
using System.Text;
using System.Text.Json;

namespace Numora.Delivery.Providers.Http;

/// <summary>An answer, read as far as it is of use.</summary>
/// <param name="Url">What was asked: relative addresses in the answer start from here.</param>
/// <param name="Headers">By name in any case.</param>
/// <param name="Body">Null where it broke off or is larger than <see cref="MaxBodyBytes"/>.</param>
/// <param name="Json">Undefined where the body is not JSON.</param>
/// <param name="TooLarge">Whether that is why there is no body.</param>
sealed record HttpReply(
    HttpStatusCode Status, Uri Url, IReadOnlyDictionary<string, string> Headers, string? Body, JsonElement Json,
    bool TooLarge, TimeSpan? RetryAfter)
{
    public const int MaxBodyBytes = 1024 * 1024;

    const int PieceBytes = 16 * 1024;

    public int Code => (int)Status;

    public bool Is2xx => Code is >= 200 and <= 299;

    /// <exception cref="OperationCanceledException">The time was up, or the caller gave up.</exception>
    public static async Task<HttpReply> ReadAsync(HttpResponseMessage answer, Uri url, TimeProvider time, CancellationToken ct)
    {
        var (bytes, tooLarge) = await BodyAsync(answer, ct);
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(
            answer.StatusCode, url, headers, bytes is null ? null : Encoding.UTF8.GetString(bytes.Value.Span),
            bytes is null ? default : JsonOf(bytes.Value), tooLarge, HttpAnswers.RetryAfter(answer, time));
    }

    /// <summary>The status stands, even where the rest of the answer never comes.</summary>
    static async Task<(ReadOnlyMemory<byte>? Bytes, bool TooLarge)> BodyAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentLength > MaxBodyBytes)
            return (null, true);

        try
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(ct);
            using var body = new MemoryStream();
            var piece = new byte[PieceBytes];
            while (await stream.ReadAsync(piece, ct) is var count and > 0)
            {
                if (body.Length + count > MaxBodyBytes)
                    return (null, true);
                body.Write(piece, 0, count);
            }

            return (body.ToArray(), false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return (null, false);
        }
    }

    static JsonElement JsonOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default; // a text or a web page
        }
    }
}

/// <summary>What became of a request: an answer, or what its absence means.</summary>
sealed record HttpOutcome(HttpReply? Reply, PushAnswer? NoReply);

/// <summary>A request that can be made more than once.</summary>
/// <param name="Content">Made anew for each time; null for a GET.</param>
sealed record HttpCall(
    HttpMethod Method, Uri Url, IReadOnlyList<(string Name, string Value)> Headers, Func<HttpContent>? Content = null);
