using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>SIGKILL and SIGSTOP while documents are being read.</summary>
[Collection(nameof(RealProcesses))]
public sealed class KilledWorkerTests : IAsyncLifetime
{
    readonly HostOn _api = new("api");

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Ten_kills_of_the_reading_process_lose_none_of_fifty_documents_and_read_none_twice()
    {
        var ids = await _api.UploadAsync(50);
        await using var host = await NumoraProcess.StartAsync(_api.ConnectionString, "worker");

        var kills = 0;
        for (; kills < 10 && await _api.ProcessingAsync() > 4; kills++)
        {
            await Queries.UntilAsync(() => Task.FromResult(host.WorkerIds.Length > 0), "a worker lives");
            NumoraProcess.Signal("KILL", host.WorkerIds[0]);
            await Task.Delay(60 + 40 * kills);
        }

        await Invariants.HoldAsync(_api.Http, _api.Databases.Owner, ids);
        Assert.True(kills >= 5, $"only {kills} kills hit");
    }

    [Fact]
    public async Task The_documents_of_a_killed_host_are_read_by_another()
    {
        var ids = await _api.UploadAsync(20);
        await using var killed = await NumoraProcess.StartAsync(_api.ConnectionString, "worker");
        await Queries.UntilAsync(async () => await _api.RunningAsync() > 0, "it has claimed some");

        Assert.NotEmpty(killed.WorkerIds);
        killed.Kill();
        await killed.ExitsAsync(TimeSpan.FromSeconds(5));
        await using var other = await NumoraProcess.StartAsync(_api.ConnectionString, "worker");

        await Invariants.HoldAsync(_api.Http, _api.Databases.Owner, ids);
        await Queries.UntilAsync(
            () => Task.FromResult(!killed.OwnWorkersLive), "the reading processes of the killed host have ended");
    }

    [Fact]
    public async Task A_host_that_is_paused_past_its_lease_changes_nothing_when_it_wakes()
    {
        var ids = await _api.UploadAsync(12);
        await using var paused = await NumoraProcess.StartAsync(_api.ConnectionString, "worker");
        await Queries.UntilAsync(async () => await _api.RunningAsync() > 0, "it has claimed some");

        paused.Signal("STOP");
        var held = await _api.Databases.Owner.ListAsync<Guid>("select lease_token from jobs where state = 'running'");
        await using (var other = await NumoraProcess.StartAsync(_api.ConnectionString, "worker"))
            await Invariants.HoldAsync(_api.Http, _api.Databases.Owner, ids);
        var after = await StateAsync();
        paused.Signal("CONT");
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.Equal(after, await StateAsync());
        await Invariants.HoldAsync(_api.Http, _api.Databases.Owner, ids);
        paused.Signal("TERM");
        Assert.Equal(0, await paused.ExitsAsync(TimeSpan.FromSeconds(25)));
        Assert.True(held.Count > 0, "it was paused while it held jobs");
        await Invariants.EndedOnTheDashboardAsync(_api.Databases.Owner);
    }

    Task<List<string>> StateAsync() => _api.Databases.Owner.ListAsync<string>("""
        select id || status || updated_at || (select count(*) from document_events e where e.document_id = d.id)
        from documents d order by 1
        """);
}
