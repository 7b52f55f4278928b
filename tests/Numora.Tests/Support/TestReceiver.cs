using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Numora.Tests.Support;

/// <summary>A request as it arrived.</summary>
sealed record Received(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>
/// The receiving side: a real HTTP server on 127.0.0.1. It records every request before it is answered. A path answers
/// as told by <c>On</c>; the hostile routes of <see cref="HostileAnswers"/> are there from the start; the rest is 404.
/// </summary>
sealed class TestReceiver : IAsyncDisposable
{
    readonly ConcurrentQueue<Received> _requests = new();
    readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _arrivals = new(0);
    readonly WebApplication _app;

    TestReceiver(WebApplication app)
    {
        _app = app;
        app.Use((context, next) => RecordAsync(context, next));
        app.Run(AnswerAsync);
    }

    /// <summary>Without a slash at the end: <c>http://127.0.0.1:41234</c>.</summary>
    public string Base { get; private set; } = "";

    public int Port => new Uri(Base).Port;

    /// <summary><c>127.0.0.1:41234</c>, as <c>Numora:Egress:Allow</c> takes it.</summary>
    public string HostAndPort => $"{new Uri(Base).Host}:{Port}";

    public IReadOnlyList<Received> Requests => [.. _requests];

    /// <param name="port">0: any free one.</param>
    /// <param name="certificate">With one it speaks https only.</param>
    /// <param name="address">127.0.0.1 unless told.</param>
    public static async Task<TestReceiver> StartAsync(
        int port = 0, X509Certificate2? certificate = null, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address ?? IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });

        var app = builder.Build();
        var receiver = new TestReceiver(app);
        await app.StartAsync();
        var server = app.Services.GetRequiredService<IServer>();
        receiver.Base = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single().TrimEnd('/');
        return receiver;
    }

    /// <summary>The answer of a path; a second call replaces the first.</summary>
    public void On(string path, RequestDelegate answer) => _answers[path] = answer;

    public void On(string path, int status, string body = "", string contentType = "application/json") =>
        On(path, context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
            return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body, context.RequestAborted);
        });

    /// <summary>The requests so far, once there are so many; fails when they do not come (10 s unless told).</summary>
    public async Task<IReadOnlyList<Received>> WaitForAsync(int count, TimeSpan? within = null)
    {
        using var late = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(10));
        while (_requests.Count < count)
        {
            try
            {
                await _arrivals.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{_requests.Count} of {count} requests arrived.");
            }
        }

        return Requests;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero); // endless answers are cut off
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var query = context.Request.QueryString.ToString();
        _requests.Enqueue(new Received(
            context.Request.Method, context.Request.Path, query, headers, body.ToArray()));
        _arrivals.Release();
        (body.Position, context.Request.Body) = (0, body); // for answers that depend on it
        await next(context);
    }

    Task AnswerAsync(HttpContext context)
    {
        if (_answers.TryGetValue(context.Request.Path, out var answer))
            return answer(context);

        return HostileAnswers.AnswerAsync(context);
    }
}
