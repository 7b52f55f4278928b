using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Numora.Operations;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed: a TLS proxy on this machine, and those that
/// <c>Numora:Proxies</c> names as addresses or CIDR blocks, which are checked before the start.
/// </summary>
static class TrustedProxies
{
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, NumoraOptions options) =>
        services.Configure<ForwardedHeadersOptions>(headers =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in (options.Proxies ?? []).Select(Read).OfType<IPNetwork>())
                headers.KnownIPNetworks.Add(network);
        });

    /// <summary>Null: neither an address nor a CIDR block.</summary>
    public static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;
}
