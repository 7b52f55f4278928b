using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Numora.Tests.Delivery.Providers.FileDrop;

/// <summary>
/// An S3 service with one bucket on 127.0.0.1: path style, objects in memory, and every request's signature computed again
/// from the rules of AWS Signature Version 4, without the SDK.
/// </summary>
sealed class S3Peer : IAsyncDisposable
{
    public const string Bucket = "drop-box";
    public const string AccessKey = "AKIAEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    readonly ConcurrentQueue<Func<HttpContext, byte[], Task<bool>>> _faults = new();
    readonly WebApplication _app;

    S3Peer(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    public string Base { get; private set; } = "";

    public string HostAndPort => new Uri(Base).Authority;

    public ConcurrentDictionary<string, (byte[] Bytes, string ContentType)> Objects { get; } = new();

    /// <summary><c>PUT /drop-box/a.json</c></summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Region { get; init; } = "us-east-1";

    public static async Task<S3Peer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var peer = new S3Peer(builder.Build());
        await peer._app.StartAsync();
        var server = peer._app.Services.GetRequiredService<IServer>();
        peer.Base = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return peer;
    }

    /// <summary>The next request to be answered so.</summary>
    public void Next(int status, string code, string message) => _faults.Enqueue(async (context, _) =>
    {
        await RefuseAsync(context, status, code, message);
        return true;
    });

    /// <summary>The next request is passed on to the service as usual.</summary>
    public void NextAsUsual() => _faults.Enqueue((_, _) => Task.FromResult(false));

    /// <summary>Requests of this method are done, and the connection breaks before the answer.</summary>
    public string? LosesAnswersTo { get; set; }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        using var read = new MemoryStream();
        await context.Request.Body.CopyToAsync(read);
        var body = read.ToArray();
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");

        if (SignatureFault(context, body) is { } code)
            await RefuseAsync(context, 403, code, "The request signature we calculated does not match.");
        else if (!_faults.TryDequeue(out var fault) || !await fault(context, body))
            await ServeAsync(context, body);
        if (context.Request.Method == LosesAnswersTo)
            context.Abort();
    }

    async Task ServeAsync(HttpContext context, byte[] body)
    {
        var (method, key) = (context.Request.Method, Key(context));
        if (!context.Request.Path.StartsWithSegments("/" + Bucket))
            await RefuseAsync(context, 404, "NoSuchBucket", "The specified bucket does not exist");
        else if (method is "GET" && key.Length == 0)
            await XmlAsync(context, 200, $"""
                <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>{Bucket}</Name><Prefix></Prefix>
                <KeyCount>0</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>
                """);
        else if (method is "PUT")
        {
            Objects[key] = (body, context.Request.ContentType ?? "");
            context.Response.Headers.ETag = "\"not-a-digest\"";
        }
        else if (!Objects.TryGetValue(key, out var there))
            await RefuseAsync(context, 404, "NoSuchKey", "The specified key does not exist.");
        else
        {
            context.Response.ContentLength = there.Bytes.Length;
            context.Response.Headers.ETag = "\"not-a-digest\"";
            context.Response.Headers.LastModified = "Sat, 21 Mar 2026 10:00:00 GMT";
            if (method is "GET")
                await context.Response.Body.WriteAsync(there.Bytes);
        }
    }

    static string Key(HttpContext context) => context.Request.Path.Value![("/" + Bucket).Length..].TrimStart('/');

    static Task RefuseAsync(HttpContext context, int status, string code, string message) => XmlAsync(
        context, status, $"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>R1</RequestId></Error>");

    static async Task XmlAsync(HttpContext context, int status, string xml)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/xml");
        if (context.Request.Method is not "HEAD")
            await context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
    }

    /// <summary>"Signature Version 4: create a signed AWS API request", with S3's path that is encoded once.</summary>
    string? SignatureFault(HttpContext context, byte[] body)
    {
        var headers = context.Request.Headers;
        var given = headers.Authorization.ToString();
        if (!given.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
            return "AccessDenied";
        var parts = given["AWS4-HMAC-SHA256 ".Length..].Split(',').Select(p => p.Trim().Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var scope = parts["Credential"].Split('/');
        if (scope is not [AccessKey, var day, var region, "s3", "aws4_request"])
            return "InvalidAccessKeyId";
        if (region != Region)
            return "AuthorizationHeaderMalformed";

        var payload = headers["x-amz-content-sha256"].ToString();
        if (payload != Convert.ToHexStringLower(SHA256.HashData(body)))
            return "XAmzContentSHA256Mismatch";

        var signed = parts["SignedHeaders"].Split(';');
        if (!signed.Contains("host") || !signed.Contains("x-amz-date"))
            return "AccessDenied";
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var query = target.Length < 2 ? "" : string.Join('&', target[1]
            .Split('&').Select(q => q.Contains('=') ? q : q + "=").Order(StringComparer.Ordinal));
        var canonical = string.Join('\n',
        [
            context.Request.Method, target[0], query, .. signed.Select(h => $"{h}:{headers[h].ToString().Trim()}"), "",
            parts["SignedHeaders"], payload,
        ]);
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", headers["x-amz-date"].ToString(), $"{day}/{region}/s3/aws4_request",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));

        var key = Encoding.UTF8.GetBytes("AWS4" + SecretKey);
        foreach (var part in new[] { day, region, "s3", "aws4_request" })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return parts["Signature"] == expected ? null : "SignatureDoesNotMatch";
    }
}
