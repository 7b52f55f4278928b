using Numora.Documents;

namespace Numora.Intake;

static class IntakeSetup
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddOptions<FileLimits>().BindConfiguration("Numora:Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<Submission>();
        services.AddSingleton<FileFetch>();
        return services;
    }
}
