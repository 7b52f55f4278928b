using System.Diagnostics;
using Npgsql;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

/// <summary>What a host leaves to the others when it stops, and how soon they know.</summary>
public sealed class StopTests
{
    const string Lane = "wep_1";

    [Fact]
    public async Task A_host_that_stops_tells_the_others_at_once_what_it_hands_back()
    {
        var entered = new TaskCompletionSource();
        var script = new Script();
        script.Run = (job, db, ct) =>
        {
            if (!entered.TrySetResult())
                return job.CompleteAsync(db);
            return Task.Delay(Timeout.Infinite, ct);
        };
        var database = await JobHost.NewDatabaseAsync();
        await using var stopping = await JobHost.StartAsync(database, script, 30, ("extract", 1));
        await stopping.EnqueueAsync("extract", "a");
        await entered.Task;
        await using var other = await JobHost.StartAsync(database, script, 30, ("extract", 1));
        await using var listener = await ListenAsync(other);

        await stopping.StopAsync();

        Assert.True(await ToldOfAsync(listener, JobQueues.Extract), "the others wait for their poll");
        await other.IsEmptyAsync();
        Assert.Equal([1, 1], script.Attempts.Select(a => a.Attempt));
        await Queries.UntilAsync(async () => await other.Databases.Owner.OneAsync<long>(
            "select count(*) from hangfire.job where statename = 'Processing'") == 0, "nothing is at work");
    }

    [Fact]
    public async Task What_is_committed_while_a_host_stops_starts_the_draining_of_its_lane()
    {
        var (entered, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var script = new Script();
        script.Run = async (job, db, _) =>
        {
            entered.SetResult();
            await goOn.Task;
            db.Jobs.Add(new Numora.Platform.Jobs.Job(LaneDrain.Kind, "event", null!, null, Lane));
            await job.CompleteAsync(db);
        };
        await using var host = await JobHost.StartAsync(
            await JobHost.NewDatabaseAsync(), script, TimeSpan.FromSeconds(20), 30, ("extract", 1));
        await host.EnqueueAsync("extract", "a");
        await entered.Task;

        var stopped = host.StopAsync();
        goOn.SetResult();
        await stopped;

        Assert.Equal([Lane], await host.Databases.Owner.ListAsync<string>("select lane from job_lanes"));
    }

    [Fact]
    public async Task A_host_that_stops_leaves_a_busy_lane_to_another_and_its_retries_keep_their_waits()
    {
        var grace = TimeSpan.FromSeconds(24); // the most
        var script = new Script();
        script.Run = async (job, db, _) =>
        {
            if (job.Subject == "later")
            {
                await job.AgainAsync(db, TimeSpan.FromHours(1), "refused");
                return;
            }

            db.Jobs.Add(new Numora.Platform.Jobs.Job(LaneDrain.Kind, $"{job.Id}", null!, null, Lane)); // it never gets empty
            await job.CompleteAsync(db);
        };
        var database = await JobHost.NewDatabaseAsync();
        await using var stopping = await JobHost.StartAsync(database, script, grace, 30, (LaneDrain.Kind, 2));
        await stopping.EnqueueInAsync(Lane, LaneDrain.Kind, "later", "first");
        await Queries.UntilAsync(() => Task.FromResult(script.Attempts.Count > 5), "the lane is drained");

        var clock = Stopwatch.StartNew();
        await stopping.StopAsync();

        Assert.True(clock.Elapsed < grace / 2, $"it went on with the lane for {clock.Elapsed}");
        var before = script.Attempts.Count;
        await using var other = await JobHost.StartAsync(database, script, 30, (LaneDrain.Kind, 2));
        await Queries.UntilAsync(() => Task.FromResult(script.Attempts.Count > before + 5), "another host goes on");
        Assert.True(await other.Databases.Owner.OneAsync<bool>(
            "select run_at > now() + interval '50 min' from jobs where subject = 'later'"));
        Assert.Single(script.Attempts, a => a.Subject == "later");
    }

    static async Task<NpgsqlConnection> ListenAsync(JobHost host)
    {
        var connection = await host.Databases.Owner.OpenConnectionAsync();
        await using var listen = new NpgsqlCommand($"listen {JobNotifier.Channel}", connection);
        await listen.ExecuteNonQueryAsync();
        return connection;
    }

    static async Task<bool> ToldOfAsync(NpgsqlConnection listener, string queue)
    {
        var told = false;
        listener.Notification += (_, n) => told |= n.Payload == queue;
        for (var clock = Stopwatch.StartNew(); !told && clock.Elapsed < TimeSpan.FromSeconds(5);)
            await listener.WaitAsync(TimeSpan.FromSeconds(1));
        return told;
    }
}
