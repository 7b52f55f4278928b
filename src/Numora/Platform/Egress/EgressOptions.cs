using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Numora.Platform;

/// <summary><c>Numora:Egress</c>: what outgoing requests may reach beyond https to the public Internet.</summary>
[Section("Numora:Egress")]
public sealed class EgressOptions : IValidatableObject
{
    /// <summary>
    /// CIDR blocks (<c>10.1.0.0/16</c>) or <c>host:port</c> (<c>minio:9000</c>, <c>127.0.0.1:5000</c>,
    /// <c>[::1]:5000</c>: that port only) that may be reached although private or loopback, also by plain http.
    /// Null: none.
    /// </summary>
    public string[]? Allow { get; init; }

    /// <summary>Whether plain http may be used towards the public Internet as well.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>An entry that cannot be understood, by its name.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        try
        {
            _ = new EgressRules(this);
            return [];
        }
        catch (FormatException e)
        {
            return [new(e.Message)];
        }
    }
}

static class EgressServices
{
    /// <summary>The door (<see cref="Egress"/>), its rules (<see cref="EgressRules"/>) and their options.</summary>
    public static IServiceCollection AddEgress(this IServiceCollection services)
    {
        services.AddSettings<EgressOptions>();
        services.AddSingleton(s => new EgressRules(s.GetRequiredService<IOptions<EgressOptions>>().Value));
        services.AddSingleton(s => new Egress(s.GetRequiredService<EgressRules>()));
        return services;
    }
}
