using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

public sealed class ClaimTests
{
    [Fact]
    public async Task Jobs_are_claimed_in_the_order_they_are_due_and_not_before()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("nobody", "later", "second", "first", "third");
        await host.Databases.Owner.ExecuteAsync("""
            update jobs set run_at = now() + case subject when 'later' then interval '1 h' when 'first' then interval '-3 s'
                when 'second' then interval '-2 s' else interval '-1 s' end
            """);

        var order = new List<string>();
        while (await host.Store.ClaimAsync(JobHost.Nobody, 1, expired: false, [], default) is [var lease])
            order.Add(lease.Subject);

        Assert.Equal(["first", "second", "third"], order);
    }

    [Fact]
    public async Task An_attempt_counts_when_the_job_is_claimed_also_from_a_dead_worker()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("nobody", "a");

        var first = Assert.Single(await host.Store.ClaimAsync(JobHost.Nobody, 1, expired: false, [], default));
        var whileHeld = await host.Store.ClaimAsync(JobHost.Nobody, 1, expired: true, [], default);
        await host.Databases.Owner.ExecuteAsync("update jobs set lease_until = now() - interval '1 s'");
        var second = Assert.Single(await host.Store.ClaimAsync(JobHost.Nobody, 1, expired: true, [], default));

        Assert.Empty(whileHeld);
        Assert.Equal((1, 2), (first.Attempt, second.Attempt));
        Assert.NotEqual(first.Token, second.Token);
        Assert.Empty(await host.Store.ExtendAsync([first.Token], default));
    }

    [Fact]
    public async Task Of_twenty_runners_one_gets_a_job()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("nobody", [.. Enumerable.Range(0, 50).Select(i => $"job {i}")]);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var mine = new List<string>();
            while (await host.Store.ClaimAsync(JobHost.Nobody, 3, expired: false, [], default) is { Count: > 0 } some)
                mine.AddRange(some.Select(j => j.Subject));
            return mine;
        }));

        // A claim that finds all rows locked at that moment is empty; none may come twice.
        var all = claimed.SelectMany(c => c).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(50, all.Count + (await host.Store.ClaimAsync(JobHost.Nobody, 50, expired: false, [], default)).Count);
    }

    [Fact]
    public async Task A_lane_gets_no_more_than_its_share_and_keeps_no_other_from_its_own()
    {
        await using var host = await JobHost.StartAsync(await JobHost.NewDatabaseAsync(), new());
        await host.EnqueueAsync("nobody", [.. Enumerable.Range(0, 60).Select(i => $"{i}")]);
        await host.Databases.Owner.ExecuteAsync(
            "update jobs set lane = case when subject::int < 50 then 'slow' else 'lane ' || subject end");
        var kind = JobHost.Nobody with { PerLane = 2 };

        var first = await host.Store.ClaimAsync(kind, 100, expired: false, [], default);
        var second = await host.Store.ClaimAsync(kind, 100, expired: false, ["slow"], default);
        var third = await host.Store.ClaimAsync(kind, 100, expired: false, ["slow", "slow", "slow"], default);

        Assert.Equal(12, first.Count); // two of the slow lane, and each of the others
        Assert.Equal(2, first.Count(j => j.Lane == "slow"));
        Assert.Single(second);
        Assert.Empty(third);
    }
}
