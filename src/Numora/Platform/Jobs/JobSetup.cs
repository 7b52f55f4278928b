using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Numora.Platform.Jobs;

static class JobSetup
{
    static readonly TimeSpan ExpiryCheck = TimeSpan.FromMinutes(5);

    /// <summary>What enqueues and shows: every role needs it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSettings<JobOptions>();
        services.AddSingleton(s => new JobStore(s.GetRequiredService<Databases>(), s.GetRequiredService<IOptions<JobOptions>>().Value));
        services.AddSingleton<JobNotifier>();
        services.AddSingleton<IInterceptor, JobNotifyInterceptor>();
        services.AddHostedService(s => s.GetRequiredService<JobNotifier>());
        services.AddSingleton<JobWaker>();
        services.AddSingleton<JobFilters>();
        services.AddSingleton(Storage);
        services.AddSingleton<JobStorage>(s => s.GetRequiredService<PostgreSqlStorage>());
        return services;
    }

    /// <summary>Kinds of jobs that this host knows, and how many workers it has for their queues: the worker role.</summary>
    public static IServiceCollection AddJobServer(this IServiceCollection services, JobKind[] kinds, JobQueueWorkers[] queues)
    {
        // One after the other, each with its time to finish, they would need more than the host has to stop.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        foreach (var kind in kinds)
            services.AddSingleton(kind);
        foreach (var queue in queues)
            services.AddSingleton(queue);
        services.AddSingleton<JobLeases>();
        services.AddSingleton<JobPerformer>();
        services.AddSingleton<LaneDrain>();
        services.AddSingleton<DueJobs>();
        services.AddSingleton(s => new BackgroundJobs(s.GetRequiredService<JobPerformer>(), s.GetRequiredService<LaneDrain>(),
            s.GetServices<IPeriodicWork>()));
        services.AddHostedService(s => s.GetRequiredService<JobWaker>());
        services.AddHostedService(s => s.GetRequiredService<JobLeases>());
        services.AddHostedService<JobSweeper>();
        services.AddHostedService<JobServer>();
        return services;
    }

    public static IServiceCollection AddPeriodicWork<T>(this IServiceCollection services) where T : class, IPeriodicWork =>
        services.AddSingleton<IPeriodicWork, T>();

    static PostgreSqlStorage Storage(IServiceProvider services)
    {
        // For calls that Hangfire writes down itself; ours are in 0006_hangfire.sql. The same in every program and version.
        GlobalConfiguration.Configuration.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
            .UseLogProvider(new HangfireLog(services.GetRequiredService<ILoggerFactory>()));
        var jobs = services.GetRequiredService<IOptions<JobOptions>>().Value;
        var databases = services.GetRequiredService<Databases>();
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = HangfireSchema.Name,
            PrepareSchemaIfNecessary = false, // the migrator did
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = jobs.Invisible,
            JobExpirationCheckInterval = ExpiryCheck,
        };
        var storage = new HangfireStorage(databases, options) { JobExpirationTimeout = JobFilters.KeepSucceeded };
        storage.QueueProviders.Add(new HangfireQueue(storage, options, databases, services.GetRequiredService<JobWaker>(),
            services.GetRequiredService<JobNotifier>(), services.GetServices<JobKind>(),
            services.GetRequiredService<ILogger<HangfireQueue>>()), JobQueues.All);
        return storage;
    }
}
