using System.Diagnostics;
using System.Reflection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Numora.Operations;

/// <summary>
/// Traces and metrics over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver; nothing of it is there otherwise.
/// All settings are OpenTelemetry's own (docs/operations.md).
/// </summary>
static class Telemetry
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Asked every few seconds, by machines and by an open dashboard: they would bury the traces of documents.</summary>
    static readonly PathString[] s_polled = ["/healthz", "/metrics", "/hangfire/stats"];

    /// <summary>Of the instruments of libraries. The others are addresses and names of hosts, of ours and of customers.</summary>
    static readonly string[] s_labels =
    [
        "http.request.method", "http.route", "http.response.status_code", "http.connection.state", "network.protocol.version",
        "error.type", "db.client.connection.state", "aspnetcore.diagnostics.exception.result",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration, Role role)
    {
        // What we ask of other companies does not tell them the ids of our traces, nor those that ASP.NET Core makes for its logs.
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateNoOutputPropagator();
        if (!IsOn(configuration))
            return services;

        // The default one makes the instrumentation of HttpClient send a traceparent, whatever the handler says.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => Describe(r, role));
        if (configuration["OTEL_TRACES_EXPORTER"] is not "none")
            telemetry.WithTracing(Trace);
        if (configuration["OTEL_METRICS_EXPORTER"] is not "none")
            telemetry.WithMetrics(Measure);
        return services.AddHostedService<ExportFaults>();
    }

    /// <summary>What is wrong with the settings, a sentence each. Not the endpoint itself: it may hold a password.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        if (!IsOn(configuration))
            yield break;
        if (!Uri.TryCreate(configuration[Endpoint], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            yield return $"{Endpoint} is not a URL: write it like http://127.0.0.1:4318, or leave it out to send no traces and metrics.";
        if (configuration[Protocol] is { Length: > 0 } protocol && protocol is not ("grpc" or "http/protobuf"))
            yield return $"{Protocol} is '{protocol}': it must be grpc or http/protobuf.";
    }

    static bool IsOn(IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 }
        && !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    static void Describe(ResourceBuilder resource, Role role) => resource
        .AddService("numora", serviceVersion: typeof(Telemetry).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion)
        .AddAttributes([new("numora.role", role.ToString().ToLowerInvariant())])
        .AddEnvironmentVariableDetector(); // OTEL_SERVICE_NAME goes before ours

    static void Trace(TracerProviderBuilder traces) => traces
        .AddSource(NumoraActivity.Name)
        .AddAspNetCoreInstrumentation(web =>
        {
            web.Filter = http => !Array.Exists(s_polled, path => http.Request.Path.StartsWithSegments(path));
            web.EnrichWithHttpResponse = (span, answer) => span.SetTag("numora.request_id", answer.HttpContext.RequestId());
        })
        .AddHttpClientInstrumentation()
        .AddNpgsql()
        .AddProcessor(new ExportedSpans()) // before the exporter
        .AddOtlpExporter();

    static void Measure(MeterProviderBuilder metrics) => metrics
        .AddMeter(NumoraMeter.Name)
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddNpgsqlInstrumentation()
        .AddRuntimeInstrumentation()
        .AddView(instrument => instrument.Meter.Name is NumoraMeter.Name or "System.Runtime"
            ? null : new MetricStreamConfiguration { TagKeys = s_labels })
        .AddOtlpExporter();
}
