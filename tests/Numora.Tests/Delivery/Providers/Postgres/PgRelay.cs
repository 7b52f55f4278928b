using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace Numora.Tests.Delivery.Providers.Postgres;

/// <summary>
/// A port on 127.0.0.1 before the test's PostgreSQL, which listens on a Unix socket. It can speak TLS, and it can cut
/// the connection after the server has committed, before anyone is told.
/// </summary>
sealed class PgRelay : IAsyncDisposable
{
    const int SslRequestLength = 8;

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly NpgsqlConnectionStringBuilder _server;
    readonly X509Certificate2? _certificate;
    readonly Task _accepting;

    public PgRelay(string server, X509Certificate2? certificate = null)
    {
        (_server, _certificate) = (new(server), certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next COMMIT is passed on and done, and its answer is swallowed.</summary>
    public bool CutAfterCommit { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_accepting.IsCompleted)
            return;
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    async Task ServeAsync(Socket client)
    {
        using var _ = client;
        try
        {
            using var server = await ConnectAsync();
            await using var there = new NetworkStream(server);
            await using var here = await ClientStreamAsync(client);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            await Task.WhenAny(PumpAsync(here, there, client, either.Token), there.CopyToAsync(here, either.Token));
            await either.CancelAsync();
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException
            or System.Security.Authentication.AuthenticationException)
        {
            // Either side may go whenever it likes.
        }
    }

    async Task<Socket> ConnectAsync()
    {
        var unix = _server.Host!.StartsWith('/');
        var socket = unix ? new Socket(AddressFamily.Unix, SocketType.Stream, 0) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(unix
            ? new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}")
            : new DnsEndPoint(_server.Host, _server.Port));
        return socket;
    }

    async Task<Stream> ClientStreamAsync(Socket client)
    {
        var plain = new NetworkStream(client);
        if (_certificate is null)
            return plain;

        await plain.ReadExactlyAsync(new byte[SslRequestLength], _end.Token);
        await plain.WriteAsync("S"u8.ToArray(), _end.Token);
        var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
        return tls;
    }

    async Task PumpAsync(Stream from, Stream to, Socket client, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, ct) is var count and > 0)
        {
            var cut = CutAfterCommit && buffer.AsSpan(0, count).IndexOf("COMMIT\0"u8) >= 0;
            if (cut)
                client.Close(0); // a reset: the client hears no more
            await to.WriteAsync(buffer.AsMemory(0, count), ct);
            if (cut)
            {
                CutAfterCommit = false;
                await Task.Delay(200, ct); // the server commits meanwhile
                return;
            }
        }
    }
}
