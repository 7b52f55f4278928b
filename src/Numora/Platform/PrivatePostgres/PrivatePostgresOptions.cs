namespace Numora.Platform.Postgres;

/// <summary>How the private PostgreSQL runs. The defaults are what a host wants.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>Also listen on 127.0.0.1 at this port, for tools. Null: reachable by unix socket only.</summary>
    public int? LoopbackPort { get; init; }

    /// <summary>Server-side limit; a host's pool is about 2 × workers + 20 (reliability.md §2).</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>No fsync: ten times faster and lost with the machine. For tests only.</summary>
    public bool UnsafeFast { get; init; }

    /// <summary>Runs the server when the host is root, because PostgreSQL refuses to run as root.</summary>
    public string OsUser { get; init; } = "postgres";

    /// <summary>Where <c>postgres</c> and <c>initdb</c> are. Null: NUMORA_PG_BIN, then the usual places.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>For the clusters whose data directory <see cref="OsUser"/> cannot reach, e.g. below /root.</summary>
    public string FallbackDirectory { get; init; } = "/var/lib/numora";
}
