using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Numora.Platform.Jobs;

static class JobSetup
{
    /// <summary>What enqueues: every role needs it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSettings<JobOptions>();
        services.AddSingleton(s => new JobStore(s.GetRequiredService<Databases>(), s.GetRequiredService<IOptions<JobOptions>>().Value));
        services.AddSingleton<JobNotifier>();
        services.AddSingleton<IInterceptor, JobNotifyInterceptor>();
        services.AddHostedService(s => s.GetRequiredService<JobNotifier>());
        return services;
    }

    /// <summary>What runs jobs: the worker role.</summary>
    public static IServiceCollection AddJobRunners(this IServiceCollection services, params JobKind[] kinds)
    {
        // One after the other, each with its time to finish, they would need more than the host has to stop.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        if (services.All(s => s.ServiceType != typeof(JobWaker)))
        {
            services.AddSingleton<JobWaker>();
            services.AddHostedService(s => s.GetRequiredService<JobWaker>());
        }

        foreach (var kind in kinds)
            services.AddSingleton<IHostedService>(s => new JobRunner(
                kind, s.GetRequiredService<JobStore>(), s.GetRequiredService<JobWaker>(),
                s.GetRequiredService<IServiceScopeFactory>(), s.GetRequiredService<ILogger<JobRunner>>()));
        return services;
    }
}
