using System.Text.Json;
using System.Text.RegularExpressions;

namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>Where the environment is.</summary>
/// <param name="Resource"><c>https://org.crm.dynamics.com</c>: the environment's own address.</param>
/// <param name="TenantId">Microsoft Entra's id of the organisation, or one of its domain names.</param>
/// <param name="Authority">Who gives out tokens.</param>
/// <param name="ApiVersion"><c>v9.2</c> unless told.</param>
/// <param name="TimeoutSeconds">For one request, answer included.</param>
/// <param name="AppUrl">Links to records open in this model-driven app, e.g. <c>https://…/main.aspx?appid=…</c>.</param>
sealed record Dynamics365Config(
    string? Resource, string? TenantId, string? Authority = null, string? ApiVersion = null, int? TimeoutSeconds = null,
    string? AppUrl = null);

/// <summary>The application user's.</summary>
sealed record Dynamics365Credentials(string? ClientId, string? ClientSecret)
{
    /// <summary>Without the secret that a record would print.</summary>
    public override string ToString() => ClientId ?? "";
}

/// <summary>What a destination's settings must hold.</summary>
sealed partial class Dynamics365Rules(Egress egress)
{
    public const int MaxTimeoutSeconds = 120; // no request of ours waits longer (Egress)
    const int MaxCredential = 500;

    public IReadOnlyList<Fault> Check(JsonElement config, JsonElement? credentials)
    {
        var faults = new List<Fault>();
        if (Settings.Read<Dynamics365Config>(config, "config", faults) is { } settings)
            Check(settings, faults);
        if (credentials is null)
            faults.Add(new("credentials", "Must have client_id and client_secret of an application user."));
        else if (Settings.Read<Dynamics365Credentials>(credentials.Value, "credentials", faults) is { } secrets)
            Check(secrets, faults);
        return faults;
    }

    void Check(Dynamics365Config config, List<Fault> faults)
    {
        if (Url(config.Resource, "config.resource", faults) is { } resource && (resource.AbsolutePath != "/" || resource.Query != ""))
            faults.Add(new("config.resource", "Must be the environment's address alone, e.g. https://org.crm.dynamics.com."));
        if (config.TenantId is null || !Tenant().IsMatch(config.TenantId))
            faults.Add(new("config.tenant_id", "Must be the tenant's id or domain name."));
        if (config.Authority is not null && Url(config.Authority, "config.authority", faults) is { Query.Length: > 0 })
            faults.Add(new("config.authority", "Must have no query."));
        if (config.ApiVersion is not null && !Version().IsMatch(config.ApiVersion))
            faults.Add(new("config.api_version", "Must be a version such as v9.2."));
        if (config.TimeoutSeconds is < 1 or > MaxTimeoutSeconds)
            faults.Add(new("config.timeout_seconds", $"Must be between 1 and {MaxTimeoutSeconds}."));
        if (config.AppUrl is not null)
            Url(config.AppUrl, "config.app_url", faults);
    }

    static void Check(Dynamics365Credentials credentials, List<Fault> faults)
    {
        if (!IsCredential(credentials.ClientId))
            faults.Add(new("credentials.client_id", "Must be the application's (client) id."));
        if (!IsCredential(credentials.ClientSecret))
            faults.Add(new("credentials.client_secret", "Must be the value of a client secret."));
    }

    static bool IsCredential(string? text) => text is { Length: > 0 and <= MaxCredential } && !text.Any(char.IsControl);

    Uri? Url(string? text, string field, List<Fault> faults)
    {
        if (egress.Check(text ?? "", out var fault) is { } url && url.Fragment.Length == 0)
            return url;
        faults.Add(new(field, fault.Length > 0 ? fault : "The URL must have no fragment (#…)."));
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Tenant();

    [GeneratedRegex(@"\Av[0-9]{1,2}\.[0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
