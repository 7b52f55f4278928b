using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Numora.Engine.Workers;

/// <summary>Tries, inside a worker, what a worker must not be able to do.</summary>
static unsafe partial class ConfinementProbe
{
    const int NotPermitted = 1;

    /// <param name="port">A listener on the loopback address, which must not be reached.</param>
    public static Confinement Run(int port) =>
        new(Network: !CanConnect(port), Programs: !CanRunPrograms(), Writing: !CanWrite());

    static bool CanConnect(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode != SocketError.AccessDenied;
        }
    }

    /// <summary>Of a program that is not there: "not permitted" comes before "not found".</summary>
    static bool CanRunPrograms()
    {
        byte* end = null;
        fixed (byte* path = "/nowhere/program"u8)
            return execve(path, &end, &end) == 0 || Marshal.GetLastPInvokeError() != NotPermitted;
    }

    static bool CanWrite()
    {
        try
        {
            using var file = new FileStream("/dev/null", FileMode.Open, FileAccess.Write);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int execve(byte* path, byte** arguments, byte** environment);
}
