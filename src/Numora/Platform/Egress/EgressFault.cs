using System.Net.Sockets;
using System.Security.Authentication;

namespace Numora.Platform;

/// <summary>
/// Why a request had no answer, in words that may be shown: the class of the fault, never an address, a banner, a
/// timing or the exception's own message.
/// </summary>
/// <param name="Text">Follows a colon: <c>the connection was refused</c>.</param>
/// <param name="Transient">Whether the same request may well succeed a little later.</param>
sealed record EgressFault(string Text, bool Transient)
{
    static readonly EgressFault TookTooLong = new("the server could not be reached in time", Transient: true);
    static readonly EgressFault BrokeOff = new("the connection broke off", Transient: true);

    /// <param name="e">
    /// What <see cref="Egress.Http"/> or reading a body threw; not a cancellation that the caller asked for.
    /// </param>
    public static EgressFault Of(Exception e) => e switch
    {
        EgressRefusedException => new("the address is not allowed from here", Transient: false),
        OperationCanceledException or TimeoutException => TookTooLong,
        _ when Find<SocketException>(e) is { } socket => Of(socket.SocketErrorCode),
        _ when Find<AuthenticationException>(e) is not null => NoTls,
        HttpRequestException http => Of(http.HttpRequestError),
        HttpIOException http => Of(http.HttpRequestError),
        _ => BrokeOff,
    };

    static EgressFault NoTls =>
        new("no secure connection could be made; the server's certificate or its TLS settings are not valid", false);

    static EgressFault Of(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData => new("the host name was not found", Transient: false),
        SocketError.TryAgain or SocketError.NoRecovery => new("the host name could not be looked up", Transient: true),
        SocketError.ConnectionRefused => new("the connection was refused", Transient: true),
        SocketError.TimedOut => TookTooLong,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown
            or SocketError.AddressFamilyNotSupported => new("the server cannot be reached from here", Transient: true),
        _ => BrokeOff,
    };

    static EgressFault Of(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => NoTls,
        HttpRequestError.InvalidResponse => new("the server did not answer in HTTP", Transient: false),
        HttpRequestError.ConfigurationLimitExceeded =>
            new("the server's answer was larger than allowed", Transient: false),
        _ => BrokeOff,
    };

    static T? Find<T>(Exception e)
        where T : Exception
    {
        for (var at = e; at is not null; at = at.InnerException)
        {
            if (at is T found)
                return found;
        }

        return null;
    }
}
