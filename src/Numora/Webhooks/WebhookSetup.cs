using Microsoft.EntityFrameworkCore.Diagnostics;
using Numora.Platform.Jobs;

namespace Numora.Webhooks;

static class WebhookSetup
{
    /// <summary>Fan-out for every role, as every role changes documents. Before AddJobs, whose interceptor is to see its jobs.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSettings<WebhookOptions>();
        services.AddSingleton<IInterceptor, FanOut>();
        services.AddSingleton<WebhookSender>();
        return services;
    }

    /// <summary>What sends, and tidies up: the worker role.</summary>
    public static IServiceCollection AddWebhookSending(this IServiceCollection services) =>
        services.AddHostedService<OldDeliveries>().AddJobRunners(SendWebhookJob.Kind);
}
