using System.Net;
using System.Net.Sockets;

namespace Numora.Operations;

/// <summary>Where the host is to listen, and whether it can, found out by listening there for a moment.</summary>
static class ListenAddresses
{
    public const string Default = "http://127.0.0.1:8080";

    const string Urls = "ASPNETCORE_URLS";
    const string LowestPortFile = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

    /// <summary>Whether no address is named in any of the ways that ASP.NET Core knows.</summary>
    public static bool AreDefault(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration["urls"]) && string.IsNullOrWhiteSpace(configuration["http_ports"])
        && string.IsNullOrWhiteSpace(configuration["https_ports"]);

    /// <summary>A sentence for each address that cannot be listened on.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration, Role role)
    {
        foreach (var (setting, url) in Of(configuration, role))
            if (Fault(url) is { } must)
                yield return setting is null
                    ? $"{url}, the default where {Urls} is not set, cannot be listened on: {must}."
                    : $"{setting} is '{url}': {must}.";
    }

    /// <summary>Kestrel's own endpoints win over addresses, and addresses over ports.</summary>
    static IEnumerable<(string? Setting, string Url)> Of(IConfiguration configuration, Role role)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Where(e => e["Url"] is not null).ToList();
        if (endpoints.Count > 0)
            return endpoints.Select(e => Named($"{Sections.NameOf(e.Path)}__Url", e["Url"]!));
        if (Split(configuration["urls"]) is { Length: > 0 } urls)
            return urls.Select(url => Named(Urls, url));
        if (!AreDefault(configuration))
            return [.. Split(configuration["http_ports"]).Select(port => Named("ASPNETCORE_HTTP_PORTS", $"http://*:{port}")),
                .. Split(configuration["https_ports"]).Select(port => Named("ASPNETCORE_HTTPS_PORTS", $"https://*:{port}"))];
        return role is Role.Worker ? [] : [(null, Default)];

        static (string?, string) Named(string setting, string url) => (setting, url);
    }

    static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static string? Fault(string url)
    {
        if (Parsed(url) is not { } address || address.Scheme is not ("http" or "https") || address.PathBase.Length > 0
            || (address.Host.Contains(':') && !address.Host.StartsWith('[') && !address.IsUnixPipe))
            return $"it must be addresses such as {Default}, separated by semicolons";
        if (address.IsUnixPipe)
            return null;
        if (address.Port is < 0 or > IPEndPoint.MaxPort)
            return $"a port must lie between 0 (any free one) and {IPEndPoint.MaxPort}";
        if (address.Port == 0)
            return address.Host == "localhost" ? "with port 0 the host must be 127.0.0.1 or [::1]" : null;
        return Try(address.Host, address.Port);
    }

    static BindingAddress? Parsed(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static string? Try(string host, int port)
    {
        // As Kestrel has it: what is no IP address is all of them, by both protocols.
        var isAddress = IPAddress.TryParse(host.Trim('[', ']'), out var named);
        var address = isAddress ? named! : host == "localhost" ? IPAddress.Loopback
            : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (!isAddress && address.AddressFamily is AddressFamily.InterNetworkV6)
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => InUse(port),
                SocketError.AccessDenied => $"user {Environment.UserName} may not listen on port {port}, only on ports from "
                    + $"{LowestPort()} on; run the service behind a proxy, or give it the capability CAP_NET_BIND_SERVICE",
                SocketError.AddressNotAvailable => $"this machine has no address {host}; 0.0.0.0 stands for all it has",
                _ => e.Message,
            };
        }
    }

    static string InUse(int port) =>
        $"port {port} is in use by another process. If that is Numora, it runs already; else name a free port, e.g. "
        + $"{Urls}=http://127.0.0.1:{(port < IPEndPoint.MaxPort ? port + 1 : port - 1)}";

    static string LowestPort() => File.Exists(LowestPortFile) ? File.ReadAllText(LowestPortFile).Trim() : "1024";
}
