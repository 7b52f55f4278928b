using Microsoft.AspNetCore.Server.Kestrel.Core;
using Numora.Documents;

namespace Numora.Operations;

/// <summary>What one client may take of the server (spec/reliability.md §5 "limits").</summary>
static class HostLimits
{
    const int MaxConnections = 2_000;
    const int MinBodyBytesPerSecond = 1_024;
    static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);
    static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(10);

    /// <summary>To finish or hand back what is under way.</summary>
    public static readonly TimeSpan Shutdown = TimeSpan.FromSeconds(25);

    public static void Configure(WebHostBuilderContext context, KestrelServerOptions kestrel)
    {
        var files = context.Configuration.GetSection("Numora:Files").Get<FileLimits>() ?? new();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = files.MaxBytes + FileLimits.BodyOverhead;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(MinBodyBytesPerSecond, BodyGrace);
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
    }
}
