using Numora.Platform;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>A real process ends with SIGKILL before or after each commit; what is left must be whole, and nothing twice.</summary>
[Collection(nameof(RealProcesses))]
public sealed class CrashPointTests : IAsyncLifetime
{
    const int KilledBySignal9 = 128 + 9;
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    TestReceiver _files = null!;
    HostOn _api = null!;

    public async Task InitializeAsync()
    {
        _files = await TestReceiver.StartAsync();
        var invoice = Samples.Invoice();
        _files.On("/invoice.pdf", context => context.Response.Body.WriteAsync(invoice).AsTask());
        _api = new HostOn("api", allow: _files.HostAndPort);
        await _api.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _files.DisposeAsync();
    }

    [Theory]
    [InlineData("intake.before-commit", 202)]
    [InlineData("intake.after-commit", 200)]
    public async Task A_crash_of_intake_leaves_a_whole_document_or_none(string point, int secondAnswer)
    {
        var file = Samples.Invoice();
        await using (var crashing = await StartAsync("api", point))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => crashing.Http.UploadAsync(file, externalId: "order 7"));
            Assert.Equal(KilledBySignal9, await crashing.ExitsAsync(Soon));
        }

        var again = await (await _api.Http.UploadAsync(file, externalId: "order 7")).JsonAsync(secondAnswer);

        await FinishAsync(again.Id());
    }

    [Theory]
    [InlineData("fetch.after-claim")]
    [InlineData("fetch.before-commit")]
    [InlineData("fetch.after-commit")]
    [InlineData("extract.after-fetch")]
    [InlineData("extract.in-processing")]
    [InlineData("extract.after-claim")]
    [InlineData("extract.before-commit")]
    [InlineData("extract.after-commit")]
    [InlineData("extract.before-succeeded")]
    [InlineData("extract.in-succeeded")]
    public async Task After_a_crash_of_a_job_another_host_ends_it_and_nothing_happens_twice(string point)
    {
        var sent = point.StartsWith("fetch", StringComparison.Ordinal)
            ? await _api.Http.SubmitUrlAsync($"{_files.Base}/invoice.pdf")
            : await _api.Http.UploadAsync(Samples.Invoice());
        var id = (await sent.JsonAsync(202)).Id();

        await using (var crashing = await StartAsync("worker", point))
            Assert.Equal(KilledBySignal9, await crashing.ExitsAsync(Soon));
        await _api.Databases.Owner.PassTimeAsync();

        await FinishAsync(id);
    }

    Task<NumoraProcess> StartAsync(string role, string point) => role == "api"
        ? NumoraProcess.StartAsync(_api.ConnectionString, role, null, (CrashPoint.Variable, point))
        : Task.FromResult(NumoraProcess.Launch(_api.ConnectionString, role, null, (CrashPoint.Variable, point),
            ("Numora__Egress__Allow__0", _files.HostAndPort)));

    async Task FinishAsync(string id)
    {
        var worker = new HostOn("worker", _api.ConnectionString, _files.HostAndPort);
        await worker.InitializeAsync();
        try
        {
            await Invariants.HoldAsync(_api.Http, _api.Databases.Owner, [id]);
            Assert.Equal(1, await _api.Databases.Owner.OneAsync<long>("select count(*) from documents"));
            await Invariants.EndedOnTheDashboardAsync(_api.Databases.Owner);
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }
}
