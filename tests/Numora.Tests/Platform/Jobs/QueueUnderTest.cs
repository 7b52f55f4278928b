using System.Globalization;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Numora.Data;
using Numora.Platform.Jobs;
using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

/// <summary>A database with a queue that nobody works on but the test, and beside it what the queue should be like.</summary>
sealed class QueueUnderTest(JobHost host) : IAsyncDisposable
{
    readonly HandWorker _worker = new(host);
    const string Kind = "extract";
    const string Lane = "wep_1";

    readonly Dictionary<string, QueueRow> _rows = [];
    readonly List<JobLease> _stale = [];
    readonly Dictionary<string, int> _asked = [];
    long _drain;

    public static string[] Subjects { get; } = ["a", "b", "lane c", "lane d"];

    public static async Task<QueueUnderTest> NewAsync() => new(JobHost.Idle(await JobHost.NewDatabaseAsync()));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Runs the steps on an empty queue; then all faults end, and everything that was asked for is done once.</summary>
    public async Task HoldsAsync(IReadOnlyList<Step> steps)
    {
        await host.Databases.Owner.ExecuteAsync("""
            delete from jobs; delete from job_lanes; delete from workspaces; delete from hangfire.jobqueue;
            delete from hangfire.set; delete from hangfire.state; delete from hangfire.job; delete from hangfire.lock
            """);
        _rows.Clear();
        _stale.Clear();
        _asked.Clear();
        _drain = 0;
        foreach (var step in steps)
        {
            await (step.What is { } what ? HappenAsync(what, step.Subject) : RoundAsync(step.Round!.Value));
            await IsAsModelledAsync(step);
        }

        await EndAsync();
    }

    async Task HappenAsync(Happening what, string subject)
    {
        var row = _rows.GetValueOrDefault(subject);
        var stale = _stale.LastOrDefault(l => l.Subject == subject && l.Token != row?.Holder?.Token);
        switch (what)
        {
            case Happening.Enqueue:
                await EnqueueAsync(subject, row);
                break;
            case Happening.Claim when row is not null:
                Claimed(row, await host.Store.ClaimAsync(row.Id, default));
                break;
            case Happening.LeaseExpires when row is { Holder: not null }:
                await host.Databases.Owner.ExecuteAsync("update jobs set lease_until = now() - interval '1 h' where id = $1", row.Id);
                row.Expired = true;
                break;
            case Happening.BecomesDue when row is { Holder: null }:
                await host.Databases.Owner.ExecuteAsync("update jobs set run_at = now() - interval '1 h' where id = $1", row.Id);
                (row.Due, row.Late) = (true, true);
                break;
            case Happening.Complete when row is { Holder: { } lease }:
                await CompleteAsync(lease);
                _rows.Remove(subject);
                break;
            case Happening.Retry when row is { Holder: { } lease }:
                await host.Store.RetryAsync(lease, TimeSpan.FromHours(1), "refused", default);
                row.Free(row.Attempts, due: false);
                break;
            case Happening.HandBack when row is { Holder: { } lease }:
                await host.Store.HandBackAsync(lease, TimeSpan.Zero, default);
                row.Free(row.Attempts - 1, due: true);
                break;
            case Happening.Again when row is { Holder: { } lease }:
                await host.WithDbAsync(db => lease.AgainAsync(db, TimeSpan.FromHours(1), "refused"));
                row.Free(0, due: false);
                break;
            case Happening.CompleteStale when stale is not null:
                await Assert.ThrowsAsync<LeaseLostException>(() => CompleteAsync(stale));
                break;
            case Happening.RetryStale when stale is not null:
                await Assert.ThrowsAsync<LeaseLostException>(() => host.Store.RetryAsync(stale, TimeSpan.Zero, "refused", default));
                break;
            case Happening.HandBackStale when stale is not null:
                await Assert.ThrowsAsync<LeaseLostException>(() => host.Store.HandBackAsync(stale, TimeSpan.Zero, default));
                break;
            case Happening.AgainStale when stale is not null:
                await Assert.ThrowsAsync<LeaseLostException>(() => host.WithDbAsync(db => stale.AgainAsync(db, TimeSpan.Zero, "refused")));
                break;
            case Happening.OperatorDeletes or Happening.OperatorRequeues when _asked.ContainsKey(subject):
                await PressAsync(what, subject);
                break;
        }
    }

    async Task RoundAsync(Round round)
    {
        switch (round)
        {
            case Round.Sweep:
                await SweepAsync();
                break;
            case Round.WorkerFetchesAndDies:
                if (await _worker.FetchAsync(JobQueues.Extract) is { } fetched)
                    _worker.Begin(fetched.JobId);
                break;
            case Round.Work:
                await WorkAsync(JobQueues.Extract);
                break;
            case Round.DrainClaims:
                _drain = await host.DrainOfAsync(Lane);
                var lane = _rows.Values.Where(r => r.InLane && r.Claimable).ToList();
                var claimed = await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, _drain, 8, default);
                Assert.Equal(lane.Select(r => r.Id).Order(), claimed.Select(c => c.Id).Order());
                foreach (var row in lane)
                    Claimed(row, claimed.Single(c => c.Id == row.Id));
                break;
            case Round.StaleDrainClaims when _drain > 0:
                await host.Databases.Owner.OneAsync<bool>("select renew_lane($1)", Lane);
                Assert.Empty(await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, _drain, 8, default));
                break;
            case Round.LaneIsTakenOver:
                await host.Databases.Owner.OneAsync<bool>("select renew_lane($1)", Lane);
                break;
            case Round.DrainLeaves:
                await LeaveAsync();
                break;
        }
    }

    async Task EnqueueAsync(string subject, QueueRow? open)
    {
        var inLane = subject.StartsWith("lane", StringComparison.Ordinal);
        var enqueue = () => host.EnqueueInAsync(inLane ? Lane : null, inLane ? LaneDrain.Kind : Kind, subject);
        if (open is not null)
        {
            Assert.True((await Assert.ThrowsAsync<DbUpdateException>(enqueue)).IsDuplicate());
            return;
        }

        await enqueue();
        if (inLane)
            await host.DrainOfAsync(Lane); // as the notifier does after the commit
        var id = await host.Databases.Owner.OneAsync<long>("select id from jobs where subject = $1", subject);
        _rows[subject] = new(id, inLane);
        _asked[subject] = _asked.GetValueOrDefault(subject) + 1;
    }

    void Claimed(QueueRow row, JobLease? lease)
    {
        Assert.True(row.Claimable == lease is not null, $"claimed: {lease}");
        if (lease is null)
            return;
        if (row.Holder is { } before)
            _stale.Add(before);
        (row.Holder, row.Expired, row.Attempts) = (lease, false, row.Attempts + 1);
        Assert.Equal(row.Attempts, lease.Attempt);
        _stale.Add(lease); // once it has let go
    }

    Task CompleteAsync(JobLease lease) => host.WithDbAsync(db =>
    {
        Script.Effect(db, $"{lease.Subject}/{lease.Token}");
        return lease.CompleteAsync(db);
    });

    /// <summary>On the Hangfire job of a row or, when it is done, the one it had; a lane has one for all.</summary>
    async Task PressAsync(Happening what, string subject)
    {
        var inLane = subject.StartsWith("lane", StringComparison.Ordinal);
        var id = inLane ? await host.HangfireOfLaneAsync(Lane) : await host.HangfireOfAsync(subject);
        var state = await host.Databases.Owner.OneAsync<string>("select statename from hangfire.job where id = $1", id);
        host.Operator.ChangeState($"{id}", what is Happening.OperatorDeletes ? new DeletedState() : new EnqueuedState(), null);
        if (what is Happening.OperatorDeletes || state == ProcessingState.StateName)
            return;
        foreach (var row in _rows.Where(r => inLane ? r.Value.InLane : r.Key == subject).Select(r => r.Value))
            if (row.Holder is null)
                row.Due = true; // a person wants it now
    }

    /// <summary>Late rows have a Hangfire job that somebody can fetch.</summary>
    async Task SweepAsync()
    {
        await host.SweepAsync();
        var without = await host.Databases.Owner.ListAsync<string>("""
            select subject from jobs j left join job_lanes l using (lane)
            where not exists (select from hangfire.jobqueue q
                where q.jobid = coalesce(l.hangfire_id, j.hangfire_id) and (q.fetchedat is null or j.state = 'ready'))
            """);
        var late = _rows.Where(r => r.Value.Holder is null ? r.Value.Late : r.Value.Expired).Select(r => r.Key);
        Assert.Empty(late.Intersect(without));
    }

    /// <summary>What a Hangfire worker and the performer do with the next job of a queue that can be fetched.</summary>
    async Task<bool> WorkAsync(string queue)
    {
        if (await _worker.FetchAsync(queue) is not { } fetched)
            return false;
        if (_worker.Begin(fetched.JobId))
            _worker.End(fetched.JobId, queue == JobQueues.Webhooks
                ? await DrainAsync(long.Parse(fetched.JobId, CultureInfo.InvariantCulture))
                : await PerformAsync(await _worker.RowOfAsync(fetched.JobId)));
        fetched.RemoveFromQueue();
        fetched.Dispose();
        return true;
    }

    /// <returns>When it comes again; null: it is over.</returns>
    async Task<TimeSpan?> PerformAsync(long id)
    {
        var row = _rows.Values.SingleOrDefault(r => r.Id == id);
        var lease = await host.Store.ClaimAsync(id, default);
        Assert.Equal(row is { Claimable: true }, lease is not null);
        if (lease is null)
            return await host.Store.WaitOfAsync(id, default);
        await CompleteAsync(lease);
        _rows.Remove(lease.Subject);
        return null;
    }

    async Task<TimeSpan?> DrainAsync(long drain)
    {
        while (await host.Store.ClaimLaneAsync(LaneDrain.Kind, Lane, drain, 8, default) is { Count: > 0 } some)
            foreach (var lease in some)
            {
                Assert.True(_rows[lease.Subject].Claimable);
                await CompleteAsync(lease);
                _rows.Remove(lease.Subject);
            }

        return await LeaveAsync(drain);
    }

    async Task<TimeSpan?> LeaveAsync(long drain)
    {
        var wait = await host.Databases.Owner.OneAsync<double?>("select extract(epoch from leave_lane($1, $2))::float8", Lane, drain);
        return wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    async Task LeaveAsync()
    {
        var drain = await host.DrainOfAsync(Lane);
        var wait = await LeaveAsync(drain);
        var rows = _rows.Values.Where(r => r.InLane).ToList();
        var left = await host.Databases.Owner.OneAsync<long>("select count(*) from job_lanes") == 0;
        Assert.Equal(rows.Count == 0, left);
        Assert.Equal((rows.Count == 0, rows.Exists(r => r.Claimable)), (wait is null, wait <= TimeSpan.Zero));
    }

    async Task IsAsModelledAsync(Step after)
    {
        var stored = await host.Databases.Owner.ListAsync<string>("""
            select subject || ' ' || attempts || ' ' || coalesce(lease_token::text, case when run_at <= now() then 'due' else 'waits' end)
            from jobs order by subject collate "C"
            """);
        var modelled = _rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r =>
            $"{r.Key} {r.Value.Attempts} {r.Value.Holder?.Token.ToString() ?? (r.Value.Due ? "due" : "waits")}");
        Assert.True(modelled.SequenceEqual(stored),
            $"after {after} it is\n{string.Join('\n', stored)}\nand not\n{string.Join('\n', modelled)}");
    }

    /// <summary>Workers live again and time passes: all is done, each as often as it was asked for, and nothing is left at work.</summary>
    async Task EndAsync()
    {
        for (var round = 0; _rows.Count > 0; round++)
        {
            Assert.True(round < 3, $"{string.Join(", ", _rows.Keys)} are lost");
            await host.Databases.Owner.PassTimeAsync();
            await host.Databases.Owner.ExecuteAsync("update jobs set run_at = now() - interval '1 h'");
            foreach (var row in _rows.Values)
                (row.Due, row.Late, row.Expired) = (true, true, row.Holder is not null);
            await host.SweepAsync();
            while (await WorkAsync(JobQueues.Extract) | await WorkAsync(JobQueues.Webhooks))
            {
            }
        }

        await IsAsModelledAsync(new(null, "the end", null));
        var done = await host.Databases.Owner.ListAsync<string>("""
            select subject || ' ' || count(*) from (select split_part(name, '/', 1) as subject from workspaces) done
            group by subject order by subject collate "C"
            """);
        Assert.Equal(_asked.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} {a.Value}"), done);
    }
}
