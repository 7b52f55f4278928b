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
        new(RunJob.Kind, typeof(RunJob), RunJob.MaxCrashes, RunJob.Backoff, RunsPerDestination),
        new(AutoDispatchJob.Kind, typeof(AutoDispatchJob), AutoDispatchJob.MaxAttempts, AutoDispatchJob.Backoff),
        new(ReappearJob.Kind, typeof(ReappearJob), ReappearJob.MaxAttempts, ReappearJob.Backoff),
    ];

    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSettings<OutboxOptions>();
        services.AddSettings<RunOptions>();
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
