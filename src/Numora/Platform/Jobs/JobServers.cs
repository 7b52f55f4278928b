using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Server;

namespace Numora.Platform.Jobs;

/// <summary>
/// The Hangfire servers of this process: one for each queue, so that kinds of work do not starve each other. The first is a
/// whole one (heartbeat, schedule, recurring jobs, expiry), the others have workers only.
/// </summary>
sealed class JobServers(
    PostgreSqlStorage storage, JobFilters filters, IEnumerable<JobQueueWorkers> queues, JobStore store, DueJobs due,
    IServiceScopeFactory scopes) : IHostedService
{
    /// <summary>After the grace: what is cancelled then has this long to hand back.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Only a net: <see cref="DueJobs"/> looks each second, in one statement.</summary>
    static readonly TimeSpan SchedulePoll = TimeSpan.FromSeconds(15);

    readonly List<BackgroundJobServer> _servers = [];

    public Task StartAsync(CancellationToken ct)
    {
        var provider = filters.Provider();
        foreach (var (queue, workers) in queues.Prepend(new(JobQueues.Periodic, 1)))
        {
            var whole = _servers.Count == 0;
            _servers.Add(new(new BackgroundJobServerOptions
            {
                Queues = [queue],
                WorkerCount = workers,
                IsLightweightServer = !whole,
                StopTimeout = store.Options.GraceOnStop,
                ShutdownTimeout = store.Options.GraceOnStop + Rest,
                SchedulePollingInterval = SchedulePoll,
                FilterProvider = provider,
                Activator = new Activator(scopes),
            }, storage, whole ? [due] : []));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken ct)
    {
        foreach (var server in _servers)
            server.SendStop();
        await Task.WhenAll(_servers.Select(s => s.WaitForShutdownAsync(ct)));
        foreach (var server in _servers)
            server.Dispose();
        _servers.Clear(); // a host may be stopped twice
    }

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

/// <summary>
/// Runs Hangfire's schedule when something on it is due. Its own poll takes a lock each time, eight statements a second on each
/// host; this one asks first. Before that it makes the recurring jobs known, as soon as the database is there.
/// </summary>
sealed class DueJobs(Databases databases, PostgreSqlStorage storage, JobFilters filters, IEnumerable<IPeriodicWork> periodic)
    : IBackgroundProcess
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    readonly DelayedJobScheduler _schedule = new(
        TimeSpan.FromMilliseconds(1), new Hangfire.States.BackgroundJobStateChanger(filters.Provider()));

    bool _recurring;

    public void Execute(BackgroundProcessContext context)
    {
        try
        {
            if (!_recurring)
                Recur();
            using var due = databases.Hangfire.CreateCommand($"""
                select exists (select from {HangfireSchema.Name}.set where key = 'schedule' and score <= extract(epoch from now()))
                """);
            if ((bool)due.ExecuteScalar()!)
                _schedule.Execute(context);
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException || e.IsDatabaseAway())
        {
            databases.Hangfire.Clear(); // asked again when it is back
        }

        context.Wait(Poll);
    }

    void Recur()
    {
        var manager = new RecurringJobManager(storage, filters.Provider());
        foreach (var work in periodic)
            manager.AddOrUpdate<BackgroundJobs>(work.Name, JobQueues.Periodic,
                jobs => jobs.Periodic(work.Name, CancellationToken.None), work.Cron);
        _recurring = true;
    }

    public override string ToString() => nameof(DueJobs);
}
