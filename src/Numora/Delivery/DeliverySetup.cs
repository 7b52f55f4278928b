using Numora.Delivery.Destinations;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Runs;
using Numora.Delivery.Workflows;
using Numora.Platform.Jobs;

namespace Numora.Delivery;

static class DeliverySetup
{
    /// <summary>How many runs to one destination at once in a process, so that a slow one delays no other.</summary>
    const int RunsPerDestination = 8;

    /// <summary>The kinds of jobs, for the worker role.</summary>
    public static JobKind[] JobKinds { get; } =
    [
        new(RunJob.Kind, typeof(RunJob), JobQueues.Delivery, RunJob.MaxCrashes, RunJob.Backoff, RunsPerDestination),
        new(AutoDispatchJob.Kind, typeof(AutoDispatchJob), JobQueues.Delivery, AutoDispatchJob.MaxAttempts, AutoDispatchJob.Backoff),
        new(ReappearJob.Kind, typeof(ReappearJob), JobQueues.Delivery, ReappearJob.MaxAttempts, ReappearJob.Backoff),
    ];

    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<OutboxOptions>().BindConfiguration("Numora:Outbox")
            .Validate(o => o.MaxFailures >= 1 && o.Backoff is null or { Length: >= 1 } && (o.Backoff ?? []).All(w => w >= TimeSpan.Zero),
                "Numora__Outbox__Backoff__0… must be waits such as 00:05:00, and Numora__Outbox__MaxFailures at least 1.")
            .ValidateOnStart();
        services.AddOptions<RunOptions>().BindConfiguration("Numora:Runs")
            .Validate(o => (o.RetrySchedule ?? []).All(w => w >= TimeSpan.Zero),
                "Numora__Runs__RetrySchedule__0… must be waits such as 00:00:05.")
            .ValidateOnStart();
        services.AddProviders();
        services.AddSingleton<RunNodes>();
        services.AddSingleton<DefinitionCache>();
        services.AddScoped<Dispatcher>();
        return services;
    }

    public static void MapDeliveryRoutes(this IEndpointRouteBuilder v1)
    {
        v1.MapOutbox();
        v1.MapDispatch();
        v1.MapDelivery();
        v1.MapDestinations();
        v1.MapMappings();
        v1.MapWorkflows();
        v1.MapRuns();
    }
}
