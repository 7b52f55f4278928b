using System.Net;
using System.Net.Sockets;

namespace Numora.Platform;

/// <summary>Which addresses are in the public Internet, and not near this machine or inside a tunnel to it.</summary>
static class EgressAddresses
{
    /// <summary>
    /// IANA's IPv4 special-purpose registry (RFC 6890 and later), multicast, and the one public address that is inside:
    /// Azure's host. Blocks that the registry calls global but that no web server answers from are left out as well.
    /// </summary>
    static readonly IPNetwork[] Closed4 =
    [
        .. Networks(
            "0.0.0.0/8",          // this network; 0.0.0.0 itself connects to loopback
            "10.0.0.0/8",         // private
            "100.64.0.0/10",      // carrier-grade NAT; Alibaba's metadata 100.100.100.200
            "127.0.0.0/8",        // loopback
            "168.63.129.16/32",   // Azure's host: metadata and DNS
            "169.254.0.0/16",     // link-local; cloud metadata 169.254.169.254
            "172.16.0.0/12",      // private
            "192.0.0.0/24",       // protocol assignments; Oracle's metadata 192.0.0.192
            "192.0.2.0/24",       // documentation
            "192.31.196.0/24",    // AS112, a sink
            "192.52.193.0/24",    // AMT relays
            "192.88.99.0/24",     // 6to4 relays
            "192.168.0.0/16",     // private
            "192.175.48.0/24",    // AS112, a sink
            "198.18.0.0/15",      // benchmarking
            "198.51.100.0/24",    // documentation
            "203.0.113.0/24",     // documentation
            "224.0.0.0/4",        // multicast
            "240.0.0.0/4"),       // reserved; limited broadcast
    ];

    /// <summary>The only block that global IPv6 unicast is given out from (IANA's IPv6 address space).</summary>
    static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// What is special inside <see cref="Global6"/>. Everything outside it is closed already: unspecified, loopback,
    /// v4-compatible and v4-translated, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), unique local, link- and site-local,
    /// multicast.
    /// </summary>
    static readonly IPNetwork[] Closed6 =
    [
        .. Networks(
            "2001::/23",          // Teredo, benchmarking, AMT, ORCHID, ORCHIDv2, DRIP
            "2001:db8::/32",      // documentation
            "2002::/16",          // 6to4: carries any IPv4 address
            "2620:4f:8000::/48",  // AS112, a sink
            "3ffe::/16",          // 6bone, given back
            "3fff::/20"),         // documentation
    ];

    /// <summary>An IPv4 address inside IPv6 is judged as what it maps to.</summary>
    public static bool IsGlobalUnicast(IPAddress address)
    {
        var plain = Plain(address);
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Closed4.Any(n => n.Contains(plain)),
            AddressFamily.InterNetworkV6 => plain.ScopeId == 0
                && Global6.Contains(plain) && !Closed6.Any(n => n.Contains(plain)),
            _ => false,
        };
    }

    /// <summary>::ffff:1.2.3.4 connects to 1.2.3.4, so that is what is looked at.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    static IEnumerable<IPNetwork> Networks(params string[] blocks) => blocks.Select(IPNetwork.Parse);
}
