using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

public sealed class LeaseTests
{
    [Fact]
    public async Task A_worker_that_was_paused_past_its_lease_changes_nothing()
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (job, db, _) =>
        {
            Script.Effect(db, "of the paused one");
            entered.SetResult();
            await goOn.Task;
            await job.CompleteAsync(db);
        };
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 30, ("extract", 1));
        await host.EnqueueAsync("extract", "a");
        await entered.Task;

        await host.Databases.Owner.ExecuteAsync(
            "update jobs set lease_token = gen_random_uuid(), lease_until = now() + interval '1 h', attempts = 2");
        goOn.SetResult();
        await host.StopAsync();

        Assert.False(await host.HasEffectAsync("of the paused one"));
        Assert.Equal("running 2", await host.Databases.Owner.OneAsync<string>("select state || ' ' || attempts from jobs"));
    }

    [Fact]
    public async Task A_lost_lease_cancels_the_work()
    {
        var (entered, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (_, _, ct) =>
        {
            entered.SetResult();
            ct.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, ct);
        };
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 2, ("extract", 1));
        await host.EnqueueAsync("extract", "a");
        await entered.Task;

        await host.Databases.Owner.ExecuteAsync(
            "update jobs set lease_token = gen_random_uuid(), lease_until = now() + interval '1 h', attempts = 2");

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await host.StopAsync();
        Assert.Equal("running 2", await host.Databases.Owner.OneAsync<string>("select state || ' ' || attempts from jobs"));
    }

    [Fact]
    public async Task A_job_whose_row_was_erased_while_it_ran_is_over_on_the_dashboard_too()
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (job, db, _) =>
        {
            entered.SetResult();
            await goOn.Task;
            await job.CompleteAsync(db);
        };
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 30, ("extract", 1));
        await host.EnqueueAsync("extract", "a");
        await entered.Task;

        await host.Databases.Owner.ExecuteAsync("delete from jobs");
        goOn.SetResult();

        await host.BecomesAsync(await host.HangfireOfAsync("a"), "Succeeded");
    }

    [Fact]
    public async Task A_slow_job_keeps_its_lease_and_runs_once()
    {
        var script = new Script();
        script.Run = async (job, db, ct) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4.5), ct);
            await job.CompleteAsync(db);
        };
        var database = await JobHost.NewDatabaseAsync();
        await using var one = await JobHost.StartAsync(database, script, 2, ("extract", 1));
        await using var other = await JobHost.StartAsync(database, script, 2, ("extract", 1));

        await one.EnqueueAsync("extract", "a");

        await one.IsEmptyAsync();
        Assert.Single(script.Attempts);
    }

    [Fact]
    public async Task The_work_of_a_dead_worker_goes_on_elsewhere_and_ends_after_three_attempts()
    {
        var script = new Script();
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), script, 2, ("extract", 2));

        await host.Databases.Owner.ExecuteAsync("""
            insert into jobs (kind, subject, state, attempts, lease_token, lease_until)
            values ('extract', 'once', 'running', 1, gen_random_uuid(), now() - interval '1 s'),
                   ('extract', 'killer', 'running', 3, gen_random_uuid(), now() - interval '1 s')
            """);

        await host.IsEmptyAsync();
        Assert.Equal(("once", 2), (Assert.Single(script.Attempts).Subject, script.Attempts.Single().Attempt));
        Assert.Equal(("killer", true), (Assert.Single(script.GivenUp).Job.Subject, script.GivenUp.Single().Died));
    }
}
