using System.Globalization;
using Hangfire.PostgreSql;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

/// <summary>The steps of a Hangfire worker, one by one and by hand.</summary>
sealed class HandWorker(JobHost host)
{
    readonly JobStates _states = new(new BackgroundJobStateChanger(host.Filters.Provider()), NullLogger.Instance);

    /// <returns>Null: there is nothing to be fetched now.</returns>
    public async Task<IFetchedJob?> FetchAsync(string queue)
    {
        var some = await host.Databases.Owner.OneAsync<bool>("""
            select exists (select from hangfire.jobqueue where queue = $1 and (fetchedat is null or fetchedat < now() - $2))
            """, queue, host.Store.Options.Invisible);
        return some ? ((PostgreSqlStorage)host.Storage).QueueProviders.GetProvider(queue).GetJobQueue().Dequeue([queue], default) : null;
    }

    /// <returns>False: it is not to be worked on any more, e.g. because it was deleted.</returns>
    public bool Begin(string job) => Change(job, new AtWork(), EnqueuedState.StateName, ProcessingState.StateName) is AtWork;

    /// <param name="job">The Hangfire job.</param>
    /// <param name="wait">When it comes again; null: it is over.</param>
    public void End(string job, TimeSpan? wait) => Change(job, wait is null ? new SucceededState(null, 0, 0)
        : new FailedState(new JobComesAgainException(wait.Value, "Later.")), ProcessingState.StateName);

    /// <summary>The row of <c>jobs</c> that a Hangfire job asks to look at.</summary>
    public Task<long> RowOfAsync(string job) => host.Databases.Owner.OneAsync<long>(
        "select (arguments ->> 0)::bigint from hangfire.job where id = $1::bigint", long.Parse(job, CultureInfo.InvariantCulture));

    IState? Change(string job, IState state, params string[] from)
    {
        using var connection = host.Storage.GetConnection();
        return _states.ChangeState(new StateChangeContext(host.Storage, connection, job, state, from));
    }

    /// <summary>As Hangfire's own, which only its servers can make.</summary>
    sealed class AtWork : IState
    {
        public string Name => ProcessingState.StateName;

        public string? Reason => null;

        public bool IsFinal => false;

        public bool IgnoreJobLoadException => false;

        public Dictionary<string, string> SerializeData() =>
            new() { ["StartedAt"] = "0", ["ServerId"] = "by hand", ["WorkerId"] = "1" };
    }
}
