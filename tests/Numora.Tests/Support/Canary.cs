using System.Net;
using System.Net.Sockets;

namespace Numora.Tests.Support;

/// <summary>A port on both loopback addresses that nothing may ever connect to; it counts who does.</summary>
sealed class Canary : IDisposable
{
    readonly List<TcpListener> _listeners = [];

    Canary()
    {
        var v4 = Listen(IPAddress.Loopback, 0);
        Port = ((IPEndPoint)v4.LocalEndpoint).Port;
        if (Socket.OSSupportsIPv6)
            TryListen6();
    }

    public static Canary Start() => new();

    public int Port { get; }

    /// <summary>Connections wait in the listeners' queues: one that came is seen, however late one looks.</summary>
    public bool WasReached => _listeners.Exists(l => l.Pending());

    public void Dispose() => _listeners.ForEach(l => l.Dispose());

    TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        _listeners.Add(listener);
        return listener;
    }

    void TryListen6()
    {
        try
        {
            Listen(IPAddress.IPv6Loopback, Port);
        }
        catch (SocketException)
        {
            // No ::1 on this machine (or somebody else's there): what cannot be listened on cannot be watched.
        }
    }
}
