using System.Globalization;
using System.Net;

namespace Numora.Platform;

/// <summary>Who may be reached: the public Internet by https, and what the operator has listed.</summary>
sealed class EgressRules
{
    readonly List<IPNetwork> _networks = [];
    readonly HashSet<(IPAddress Address, int Port)> _addresses = [];
    readonly HashSet<(string Host, int Port)> _hosts = [];
    readonly bool _allowHttp;

    /// <exception cref="FormatException">
    /// An entry is neither a CIDR block nor <c>host:port</c>; the message names it.
    /// </exception>
    public EgressRules(EgressOptions options)
    {
        _allowHttp = options.AllowHttp;
        // A blank entry is what `${EGRESS_ALLOW:-}` in a compose file leaves behind: nothing.
        foreach (var entry in (options.Allow ?? []).Where(e => !string.IsNullOrWhiteSpace(e)))
            Add(entry.Trim());
    }

    /// <summary>Whether a connection to this address may be opened for a URL that names this host and port.</summary>
    public bool MayConnect(string host, int port, IPAddress address, bool plainHttp) =>
        IsListed(host, port, address) || (EgressAddresses.IsGlobalUnicast(address) && (!plainHttp || _allowHttp));

    /// <summary>Whether the operator has opened this address, by its name or by itself.</summary>
    public bool IsListed(string host, int port, IPAddress address)
    {
        var plain = EgressAddresses.Plain(address);
        return _hosts.Contains((Key(host), port))
            || _addresses.Contains((plain, port))
            || _networks.Exists(n => n.Contains(plain));
    }

    /// <summary>
    /// Whether plain http may be tried for this name. Its addresses are not known yet, so anything listed by address
    /// may turn out to be meant; the connection decides (<see cref="MayConnect"/>).
    /// </summary>
    public bool MayTryHttp(string host, int port) =>
        _allowHttp || _hosts.Contains((Key(host), port)) || _networks.Count > 0 || _addresses.Any(a => a.Port == port);

    void Add(string entry)
    {
        if (entry.Contains('/'))
            _networks.Add(Network(entry));
        else if (SplitHost(entry) is not var (host, port))
            throw Bad(entry, "it is neither a CIDR block such as 10.1.0.0/16 nor host:port such as minio:9000");
        else if (IPAddress.TryParse(host, out var address))
            _addresses.Add((EgressAddresses.Plain(address), port));
        else if (Uri.CheckHostName(host) is UriHostNameType.Dns && !host.Contains('*'))
            _hosts.Add((Key(host), port));
        else
            throw Bad(entry, $"'{host}' is not a host name");
    }

    static IPNetwork Network(string entry)
    {
        // The parser reads 10/8 as 0.0.0.0/8 and cuts 10.1.2.3/8 to 10.0.0.0/8: neither is what its writer meant.
        var address = entry[..entry.IndexOf('/')];
        if (!IPNetwork.TryParse(entry, out var network) || !IPAddress.TryParse(address, out var start)
            || (!address.Contains(':') && address != start.ToString()))
            throw Bad(entry, "it is not a CIDR block such as 10.1.0.0/16 or fd00:1::/32");
        if (!network.BaseAddress.Equals(start))
            throw Bad(entry, $"the block begins at {network}");
        if (start.IsIPv4MappedToIPv6)
            throw Bad(entry, "write the block as IPv4");

        return network;
    }

    static (string Host, int Port)? SplitHost(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var digits = entry[(colon + 1)..];
        if (colon < 1 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
            return null;

        var host = entry[..colon];
        if (host is ['[', .. var inner, ']'])
            return IPAddress.TryParse(inner, out _) ? (inner, port) : null;

        return host.Contains(':') ? null : (host, port); // ::1:80 could be an address or an address and a port
    }

    static string Key(string host) => host.TrimEnd('.').ToLowerInvariant();

    static FormatException Bad(string entry, string why) =>
        new($"Numora__Egress__Allow has the entry '{entry}', which cannot be used: {why}.");
}
