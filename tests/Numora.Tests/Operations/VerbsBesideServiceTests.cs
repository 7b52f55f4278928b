using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Numora.Platform.Postgres;
using Numora.Tests.Platform.Postgres;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>Verbs for the operator on the private PostgreSQL, with and without the service that runs it.</summary>
[Collection(nameof(RealProcesses))]
public sealed class VerbsBesideServiceTests : IAsyncLifetime, IDisposable
{
    static readonly string[] CreateKey = ["keys", "create", "--workspace", "default", "--name", "second", "--scopes", "all"];

    readonly ScratchDirectory _scratch = new();
    NumoraProcess _service = null!;

    public async Task InitializeAsync() => _service = await NumoraProcess.StartAsync(null, "api", _scratch.Path);

    public async Task DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        await Eventually.HoldsAsync(() => !File.Exists(PostmasterFile), TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _scratch.Dispose();

    string Root => Path.Combine(_scratch.Path, "postgres");

    string PostmasterFile => Path.Combine(Root, "data", "postmaster.pid");

    [Fact]
    public async Task Beside_the_service_they_use_its_server_and_after_it_they_start_their_own()
    {
        var (made, secret, error) = await RunAsync(CreateKey);
        Assert.True(made == 0, error);
        using (var client = new HttpRequestMessage(HttpMethod.Get, "/v1/me"))
        {
            client.Headers.Authorization = new("Bearer", secret.Trim()); // nothing else on standard output
            Assert.True((await _service.Http.SendAsync(client)).IsSuccessStatusCode);
        }

        Assert.Equal(0, (await RunAsync("workspaces", "create", "second")).Code);
        Assert.Equal((1, "There is a workspace second already.\n"), Said(await RunAsync("workspaces", "create", "second")));
        Assert.Contains("already", (await RunAsync("migrate")).Out, StringComparison.Ordinal);
        Assert.Contains("ok    schema", (await RunAsync("doctor")).Out, StringComparison.Ordinal);
        var refused = await RunAsync();
        Assert.Equal(1, refused.Code);
        Assert.Contains($"in use by another host (process {_service.ProcessId})", refused.Error, StringComparison.Ordinal);
        Assert.True((await _service.Http.GetAsync("/v1/me")).IsSuccessStatusCode, "the service goes on");

        _service.Signal("TERM");
        Assert.Equal(0, await _service.ExitsAsync(TimeSpan.FromSeconds(30)));

        var both = await Task.WhenAll(RunAsync(CreateKey), RunAsync(CreateKey)); // one waits for the other
        Assert.All(both, b => Assert.True(b.Code == 0, b.Error));
    }

    [Fact]
    public async Task A_service_that_ends_meanwhile_and_one_of_another_version_are_told_in_a_sentence()
    {
        var server = await RunningServer.FindAsync(Root, CancellationToken.None);
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "create table aside as select * from schema_migrations where version > 1");
        await ExecuteAsync(connection, "delete from schema_migrations where version > 1");
        var newer = await RunAsync(CreateKey);
        await ExecuteAsync(connection, "insert into schema_migrations select * from aside");
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "lock table workspaces"); // so that the verb is still at it
        var verb = RunAsync("workspaces", "create", "second");
        await Queries.UntilAsync(async () =>
        {
            await using var waiting = new NpgsqlCommand("select count(*) from pg_locks where not granted", connection);
            return (long)(await waiting.ExecuteScalarAsync())! > 0;
        }, "the verb waits");

        _service.Kill(); // its server stops with it
        var cutOff = await verb;

        Assert.Equal(1, newer.Code);
        Assert.Contains("at schema version 1, this program needs", newer.Error, StringComparison.Ordinal);
        Assert.Equal(1, cutOff.Code);
        Assert.Contains("ended or restarted it meanwhile", Assert.Single(cutOff.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [RootFact]
    public async Task A_user_who_may_not_read_the_password_is_told_whose_directory_it_is()
    {
        var (code, _, error) = await NumoraProcess.RunAsync(CreateKey, null, _scratch.Path, StartTests.Nobody);

        Assert.Equal(1, code);
        Assert.Contains("It belongs to user root: run this as root", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_starts_while_a_verb_has_the_database_is_told_which_and_to_try_again()
    {
        // A program that looks like the verb and stays until its input ends.
        using var verb = Process.Start(new ProcessStartInfo("sh", ["-c", "read line", "Numora.dll", "keys", "create", "--name", "x"])
        {
            RedirectStandardInput = true,
        })!;
        using var cluster = new ScratchDirectory();
        using var held = OwnerLock.Take(Directory.CreateDirectory(Path.Combine(cluster.Path, "postgres")).FullName);
        await File.WriteAllTextAsync(
            Path.Combine(cluster.Path, "postgres", "owner.pid"), verb.Id.ToString(CultureInfo.InvariantCulture));

        var (code, _, error) = await NumoraProcess.RunAsync([], null, cluster.Path);

        Assert.Equal(1, code);
        Assert.Contains($"in use by 'keys create' (process {verb.Id}), which ends by itself. Try again", error, StringComparison.Ordinal);
        verb.StandardInput.Close();
        await verb.WaitForExitAsync();
    }

    Task<(int Code, string Out, string Error)> RunAsync(params string[] verb) =>
        NumoraProcess.RunAsync(verb, database: null, _scratch.Path);

    static (int, string) Said((int Code, string Out, string Error) run) => (run.Code, run.Error);

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
