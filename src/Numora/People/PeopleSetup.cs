namespace Numora.People;

static class PeopleSetup
{
    /// <summary>Sign-in, sessions and policies: for hosts that show pages.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<OidcOptions>();
        services.AddSettings<BootstrapPersonOptions>();
        services.AddSingleton<SessionRing>();
        services.AddSingleton<SignInAttempts>();
        services.AddScoped<SignInChecks>();
        services.AddScoped<Roster>();
        services.AddAuthorization(PeoplePolicies.Configure);
        var sessions = services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme, SessionCookie.Configure);
        var oidc = configuration.GetSection("Numora:Oidc").Get<OidcOptions>() ?? new();
        if (oidc.IsOn)
            sessions.AddOpenIdConnect(OidcSignIn.Scheme, options => OidcSignIn.Configure(options, oidc));
        return services;
    }
}
