using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Numora.Access;
using Numora.Delivery;
using Numora.Documents;
using Numora.Engine.Workers;
using Numora.Extraction;
using Numora.Intake;
using Numora.Memory;
using Numora.Operations;
using Numora.Pages;
using Numora.People;
using Numora.Platform.Jobs;
using Numora.Review;
using Numora.Webhooks;

namespace Numora;

/// <summary>Read it first: what the service is made of, and how a request passes through it.</summary>
static class Program
{
    const long MaxJsonBodyBytes = 1 << 20;

    /// <summary>The verbs are in Operations/Verbs.cs; <c>serve</c> is the default.</summary>
    public static Task<int> Main(string[] args) =>
        args is ["worker", ..] ? Task.FromResult(WorkerLoop.Run()) : Verbs.RunAsync(args);

    /// <summary>The whole host around a database that is there and migrated.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, Databases databases)
    {
        var options = builder.Configuration.GetSection("Numora").Get<NumoraOptions>() ?? new();
        AddServices(builder, databases, options);
        builder.WebHost.ConfigureKestrel(HostLimits.Configure);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseRequestIds();
        app.UseRequestLog();
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(Errors.WriteStatusAsync);
        app.UseRouting();
        app.UseKeys();

        app.MapHealth();
        app.MapMetrics();
        if (options.Role is Role.Worker)
            return app;

        app.MapConsole();
        app.MapJobDashboard(look: PeoplePolicies.LookAtJobs, operate: PeoplePolicies.OperateJobs);
        app.MapOpenApi();
        var v1 = app.MapGroup("/v1").WithMetadata(new RequestSizeLimitAttribute(MaxJsonBodyBytes));
        v1.MapKeys();
        v1.MapWorkspace();
        v1.MapSchemas();
        v1.MapIntake();
        v1.MapDocuments();
        v1.MapFiles();
        v1.MapReprocess();
        v1.MapReview();
        v1.MapMemory();
        v1.MapDeliveryRoutes();
        v1.MapWebhooks();
        return app;
    }

    static void AddServices(WebApplicationBuilder builder, Databases databases, NumoraOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System); // tests bring their own clock
        services.ConfigureHttpJsonOptions(json => Json.Configured(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Errors>();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddNumoraOpenApi();
        services.AddHealth();
        services.AddNumoraMetrics();
        services.AddTelemetry(builder.Configuration, options.Role);

        services.AddWebhooks(); // before AddJobs, which is to notice its jobs
        services.AddJobs();
        services.AddData(databases);
        services.AddSecrets(options.DataDirectory);
        services.AddAccess();
        services.AddEgress();
        services.AddIntake();
        services.AddReading(options.Workers);
        services.AddDelivery();
        services.AddTrustedProxies(options);
        if (options.Role is not Role.Worker)
            services.AddPeople(builder.Configuration).AddConsole().AddJobDashboard();
        if (options.Role is Role.Api)
            return;
        services.AddPeriodicWork<ForgottenDocuments>();
        services.AddPeriodicWork<OldDeliveries>();
        services.AddJobServer(
            [
                new(ReadingJobs.Fetch, typeof(FetchJob), FetchJob.MaxAttempts, FetchJob.Backoff),
                new(ReadingJobs.Extract, typeof(ExtractJob), ExtractJob.MaxAttempts, ExtractJob.Backoff),
                .. DeliverySetup.JobKinds, SendWebhookJob.Kind,
            ],
            // They wait for others most of the time, but for reading, which takes a core.
            [new(JobQueues.Fetch, 8), new(JobQueues.Extract, options.Workers), new(JobQueues.Delivery, 32), new(JobQueues.Webhooks, 32)]);
    }
}
