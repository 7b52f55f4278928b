using Hangfire;
using Hangfire.States;
using Hangfire.Storage;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

/// <summary>What the buttons of the dashboard do, pressed by two operators at once: never a second effect, never a lost job.</summary>
public sealed class OperatorTests
{
    [Fact]
    public async Task Requeue_of_what_has_succeeded_or_was_given_up_does_nothing_again()
    {
        var script = new Script();
        script.Run = (job, db, _) => job.Subject == "good" ? job.CompleteAsync(db) : throw new InvalidDataException("bad");
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 2, ("extract", 2));
        await host.EnqueueAsync("extract", "good", "bad");
        var (good, bad) = (await host.HangfireOfAsync("good"), await host.HangfireOfAsync("bad"));
        await host.BecomesAsync(good, SucceededState.StateName);
        await host.BecomesAsync(bad, FailedState.StateName);

        await TwoPressAsync(host, good, Requeue);
        await TwoPressAsync(host, bad, Requeue);

        await host.BecomesAsync(good, SucceededState.StateName);
        await host.BecomesAsync(bad, SucceededState.StateName);
        foreach (var id in new[] { good, bad })
            Assert.Contains(JobPerformer.NothingLeft, await ResultOfAsync(host, id), StringComparison.Ordinal);
        Assert.Single(script.Attempts, a => a.Subject == "good");
        Assert.Equal(JobHost.MaxAttempts, script.Attempts.Count(a => a.Subject == "bad"));
        Assert.Single(script.GivenUp);
    }

    [Theory]
    [InlineData(nameof(Requeue))]
    [InlineData(nameof(Delete))]
    public async Task A_job_at_work_that_operators_requeue_or_delete_has_one_effect(string button)
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (job, db, _) =>
        {
            Script.Effect(db, $"effect {job.Token}");
            entered.TrySetResult();
            await goOn.Task;
            await job.CompleteAsync(db);
        };
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 2, ("extract", 2));
        await host.EnqueueAsync("extract", "a");
        await entered.Task;

        await TwoPressAsync(host, await host.HangfireOfAsync("a"), button == nameof(Requeue) ? Requeue : Delete);
        goOn.SetResult();

        await host.IsEmptyAsync();
        Assert.Equal(1, await EffectsAsync(host));
        await NothingIsAtWorkAsync(host);
    }

    [Theory]
    [InlineData(nameof(Requeue))]
    [InlineData(nameof(Delete))]
    public async Task A_job_at_work_that_operators_interrupt_goes_on_and_the_attempt_does_not_count(string button)
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (job, db, ct) =>
        {
            Script.Effect(db, $"effect {job.Token}");
            entered.TrySetResult();
            await goOn.Task.WaitAsync(ct);
            await job.CompleteAsync(db);
        };
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 2, ("extract", 2));
        await host.EnqueueAsync("extract", "a");
        await entered.Task;

        await TwoPressAsync(host, await host.HangfireOfAsync("a"), button == nameof(Requeue) ? Requeue : Delete);
        await Queries.UntilAsync(() => Task.FromResult(script.Attempts.Count == 2), "it was interrupted and goes on", 40);
        goOn.SetResult();

        await host.IsEmptyAsync();
        Assert.Equal([1, 1], script.Attempts.Select(a => a.Attempt));
        Assert.Equal(1, await EffectsAsync(host));
        await NothingIsAtWorkAsync(host);
    }

    [Fact]
    public async Task A_retry_that_waits_for_its_time_runs_at_once_and_once_when_operators_requeue_it()
    {
        var script = new Script();
        script.Run = (job, db, _) => script.Attempts.Count == 1
            ? job.AgainAsync(db, TimeSpan.FromHours(1), "refused") : job.CompleteAsync(db);
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 30, ("extract", 2));
        await host.EnqueueAsync("extract", "a");
        var id = await host.HangfireOfAsync("a");
        await host.BecomesAsync(id, ScheduledState.StateName);
        Assert.Contains("refused", host.Dashboard.JobDetails($"{id}").History[0].Reason, StringComparison.Ordinal);
        Assert.True(IsUnderRetries(host, id));

        await TwoPressAsync(host, id, Requeue);

        await host.BecomesAsync(id, SucceededState.StateName);
        await host.IsEmptyAsync();
        Assert.Equal(2, script.Attempts.Count);
        Assert.False(IsUnderRetries(host, id));
    }

    [Theory]
    [InlineData(EnqueuedStateName)]
    [InlineData(ScheduledStateName)]
    public async Task What_operators_delete_comes_back_while_it_is_owed(string state)
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (job, db, _) =>
        {
            if (job.Subject == "blocker")
            {
                entered.SetResult();
                await goOn.Task;
            }
            else if (state == ScheduledStateName && script.Attempts.Count == 2)
            {
                await job.AgainAsync(db, TimeSpan.FromSeconds(2), "refused");
                return;
            }

            await job.CompleteAsync(db);
        };
        await using var host = await JobHost.StartAsync(
            await JobHost.NewDatabaseAsync(), script, 2, ("extract", state == EnqueuedStateName ? 1 : 2));
        await host.EnqueueAsync("extract", "blocker");
        await entered.Task;
        await host.EnqueueAsync("extract", "a");
        var id = await host.HangfireOfAsync("a");
        await host.BecomesAsync(id, state);

        await TwoPressAsync(host, id, Delete);
        await host.BecomesAsync(id, DeletedState.StateName);
        goOn.SetResult();

        await host.IsEmptyAsync();
        Assert.Equal(state == EnqueuedStateName ? 1 : 2, script.Attempts.Count(a => a.Subject == "a"));
        Assert.NotEqual(id, await host.HangfireOfAsync("a"));
        await NothingIsAtWorkAsync(host);
    }

    [Fact]
    public async Task The_lock_on_a_jobs_state_goes_with_the_connection_of_who_held_it_and_a_row_of_old_holds_nobody()
    {
        var script = new Script();
        var database = await JobHost.NewDatabaseAsync();
        await using var sender = await JobHost.StartAsync(database, script);
        await sender.EnqueueAsync("extract", "a");
        var killed = sender.Storage.GetConnection(); // never disposed of; PostgreSQL ends its idle transaction, or it dies
        killed.AcquireDistributedLock($"job:{await sender.HangfireOfAsync("a")}:state-lock", TimeSpan.FromSeconds(1));
        killed.AcquireDistributedLock("locks:schedulepoller", TimeSpan.FromSeconds(1));
        await sender.Databases.Owner.ExecuteAsync(
            "insert into hangfire.lock (resource, acquired) values ('hangfire:job:1:state-lock', now())"); // of another release

        await using var host = await JobHost.StartAsync(database, script, 30, ("extract", 1));
        await Queries.UntilAsync(() => host.Databases.Owner.OneAsync<bool>(
            "select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'advisory')"), "one waits");
        await host.Databases.Owner.ListAsync<bool>("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'numora-lock' and state = 'idle in transaction'
            """);

        await host.IsEmptyAsync();
        Assert.Single(script.Attempts);
    }

    // Hangfire's own names are not constants.
    const string EnqueuedStateName = "Enqueued";
    const string ScheduledStateName = "Scheduled";

    static bool Requeue(IBackgroundJobClient client, long id) =>
        client.ChangeState($"{id}", new EnqueuedState { Reason = "Triggered via Dashboard UI" }, null);

    static bool Delete(IBackgroundJobClient client, long id) =>
        client.ChangeState($"{id}", new DeletedState { Reason = "Triggered via Dashboard UI" }, null);

    static Task<bool[]> TwoPressAsync(JobHost host, long id, Func<IBackgroundJobClient, long, bool> button) =>
        Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => button(host.Operator, id))));

    static Task<long> EffectsAsync(JobHost host) =>
        host.Databases.Owner.OneAsync<long>("select count(*) from workspaces where name like 'effect %'");

    static bool IsUnderRetries(JobHost host, long id)
    {
        using var connection = (JobStorageConnection)host.Storage.GetConnection();
        return connection.GetAllItemsFromSet("retries").Contains($"{id}");
    }

    static Task<string> ResultOfAsync(JobHost host, long id) => host.Databases.Owner.OneAsync<string>(
        "select s.data::text from hangfire.job j join hangfire.state s on s.id = j.stateid where j.id = $1", id);

    static Task NothingIsAtWorkAsync(JobHost host) => Queries.UntilAsync(async () => await host.Databases.Owner.OneAsync<long>(
        "select count(*) from hangfire.job where statename not in ('Succeeded', 'Failed', 'Deleted')") == 0, "nothing is at work");
}
