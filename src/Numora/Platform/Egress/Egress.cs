using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Numora.Platform;

/// <summary>The name or address leads somewhere that is not allowed from here. Final: nothing was sent.</summary>
/// <param name="message">The rule, as a sentence that may be shown.</param>
sealed class EgressRefusedException(string message) : HttpRequestException(message);

/// <summary>
/// The one door for outgoing HTTP: <c>file_url</c>, webhooks, destinations. Every address is checked after it is
/// resolved, and the connection goes to the very addresses that were checked. No redirects, proxies, cookies or
/// unpacking.
/// </summary>
sealed class Egress : IDisposable
{
    /// <summary>For resolving, connecting and the TLS handshake together.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A net below the callers' own time limits: none of them waits longer than this for an answer.</summary>
    static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(2);

    const int MaxHeadersKilobytes = 32;
    const int MaxDrainBytes = 16 * 1024;

    /// <summary>For answers read as a whole; files are streamed (<c>ResponseHeadersRead</c>) and counted.</summary>
    const int MaxBufferedAnswerBytes = 8 * 1024 * 1024;

    /// <summary>Of a host with many addresses only these are tried, so that each gets its share of the time.</summary>
    const int MaxAddressesTried = 3;

    readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    public Egress(EgressRules rules)
        : this(rules, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="resolve">The addresses of a host name; tests put their own in.</param>
    internal Egress(EgressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (Rules, _resolve) = (rules, resolve);
#pragma warning disable RS0030 // This is the door that the ban points to.
        Http = new HttpClient(new Guard(rules, NewHandler()))
#pragma warning restore RS0030
        {
            Timeout = AnswerTimeout,
            MaxResponseContentBufferSize = MaxBufferedAnswerBytes,
        };
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("Numora/1.0"); // some servers refuse requests without one
    }

    public EgressRules Rules { get; }

    /// <summary>
    /// Shared by all; never dispose it or set its defaults. Throws <see cref="EgressRefusedException"/> for what is not
    /// allowed; what else it throws is put into words by <see cref="EgressFault"/>.
    /// </summary>
    public HttpClient Http { get; }

    /// <summary>The URL that this text is, or null and the rule that it breaks: for what comes in.</summary>
    public Uri? Check(string text, out string fault) => EgressUrl.Check(text, Rules, out fault);

    public void Dispose() => Http.Dispose();

    SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false, // behind a proxy ConnectAsync would see the proxy's address only
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectTimeout = ConnectTimeout,
        MaxResponseHeadersLength = MaxHeadersKilobytes,
        MaxResponseDrainSize = MaxDrainBytes,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // so that a changed name is noticed
        ConnectCallback = ConnectAsync,
    };

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var plainHttp = context.InitialRequestMessage.RequestUri!.Scheme != Uri.UriSchemeHttps;

        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await _resolve(host, ct).WaitAsync(ct); // the system's resolver does not always stop when asked
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.NoData);
        // All of them, before any: a name that points here and there is a trick.
        if (Array.Find(addresses, a => !Rules.MayConnect(host, port, a, plainHttp)) is { } closed)
            throw new EgressRefusedException(EgressUrl.AddressFault(closed));

        var plain = addresses.Select(EgressAddresses.Plain).Distinct().Take(MaxAddressesTried).ToArray();
        return new NetworkStream(await ConnectToOneOfAsync(plain, port, ct), ownsSocket: true);
    }

    static async Task<Socket> ConnectToOneOfAsync(IPAddress[] addresses, int port, CancellationToken ct)
    {
        for (var i = 0; ; i++)
        {
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(ct);
            turn.CancelAfter(ConnectTimeout / addresses.Length);
            Socket? socket = null;
            try
            {
                socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), turn.Token);
                return socket;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket?.Dispose();
                if (ct.IsCancellationRequested)
                    throw;
                if (i == addresses.Length - 1)
                    throw e as SocketException ?? new SocketException((int)SocketError.TimedOut);
            }
        }
    }

    /// <summary>Checks each request's URL once more, and shows a refusal as what it is instead of wrapped.</summary>
    sealed class Guard(EgressRules rules, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            if (EgressUrl.Fault(request.RequestUri!, rules) is { } fault)
                throw new EgressRefusedException(fault);

            request.Version = HttpVersion.Version11; // HTTP/3 would connect without asking ConnectCallback
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            try
            {
                return await base.SendAsync(request, ct);
            }
            catch (HttpRequestException e) when (e.InnerException is EgressRefusedException refused)
            {
                throw refused;
            }
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken ct) =>
            throw new NotSupportedException("Requests are sent asynchronously.");
    }
}
