using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>What happens to a request instead of, or after, its being carried out.</summary>
abstract record PeerFault
{
    /// <summary>Refused, and nothing is written.</summary>
    /// <param name="Code">Null: no OData error but a page.</param>
    public sealed record Answer(int Status, string? Code = null, string Message = "Told to fail.", string? RetryAfter = null) : PeerFault;

    /// <summary>The connection is cut before anything is done.</summary>
    public sealed record DropBefore : PeerFault;

    /// <summary>It is done and committed; then the connection is cut instead of an answer.</summary>
    public sealed record DropAfter : PeerFault;

    /// <summary>It is done and committed; the answer breaks off.</summary>
    public sealed record HalfAnswer : PeerFault;

    /// <summary>Nothing is done, and no answer comes until the other side gives up.</summary>
    public sealed record Never : PeerFault;
}

/// <summary>A request as it came, without its token.</summary>
sealed record PeerRequest(string Method, string Target, string Body);

/// <summary>
/// A Dataverse environment with its token endpoint on 127.0.0.1: OAuth client credentials, OData 4.0 with alternate keys,
/// change sets, definitions and notes. It refuses what real ones refuse; faults come when they are told to.
/// </summary>
sealed class DataversePeer : IAsyncDisposable
{
    public const string TenantId = "11111111-2222-3333-4444-555555555555";
    public const string ClientId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    readonly WebApplication _app;
    readonly Lock _turn = new();
    readonly List<(PeerFault Fault, string On)> _faults = [];
    readonly ConcurrentQueue<PeerRequest> _requests = new();
    readonly HashSet<string> _tokens = [];

    DataversePeer(WebApplication app) => _app = app;

    /// <summary>Without a slash at the end: <c>http://127.0.0.1:41234</c>.</summary>
    public string Base { get; private set; } = "";

    /// <summary><c>127.0.0.1:41234</c>, as <c>Numora:Egress:Allow</c> takes it.</summary>
    public string HostAndPort => new Uri(Base).Authority;

    /// <summary>Changing it makes the given one wrong.</summary>
    public string ClientSecret { get; set; } = "s3cret~with.special+chars/=";

    /// <summary>What tokens say of themselves.</summary>
    public int TokenLifetimeSeconds { get; set; } = 3_599;

    /// <summary>False: every request is refused as one without a valid token.</summary>
    public bool AcceptsTokens { get; set; } = true;

    /// <summary>Of the whole, around a change set that failed: 200 and 400 both occur.</summary>
    public int FailedBatchStatus { get; set; } = 200;

    /// <summary>Whether the failed part of a change set says by its Content-ID which one it is.</summary>
    public bool TellsFailedPart { get; set; } = true;

    /// <summary>Whether refusals repeat what the client sent in confidence, as careless gateways do.</summary>
    public bool RepeatsSecrets { get; set; }

    public PeerStore Store { get; private set; } = null!;

    public int TokensGiven { get; private set; }

    public IReadOnlyList<string> Tokens => [.. _tokens, .. _former];

    readonly List<string> _former = [];

    public IReadOnlyList<PeerRequest> Requests => [.. _requests];

    public string Config => $$"""{"resource":"{{Base}}","tenant_id":"{{TenantId}}","authority":"{{Base}}","timeout_seconds":5}""";

    public string Credentials => JsonSerializer.Serialize(new { client_id = ClientId, client_secret = ClientSecret });

    public static async Task<DataversePeer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var peer = new DataversePeer(app);
        app.Run(peer.AnswerAsync);
        await app.StartAsync();
        var server = app.Services.GetRequiredService<IServer>();
        peer.Base = server.Features.Get<IServerAddressesFeature>()!.Addresses.Single().TrimEnd('/');
        peer.Store = new PeerStore(peer.Base);
        return peer;
    }

    /// <summary>The rows of a table, with their primary ids.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, JsonNode?>> Records(string entitySet)
    {
        lock (_turn)
            return Store.Records(entitySet);
    }

    public Guid Add(string entitySet, JsonObject values)
    {
        lock (_turn)
            return Store.Add(entitySet, Guid.CreateVersion7(), values);
    }

    /// <summary>Befalls the next request whose URL contains the text; in order, one fault for one request.</summary>
    /// <param name="on">Of requests inside a change set too, where the fault is an answer.</param>
    public void FailNext(PeerFault fault, string on = "/api/data/")
    {
        lock (_turn)
            _faults.Add((fault, on));
    }

    /// <summary>No token given so far is accepted any longer.</summary>
    public void ExpireTokens()
    {
        lock (_turn)
        {
            _former.AddRange(_tokens);
            _tokens.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    async Task AnswerAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        _requests.Enqueue(new(context.Request.Method, target, Encoding.UTF8.GetString(bytes.ToArray())));
        var fault = Fault(target);
        if (fault is PeerFault.Never)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        if (fault is PeerFault.DropBefore)
        {
            context.Abort();
            return;
        }

        var answer = fault is PeerFault.Answer told ? Told(told) : Handle(context.Request, target, bytes.ToArray());
        if (fault is PeerFault.DropAfter)
            context.Abort();
        else
            await WriteAsync(context, answer, half: fault is PeerFault.HalfAnswer);
    }

    PeerFault? Fault(string target)
    {
        lock (_turn)
        {
            var at = _faults.FindIndex(f => target.Contains(f.On, StringComparison.Ordinal));
            if (at < 0)
                return null;
            var fault = _faults[at].Fault;
            _faults.RemoveAt(at);
            return fault;
        }
    }

    static (PeerAnswer Answer, string? Multipart) Told(PeerFault.Answer told) => (new PeerAnswer(
        told.Status, told.Code is null ? null : new PeerRefusal(told.Status, told.Code, told.Message).Json,
        RetryAfter: told.RetryAfter), null);

    (PeerAnswer Answer, string? Multipart) Handle(HttpRequest request, string target, byte[] body)
    {
        lock (_turn)
        {
            try
            {
                if (target == $"/{TenantId}/oauth2/v2.0/token")
                    return (GiveToken(request, Encoding.UTF8.GetString(body)), null);
                if (!AcceptsTokens || !_tokens.Contains(Bearer(request)))
                    throw new PeerRefusal(401, "0x80072560", $"The token is not valid.{Repeated(request.Headers.Authorization!)}");
                if (request.Headers["OData-Version"] != "4.0" || request.Headers["OData-MaxVersion"] != "4.0")
                    throw new PeerRefusal(400, "0x80048d19", "OData-Version and OData-MaxVersion must be 4.0.");
                return target == $"{PeerUrl.Root}$batch"
                    ? Batch(request, body)
                    : (Store.Together(() => Store.Run(request.Method, target, request.Headers["Prefer"], Body(request, body))), null);
            }
            catch (PeerRefusal refusal)
            {
                return (new(refusal.Status, refusal.Json), null);
            }
        }
    }

    static string Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    static JsonObject? Body(HttpRequest request, byte[] body)
    {
        if (body.Length == 0)
            return null;
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is not true)
            throw new PeerRefusal(415, "0x80048d19", "The body must be application/json.");
        return (JsonObject)JsonNode.Parse(body)!;
    }

    (PeerAnswer Answer, string? Multipart) Batch(HttpRequest request, byte[] body)
    {
        var parts = PeerBatch.Read(request.ContentType, body);
        PeerPart? at = null;
        try
        {
            var answers = Store.Together(() => parts.Select(p => ((at = p).ContentId, Part(p))).ToArray());
            return (new(200), PeerBatch.Written(answers));
        }
        catch (PeerRefusal refusal)
        {
            var retry = refusal.Status == 429 ? "3" : null;
            return (new(FailedBatchStatus), PeerBatch.Failed(
                TellsFailedPart ? at!.ContentId : null, new(refusal.Status, refusal.Json, RetryAfter: retry)));
        }
    }

    PeerAnswer GiveToken(HttpRequest request, string form)
    {
        if (PeerToken.Refusal(request, form, $"{Base}/.default", ClientId, ClientSecret, Repeated) is { } refusal)
            return refusal;

        var token = $"eyJ.{++TokensGiven}.{Guid.CreateVersion7():N}";
        _tokens.Add(token);
        return PeerToken.Given(token, TokenLifetimeSeconds);
    }

    PeerAnswer Part(PeerPart part) => Fault(part.Target) is PeerFault.Answer told
        ? throw new PeerRefusal(told.Status, told.Code ?? "0x0", told.Message)
        : Store.Run(part.Method, part.Target, part.Prefer, part.Body);

    string Repeated(string secret) => RepeatsSecrets ? $" It was '{secret}'." : "";

    static async Task WriteAsync(HttpContext context, (PeerAnswer Answer, string? Multipart) what, bool half)
    {
        var (answer, multipart) = what;
        context.Response.StatusCode = answer.Status;
        context.Response.Headers["OData-Version"] = "4.0";
        if (answer.EntityId is not null)
            context.Response.Headers["OData-EntityId"] = answer.EntityId;
        if (answer.RetryAfter is not null)
            context.Response.Headers.RetryAfter = answer.RetryAfter;
        var text = multipart ?? answer.Json?.ToJsonString();
        if (text is null)
            return;
        context.Response.ContentType = multipart is null ? "application/json; odata.metadata=minimal" : PeerBatch.ContentType;
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(half ? bytes.AsMemory(0, bytes.Length / 2) : bytes, context.RequestAborted);
        if (!half)
            return;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
