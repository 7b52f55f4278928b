using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Server;
using Hangfire.States;

namespace Numora.Platform.Jobs;

/// <summary>
/// Runs Hangfire's schedule when something on it is due. Its own poll takes a lock each time, eight statements a second on each
/// host; this one asks first. Before that it makes the recurring jobs known, as soon as the database is there.
/// </summary>
sealed partial class DueJobs(
    Databases databases, PostgreSqlStorage storage, JobFilters filters, IEnumerable<IPeriodicWork> periodic, ILogger<DueJobs> log)
    : IBackgroundProcess
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    readonly DelayedJobScheduler _schedule = new(
        TimeSpan.FromMilliseconds(1), new BackgroundJobStateChanger(filters.Provider()));

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
            NotAsked(e.Message);
            databases.Hangfire.Clear();
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

    [LoggerMessage(1213, LogLevel.Warning, "The database is away; scheduled jobs wait: {Reason}")]
    partial void NotAsked(string reason);
}
