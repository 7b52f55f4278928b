using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

public sealed class ClaimTests
{
    const string Lane = "wep_1";

    [Fact]
    public async Task A_lane_gives_its_jobs_in_the_order_they_are_due_and_not_before()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueInAsync(Lane, LaneDrain.Kind, "later", "second", "first", "third");
        await host.Databases.Owner.ExecuteAsync("""
            update jobs set run_at = now() + case subject when 'later' then interval '1 h' when 'first' then interval '-3 s'
                when 'second' then interval '-2 s' else interval '-1 s' end
            """);

        var drain = await host.DrainOfAsync(Lane);
        var order = new List<string>();
        while (await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, drain, 1, default) is [var lease])
            order.Add(lease.Subject);

        Assert.Equal(["first", "second", "third"], order);
    }

    [Fact]
    public async Task An_attempt_counts_when_the_job_is_claimed_also_from_a_dead_worker()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("extract", "a");
        var id = await host.Databases.Owner.OneAsync<long>("select id from jobs");

        var first = await host.Store.ClaimAsync(id, default);
        var whileHeld = await host.Store.ClaimAsync(id, default);
        await host.Databases.Owner.ExecuteAsync("update jobs set lease_until = now() - interval '1 s'");
        var second = await host.Store.ClaimAsync(id, default);

        Assert.Null(whileHeld);
        Assert.Equal((1, 2), (first!.Attempt, second!.Attempt));
        Assert.NotEqual(first.Token, second.Token);
        Assert.Empty(await host.Store.ExtendAsync([first.Token], default));
    }

    [Fact]
    public async Task Of_twenty_workers_one_gets_a_job()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("extract", "a");
        var id = await host.Databases.Owner.OneAsync<long>("select id from jobs");

        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Store.ClaimAsync(id, default)));

        Assert.Single(claimed, c => c is not null);
    }

    [Fact]
    public async Task Of_twenty_drains_one_gets_a_job()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueInAsync(Lane, LaneDrain.Kind, [.. Enumerable.Range(0, 50).Select(i => $"job {i}")]);

        var drain = await host.DrainOfAsync(Lane);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var mine = new List<string>();
            while (await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, drain, 3, default) is { Count: > 0 } some)
                mine.AddRange(some.Select(j => j.Subject));
            return mine;
        }));

        // A claim that finds all rows locked at that moment is empty; none may come twice.
        var all = claimed.SelectMany(c => c).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(50, all.Count + (await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, drain, 50, default)).Count);
    }

    [Fact]
    public async Task A_drain_whose_lane_was_taken_over_gets_nothing_more()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueInAsync(Lane, LaneDrain.Kind, "a");
        var paused = await host.DrainOfAsync(Lane);

        await host.Databases.Owner.OneAsync<bool>("select renew_lane($1)", Lane);

        Assert.Empty(await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, paused, 1, default));
        Assert.Single(await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, await host.DrainOfAsync(Lane), 1, default));
        Assert.Equal("Deleted", await host.Databases.Owner.OneAsync<string>("select statename from hangfire.job where id = $1", paused));
    }
}
