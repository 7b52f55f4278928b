using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>What ends a process each time, and a process that is asleep while another does its work.</summary>
[Collection(nameof(RealProcesses))]
public sealed class PoisonTests : IAsyncLifetime
{
    const int KilledBySignal9 = 128 + 9;
    const int Attempts = 3;

    readonly HostOn _api = new("api");

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_document_that_kills_its_host_each_time_ends_failed_after_its_attempts_also_on_the_dashboard()
    {
        var id = (await (await _api.Http.UploadAsync(EInvoices.Ubl())).JsonAsync(202)).Id();
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var host = NumoraProcess.Launch(
                _api.ConnectionString, "worker", null, (CrashPoint.Variable, "extract.after-claim"));
            Assert.Equal(KilledBySignal9, await host.ExitsAsync(TimeSpan.FromSeconds(60)));
            Assert.Equal(attempt, await _api.Databases.Owner.OneAsync<int>("select attempts from jobs"));
            await _api.Databases.Owner.PassTimeAsync();
        }

        var worker = new HostOn("worker", _api.ConnectionString);
        await worker.InitializeAsync();
        try
        {
            Assert.Equal("failed", (await _api.Http.ReadAsync(id)).Status());
            await Invariants.EndedOnTheDashboardAsync(_api.Databases.Owner);
            Assert.Equal(0, await _api.Databases.Owner.OneAsync<long>("select count(*) from jobs"));
            var failed = Assert.Single(worker.Services.GetRequiredService<JobStorage>().GetMonitoringApi().FailedJobs(0, 10)).Value;
            Assert.Contains(id, failed.Job.Args);
            Assert.Contains("Given up after 3 attempts", failed.ExceptionMessage, StringComparison.Ordinal);
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_host_that_wakes_after_its_lease_does_not_disturb_the_one_that_has_its_work_now()
    {
        var id = (await (await _api.Http.UploadAsync(Samples.Invoice())).JsonAsync(202)).Id();
        await using var paused = await NumoraProcess.StartAsync(_api.ConnectionString, "worker");
        await Queries.UntilAsync(async () =>
        {
            HoldReading(paused);
            return await _api.RunningAsync() > 0 && paused.WorkerIds.Length > 0;
        }, "it reads");
        paused.Signal("STOP");
        var first = await TokenAsync();
        await _api.Databases.Owner.PassTimeAsync();

        await using var live = await NumoraProcess.StartAsync(_api.ConnectionString, "worker");
        await Queries.UntilAsync(async () =>
        {
            HoldReading(live);
            return await TokenAsync() != first;
        }, "another has it now");
        HoldReading(live);
        var second = await TokenAsync();
        foreach (var pid in paused.WorkerIds)
            NumoraProcess.Signal("CONT", pid);
        paused.Signal("CONT");
        await Queries.UntilAsync(() => Task.FromResult(
            paused.Output.Contains("passed to another worker", StringComparison.Ordinal)), $"it knows:\n{paused.Output}", 40);

        Assert.Equal(second, await TokenAsync());
        Assert.Equal(2, await _api.Databases.Owner.OneAsync<int>("select attempts from jobs"));
        Assert.Equal("processing", (await _api.Http.GetJsonAsync($"/v1/documents/{id}")).Status());
        foreach (var pid in live.WorkerIds)
            NumoraProcess.Signal("CONT", pid);
        await Invariants.HoldAsync(_api.Http, _api.Databases.Owner, [id]);
        await Invariants.EndedOnTheDashboardAsync(_api.Databases.Owner);
    }

    /// <summary>Its reading processes sleep, so that a job lasts as long as the test wants.</summary>
    static void HoldReading(NumoraProcess host)
    {
        foreach (var pid in host.WorkerIds)
            NumoraProcess.Signal("STOP", pid);
    }

    async Task<Guid> TokenAsync() => (await _api.Databases.Owner.ListAsync<Guid>(
        "select lease_token from jobs where lease_token is not null")).SingleOrDefault();
}
