using Hangfire;
using Hangfire.Client;
using Hangfire.PostgreSql;
using Hangfire.Server;
using Hangfire.States;

namespace Numora.Platform.Jobs;

/// <summary>
/// The Hangfire server of this process: workers for each queue, so that kinds of work do not starve each other, and what moves
/// scheduled and recurring jobs. Put together by hand: Hangfire's own has one pool of workers for all queues, and does not take our states.
/// </summary>
sealed class JobServer(
    PostgreSqlStorage storage, JobFilters filters, IEnumerable<JobQueueWorkers> queues, JobStore store, DueJobs due,
    IServiceScopeFactory scopes, ILogger<JobStates> log) : IHostedService, IDisposable
{
    /// <summary>After the grace: what is cancelled then has this long to hand back.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    static readonly TimeSpan RecurringPoll = TimeSpan.FromSeconds(15);

    BackgroundProcessingServer? _server;

    public Task StartAsync(CancellationToken ct)
    {
        var provider = filters.Provider();
        var states = new JobStates(new BackgroundJobStateChanger(provider), log);
        var performer = new BackgroundJobPerformer(provider, new Activator(scopes));
        JobQueueWorkers[] all = [.. queues, new(JobQueues.Periodic, 1)];
        _server = new(storage,
            [
                .. all.Select(q => new Worker([q.Queue], performer, states).UseBackgroundPool(q.Workers)),
                due.UseBackgroundPool(1),
                new RecurringJobScheduler(new BackgroundJobFactory(provider), RecurringPoll).UseBackgroundPool(1),
            ],
            new Dictionary<string, object>
            {
                ["Queues"] = all.Select(q => q.Queue).ToArray(),
                ["WorkerCount"] = all.Sum(q => q.Workers),
            },
            new BackgroundProcessingServerOptions
            {
                StopTimeout = store.Options.GraceOnStop,
                ShutdownTimeout = store.Options.GraceOnStop + Rest,
            });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (_server is not { } server)
            return;
        _server = null; // a host may be stopped twice
        server.SendStop();
        await server.WaitForShutdownAsync(ct);
        server.Dispose();
    }

    public void Dispose() => _server?.Dispose(); // where the start of another service failed

    /// <summary>Makes <see cref="BackgroundJobs"/>, which makes the scopes of its work itself.</summary>
    sealed class Activator(IServiceScopeFactory scopes) : JobActivator
    {
        public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(scopes.CreateScope());

        sealed class Scope(IServiceScope scope) : JobActivatorScope
        {
            public override object Resolve(Type type) => scope.ServiceProvider.GetRequiredService(type);

            public override void DisposeScope() => scope.Dispose();
        }
    }
}
