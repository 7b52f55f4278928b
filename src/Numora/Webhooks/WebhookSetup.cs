using Microsoft.EntityFrameworkCore.Diagnostics;

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
}
