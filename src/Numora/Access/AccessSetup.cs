using Microsoft.Extensions.Options;

namespace Numora.Access;

static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSettings<RateLimitOptions>();
        services.AddSingleton(s => new RateLimits(
            s.GetRequiredService<IOptions<RateLimitOptions>>().Value, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<KeyRing>();
        services.AddHostedService(s => s.GetRequiredService<KeyRing>());
        services.AddScoped<Caller>();
        services.AddSingleton<Cursors>();
        return services;
    }
}
