using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>Several real hosts on one database, and how they start and end.</summary>
[Collection(nameof(RealProcesses))]
public sealed class HostTests
{
    [Fact]
    public async Task Hosts_with_different_data_directories_serve_each_others_files_results_and_cursors()
    {
        var file = Samples.Invoice();
        await using var one = await NumoraProcess.StartAsync(await NewDatabaseAsync(), "api");
        var database = Database;
        await using var worker = await NumoraProcess.StartAsync(database, "worker");
        var other = new HostOn("api", database);
        await other.InitializeAsync();

        var id = (await (await one.Http.UploadAsync(file)).JsonAsync(202)).Id();
        await one.Http.UploadManyAsync(2);

        Assert.Equal("review_required", (await other.Http.ReadAsync(id)).Status());
        Assert.Equal(file, await other.Http.GetByteArrayAsync($"/v1/documents/{id}/file"));
        Assert.Equal(
            (await one.Http.GetJsonAsync($"/v1/documents/{id}/result")).GetRawText(),
            (await other.Http.GetJsonAsync($"/v1/documents/{id}/result")).GetRawText());
        var first = await one.Http.GetJsonAsync("/v1/documents?limit=2");
        var second = await other.Http.GetJsonAsync($"/v1/documents?cursor={first.GetProperty("next_cursor").GetString()}");
        Assert.Equal(id, Assert.Single(second.GetProperty("data").EnumerateArray()).Id());
        Assert.Equal(404, (int)(await worker.Http.GetAsync("/v1/me")).StatusCode);
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Hosts_that_start_at_once_on_an_empty_database_migrate_it_once_and_make_one_key()
    {
        var database = await TestPostgres.CreateDatabaseAsync(NothingAsync);
        var hosts = Enumerable.Range(0, 3).Select(_ =>
            NumoraProcess.Launch(database, "api", null, ("Numora__BootstrapApiKey", null))).ToList();

        foreach (var host in hosts)
            await host.ReadyAsync();

        Assert.Single(hosts, h => h.Output.Contains("sk_live_", StringComparison.Ordinal));
        Assert.Single(hosts, h => h.Output.Contains("Migrated the database", StringComparison.Ordinal));
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task A_host_refuses_a_database_that_a_newer_one_has_migrated_and_says_so()
    {
        var database = await NewDatabaseAsync();
        await using (var source = new Npgsql.NpgsqlDataSourceBuilder(database).Build())
            await source.ExecuteAsync("insert into schema_migrations (version, name) values (9999, 'from_the_future')");

        await using var host = NumoraProcess.Launch(database);

        Assert.Equal(1, await host.ExitsAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("cannot start", host.Output, StringComparison.Ordinal);
        Assert.Contains("newer program", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_asked_to_end_hands_back_what_it_cannot_finish_and_exits_with_0()
    {
        var api = new HostOn("api");
        await api.InitializeAsync();
        await api.UploadAsync(4);
        await using var host = await NumoraProcess.StartAsync(
            api.ConnectionString, "worker", null, ("Numora__Jobs__GraceOnStop", "00:00:00.5"), ("Numora__Jobs__LeaseSeconds", "30"));
        await Queries.UntilAsync(async () =>
        {
            foreach (var pid in host.WorkerIds)
                NumoraProcess.Signal("STOP", pid); // so that reading takes longer than the grace
            return await api.RunningAsync() > 0 || await api.ProcessingAsync() == 0;
        }, "it reads");
        var left = await api.ProcessingAsync();

        host.Signal("TERM");

        Assert.Equal(0, await host.ExitsAsync(TimeSpan.FromSeconds(25)));
        Assert.True(left > 0, "it was asked while there was work");
        var attempts = await api.Databases.Owner.ListAsync<string>("select state || ' ' || attempts from jobs");
        Assert.NotEmpty(attempts);
        Assert.All(attempts, a => Assert.Equal("ready 0", a));
        await api.DisposeAsync();
    }

    string Database { get; set; } = "";

    async Task<string> NewDatabaseAsync() => Database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);

    static Task NothingAsync(string template) => Task.CompletedTask;
}
