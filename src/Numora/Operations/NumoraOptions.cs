using System.ComponentModel.DataAnnotations;
using Numora.Access;

namespace Numora.Operations;

/// <summary>What this process does.</summary>
enum Role
{
    /// <summary>Serves requests and runs jobs.</summary>
    All,
    Api,
    Worker,
}

enum LogFormat
{
    Plain,
    Json,
}

/// <summary>Configuration <c>Numora</c>: api.md §9. The features' own options lie beside them.</summary>
[Section("Numora")]
sealed class NumoraOptions : IValidatableObject
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
    [Secret]
    public string? BootstrapApiKey { get; init; }

    /// <summary>How log lines look; null: by where standard output goes.</summary>
    public LogFormat? Logs { get; init; }

    /// <summary>Addresses or CIDR blocks of proxies that are believed beside this machine (<see cref="TrustedProxies"/>).</summary>
    public string[]? Proxies { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (BootstrapApiKey is { } secret && !Bootstrap.IsUsable(secret))
            yield return new(Bootstrap.UsableSecret, [nameof(BootstrapApiKey)]);
        if ((Proxies ?? []).Any(p => TrustedProxies.Read(p) is null))
            yield return new("must be addresses or CIDR blocks, e.g. 10.0.0.0/8", [nameof(Proxies)]);
    }
}
