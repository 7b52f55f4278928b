using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Numora.Operations;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed: a TLS proxy on this machine, and those that
/// <c>Numora:Proxies</c> names as addresses or CIDR blocks.
/// </summary>
static class TrustedProxies
{
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(headers =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var text in configuration.GetSection("Numora:Proxies").Get<string[]>() ?? [])
                headers.KnownIPNetworks.Add(Read(text));
        });

    static IPNetwork Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"Numora__Proxies: {text} is neither an address nor a CIDR block.");
}
