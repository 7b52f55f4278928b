using System.ComponentModel.DataAnnotations;

namespace Numora.Operations;

/// <summary>What this process does.</summary>
enum Role
{
    /// <summary>Serves requests and runs jobs.</summary>
    All,
    Api,
    Worker,
}

/// <summary>Configuration <c>Numora</c>: api.md §9. The features' own options lie beside them.</summary>
sealed class NumoraOptions
{
    /// <summary>Private PostgreSQL and what else is kept on this machine. Relative to the working directory.</summary>
    [Required]
    public string DataDirectory { get; init; } = ".numora";

    [EnumDataType(typeof(Role))]
    public Role Role { get; init; } = Role.All;

    /// <summary>Extraction jobs at once in this process.</summary>
    [Range(1, 64)]
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The first key's secret; null: random, and printed once.</summary>
    public string? BootstrapApiKey { get; init; }

    public DashboardOptions Dashboard { get; init; } = new();
}

/// <summary>Configuration <c>Numora:Dashboard</c>: the jobs, for the installation's observers and operators.</summary>
sealed class DashboardOptions
{
    public bool Enabled { get; init; } = true;
}
