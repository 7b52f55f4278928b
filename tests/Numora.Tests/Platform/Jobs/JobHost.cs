using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Numora.Access;
using Numora.Data;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

/// <summary>What the jobs of a test do, and what happened to them.</summary>
sealed class Script
{
    public Func<JobLease, NumoraDb, CancellationToken, Task> Run { get; set; } = (job, db, _) => job.CompleteAsync(db);

    public ConcurrentQueue<JobLease> Attempts { get; } = new();

    public ConcurrentQueue<(JobLease Job, bool Died)> GivenUp { get; } = new();

    /// <summary>A visible effect: a workspace of that name.</summary>
    public static void Effect(NumoraDb db, string name) => db.Add(new Workspace(name, DateTimeOffset.UnixEpoch));
}

sealed class ScriptedJob(NumoraDb db, Script script) : IJob
{
    public Task RunAsync(JobLease job, CancellationToken ct)
    {
        script.Attempts.Enqueue(job);
        return script.Run(job, db, ct);
    }

    public Task GiveUpAsync(JobLease job, bool died)
    {
        script.GivenUp.Enqueue((job, died));
        return job.CompleteAsync(db);
    }
}

/// <summary>
/// A host that runs scripted jobs under the names of real kinds and nothing else, on a database that may be shared with others.
/// Without kinds it enqueues only.
/// </summary>
sealed class JobHost : IAsyncDisposable
{
    public const int MaxAttempts = 3;
    public const int PerLane = 2;

    readonly IHost _host;

    JobHost(IHost host) => _host = host;

    public Script Script => _host.Services.GetRequiredService<Script>();

    public Databases Databases => _host.Services.GetRequiredService<Databases>();

    public JobStore Store => _host.Services.GetRequiredService<JobStore>();

    public JobStorage Storage => _host.Services.GetRequiredService<JobStorage>();

    /// <summary>Does what the buttons of the dashboard do.</summary>
    public IBackgroundJobClient Operator => new BackgroundJobClient(Storage, Filters.Provider());

    public IMonitoringApi Dashboard => Storage.GetMonitoringApi();

    public static Task<string> NewDatabaseAsync() => TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);

    public static Task<JobHost> StartAsync(
        string connectionString, Script script, int leaseSeconds = 2, params (string Kind, int Slots)[] kinds) =>
        StartAsync(connectionString, script, TimeSpan.FromSeconds(0.5), leaseSeconds, kinds);

    public static async Task<JobHost> StartAsync(
        string connectionString, Script script, TimeSpan grace, int leaseSeconds, params (string Kind, int Slots)[] kinds)
    {
        var host = Build(connectionString, script, grace, leaseSeconds, kinds);
        await host._host.StartAsync();
        return host;
    }

    /// <summary>One that does nothing by itself: the test takes its parts in hand.</summary>
    public static JobHost Idle(string connectionString) => Build(connectionString, new(), TimeSpan.Zero, 30, []);

    static JobHost Build(string connectionString, Script script, TimeSpan grace, int leaseSeconds, (string Kind, int Slots)[] kinds)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["Numora:Jobs:LeaseSeconds"] = $"{leaseSeconds}";
        builder.Configuration["Numora:Jobs:GraceOnStop"] = $"{grace}";
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(script).AddJobs().AddData(Databases.At(connectionString, workers: 2));
        if (kinds.Length > 0)
            builder.Services.AddJobServer(
                [.. kinds.Select(k => new JobKind(k.Kind, typeof(ScriptedJob), MaxAttempts,
                    attempt => TimeSpan.FromMilliseconds(300 * attempt), PerLane))],
                [.. kinds.Select(k => new JobQueueWorkers(JobQueues.Of(k.Kind), k.Slots))]);
        return new JobHost(builder.Build());
    }

    /// <summary>Adds a job in a transaction of its own, as a request would.</summary>
    public Task EnqueueAsync(string kind, params string[] subjects) => EnqueueInAsync(null, kind, subjects);

    /// <summary>The same, in a lane.</summary>
    public async Task EnqueueInAsync(string? lane, string kind, params string[] subjects)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NumoraDb>();
        db.Jobs.AddRange(subjects.Select(s => new Numora.Platform.Jobs.Job(kind, s, null!, null, lane)));
        await db.SaveChangesAsync();
    }

    public async Task WithDbAsync(Func<NumoraDb, Task> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<NumoraDb>());
    }

    /// <summary>The Hangfire job that drains a lane; it is made where there is none.</summary>
    public async Task<long> DrainOfAsync(string lane)
    {
        await Databases.Owner.OneAsync<bool>("select drain_lane($1)", lane);
        return await Databases.Owner.OneAsync<long>("select hangfire_id from job_lanes where lane = $1", lane);
    }

    /// <summary>The Hangfire job that was made last for a subject.</summary>
    public Task<long> HangfireOfAsync(string subject) => Databases.Owner.OneAsync<long>(
        "select max(id) from hangfire.job where arguments ->> 1 = to_jsonb($1::text)::text", subject);

    /// <summary>The Hangfire job that was made last for a lane.</summary>
    public Task<long> HangfireOfLaneAsync(string lane) => Databases.Owner.OneAsync<long>(
        "select max(id) from hangfire.job where arguments ->> 0 = to_jsonb($1::text)::text", lane);

    public JobFilters Filters => _host.Services.GetRequiredService<JobFilters>();

    public Task<long> SweepAsync() => ActivatorUtilities.CreateInstance<JobSweeper>(_host.Services).SweepAsync(default);

    public Task BecomesAsync(long hangfire, string state) => Queries.UntilAsync(async () =>
        await Databases.Owner.OneAsync<string>("select statename from hangfire.job where id = $1", hangfire) == state,
        $"{hangfire} is {state}");

    public Task IsEmptyAsync() => Queries.UntilAsync(
        async () => await Databases.Owner.OneAsync<long>("select count(*) from jobs") == 0, "no job is left");

    public Task<bool> HasEffectAsync(string name) =>
        Databases.Owner.OneAsync<bool>("select exists (select from workspaces where name = $1)", name);

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
