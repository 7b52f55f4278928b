using Numora.Documents;

namespace Numora.Intake;

static class IntakeSetup
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSettings<FileLimits>();
        services.AddScoped<Submission>();
        services.AddSingleton<FileFetch>();
        return services;
    }
}
