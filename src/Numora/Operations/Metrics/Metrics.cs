using System.Diagnostics;
using System.Reflection;
using Npgsql;
using Numora.Documents;
using Numora.Engine.Workers;
using Numora.Platform.Jobs;

namespace Numora.Operations;

/// <summary><c>/metrics</c> in the Prometheus text format; docs/operations.md lists every family.</summary>
static class Metrics
{
    static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);
    static readonly string[] States = ["ready", "running"];

    public static IServiceCollection AddNumoraMetrics(this IServiceCollection services) =>
        services.AddSingleton<MetricsCollector>();

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<MetricsCollector>(); // counts from the start, not from the first scrape
        app.MapGet("/metrics", ScrapeAsync).WithName("getMetrics").WithTags("Operations");
    }

    static async Task<IResult> ScrapeAsync(
        MetricsCollector collector, JobStore jobs, WorkerPool workers, NumoraOptions options, CancellationToken ct)
    {
        var page = new Exposition();
        collector.WriteTo(page);
        await WriteJobsAsync(page, jobs, ct);
        WriteProcess(page, collector, workers, options);
        return TypedResults.Text(page.ToString(), Exposition.ContentType);
    }

    /// <summary>What is owed is asked of the database; while it is away those families are empty and the others stand.</summary>
    static async Task WriteJobsAsync(Exposition page, JobStore jobs, CancellationToken ct)
    {
        var depth = await DepthAsync(jobs, ct);
        page.Single("numora_database_up", "gauge", "Whether PostgreSQL answered this scrape.", depth is null ? 0 : 1);

        // The kinds that are always there show 0 when nothing waits: an alert needs a series to look at.
        var rows = depth is null ? [] : (from kind in depth.Select(d => d.Kind).Union([ReadingJobs.Fetch, ReadingJobs.Extract])
                                         from state in States
                                         select (Labels: $"{Exposition.Label("kind", kind)},{Exposition.Label("state", state)}",
                                             Row: depth.FirstOrDefault(d => d.Kind == kind && d.State == state))).ToList();
        page.Family("numora_jobs", "gauge", "Open jobs of all hosts.");
        foreach (var (labels, row) in rows)
            page.Sample("numora_jobs", labels, row.Count);
        page.Family("numora_jobs_oldest_age_seconds", "gauge", "Age of the oldest open job of all hosts; 0 without one.");
        foreach (var (labels, row) in rows)
            page.Sample("numora_jobs_oldest_age_seconds", labels, row.OldestSeconds);
    }

    static async Task<IReadOnlyList<(string Kind, string State, long Count, double OldestSeconds)>?> DepthAsync(
        JobStore jobs, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(DatabasePatience);
        try
        {
            return await jobs.DepthAsync(patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    static void WriteProcess(Exposition page, MetricsCollector collector, WorkerPool workers, NumoraOptions options)
    {
        using var process = Process.GetCurrentProcess();
        var version = typeof(Metrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        page.Single("numora_worker_processes", "gauge", "Reading processes that are alive.", workers.ProcessIds.Count)
            .Single("numora_worker_processes_started_total", "counter",
                "Reading processes started: the first ones, and one for each that was spent or died.", workers.ProcessesStarted)
            .Single("numora_process_resident_memory_bytes", "gauge", "Memory of this process without its workers.", process.WorkingSet64)
            .Single("numora_process_cpu_seconds_total", "counter", "Processor time of this process without its workers.",
                process.TotalProcessorTime.TotalSeconds)
            .Single("numora_gc_heap_bytes", "gauge", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false))
            .Single("numora_uptime_seconds", "gauge", "Since this process began to serve.", collector.Uptime.TotalSeconds)
            .Single("numora_build_info", "gauge", "Always 1: what runs here.", 1, string.Join(',',
                Exposition.Label("version", version), Exposition.Label("runtime", Environment.Version.ToString()),
                Exposition.Label("role", options.Role.ToString().ToLowerInvariant())));
    }
}
