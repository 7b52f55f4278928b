using System.ComponentModel.DataAnnotations;

namespace Numora.People;

/// <summary>Sign-in by an OpenID Connect provider. Off while no authority is named.</summary>
[Section("Numora:Oidc")]
sealed class OidcOptions : IValidatableObject
{
    /// <summary>The provider's address, below which <c>/.well-known/openid-configuration</c> lies.</summary>
    public Uri? Authority { get; init; }

    public string? ClientId { get; init; }

    [Secret]
    public string? ClientSecret { get; init; }

    /// <summary>What the button says: Sign in with …</summary>
    public string Name { get; init; } = "single sign-on";

    /// <summary>The claim that lists a person's groups.</summary>
    public string GroupClaim { get; init; } = "groups";

    /// <summary>Scopes to ask for beside openid, profile and email; some providers tell groups only for a scope of their own.</summary>
    public string[]? Scopes { get; init; }

    public OidcGroup[]? Groups { get; init; }

    public bool IsOn => Authority is not null;

    /// <summary>Plain http is for a provider on this machine only.</summary>
    public bool RequiresHttps => Authority is not { IsAbsoluteUri: true, IsLoopback: true };

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (!IsOn)
            yield break;
        if (!Authority!.IsAbsoluteUri || (RequiresHttps && Authority.Scheme != Uri.UriSchemeHttps))
            yield return new("must be an https address", [nameof(Authority)]);
        if (string.IsNullOrWhiteSpace(ClientId))
            yield return new("must be set beside Numora__Oidc__Authority", [nameof(ClientId)]);
        if ((Groups ?? []).Any(g => string.IsNullOrWhiteSpace(g.Name) || (g.Role is null && g.Installation is null)))
            yield return new("Each of Numora__Oidc__Groups__0… must have a Name, and a Role or an Installation mark.");
    }
}

/// <summary>What the members of a group may do.</summary>
sealed class OidcGroup
{
    public string Name { get; init; } = "";

    /// <summary>A workspace's name.</summary>
    public string Workspace { get; init; } = "default";

    public MemberRole? Role { get; init; }

    public InstallationRole? Installation { get; init; }
}
