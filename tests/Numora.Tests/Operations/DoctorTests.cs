using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Numora.Engine.Files;
using Numora.Engine.Workers;
using Numora.Operations;
using Numora.Platform;
using Numora.Platform.Postgres;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

public sealed class DoctorTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task With_its_database_nothing_fails_and_every_check_has_a_line()
    {
        var (code, text) = await RunAsync(new() { ["ConnectionStrings:Numora"] = app.ConnectionString, ["urls"] = "http://127.0.0.1:0" });

        Assert.True(code == 0, text);
        Assert.All([".NET", "PostgreSQL", "tenants' role", "schema", "pdfium", "leptonica", "heif", "reading process",
            "data directory", "temp directory", "outgoing", "address"],
            what => Assert.Contains($"  {what} ", text, StringComparison.Ordinal));
        Assert.EndsWith("Nothing failed.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_fails_and_says_how_to_mend_it()
    {
        var (code, text) = await RunAsync(new() { ["ConnectionStrings:Numora"] = "Host=127.0.0.1;Port=1;Username=u;Database=d" });

        Assert.Equal(1, code);
        Assert.Contains("FAIL  PostgreSQL", text, StringComparison.Ordinal);
        Assert.Contains("-> Start PostgreSQL, or correct host and port", text, StringComparison.Ordinal);
        Assert.EndsWith("Failed: 1.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_fails()
    {
        var findings = await DatabaseCheck.ConfiguredAsync("Hots=127.0.0.1", CancellationToken.None);

        Assert.Equal(Verdict.Fail, Assert.Single(findings).Verdict);
    }

    [Fact]
    public async Task An_empty_database_is_only_to_be_migrated()
    {
        var empty = await TestPostgres.CreateDatabaseAsync(_ => Task.CompletedTask);

        var findings = await DatabaseCheck.ConfiguredAsync(empty, CancellationToken.None);

        Assert.Equal(Verdict.Warn, findings.Single(f => f.What == "schema").Verdict);
        Assert.DoesNotContain(findings, f => f.Verdict == Verdict.Fail);
    }

    [Fact]
    public async Task A_private_database_that_another_process_runs_is_well_and_left_alone()
    {
        using var directory = new ScratchDirectory();
        var root = Directory.CreateDirectory(Path.Combine(directory.Path, "postgres")).FullName;
        using var other = OwnerLock.Take(root);

        var finding = Assert.Single(await DatabaseCheck.PrivateAsync(directory.Path, new(), CancellationToken.None));

        Assert.Equal(Verdict.Ok, finding.Verdict);
        Assert.Contains($"running (process {Environment.ProcessId})", finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_server_programs_the_private_database_fails_and_names_the_package()
    {
        using var directory = new ScratchDirectory();

        var finding = Assert.Single(await DatabaseCheck.PrivateAsync(
            directory.Path, new() { BinDirectory = directory.Path }, CancellationToken.None));

        Assert.Equal(Verdict.Fail, finding.Verdict);
        Assert.Contains("apt-get install postgresql", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_is_announced_and_nothing_is_made()
    {
        using var directory = new ScratchDirectory();
        var data = Path.Combine(directory.Path, "data");

        var finding = Assert.Single(await DatabaseCheck.PrivateAsync(data, new(), CancellationToken.None));

        Assert.Equal(Verdict.Ok, finding.Verdict);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_missing_library_is_a_warning_with_its_package()
    {
        var finding = await LibraryCheck.RunAsync(
            new NativeReader("nothing", "Papyri", "libpapyrus1", ["libpapyrus-of-nobody.so"]), CancellationToken.None);

        Assert.Equal(Verdict.Warn, finding.Verdict);
        Assert.Contains("libpapyrus1", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_process_that_cannot_start_fails()
    {
        var finding = await MachineChecks.WorkerAsync(
            new() { Size = 1, Command = new WorkerCommand("/nowhere/numora", []) }, CancellationToken.None);

        Assert.Equal(Verdict.Fail, finding.Verdict);
    }

    [Fact]
    public void A_taken_port_is_a_warning()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var findings = MachineChecks.Ports($"http://127.0.0.1:{port};http://0.0.0.0:{port};http://[::1]:{port}").ToList();

        Assert.Equal([Verdict.Warn, Verdict.Warn, Verdict.Ok], findings.Select(f => f.Verdict));
    }

    [Theory]
    [InlineData("urls", "8080", "FAIL  address")]
    [InlineData("Numora:Workers", "many", "FAIL  settings")]
    public async Task A_setting_that_cannot_be_understood_fails_and_is_named(string name, string value, string line)
    {
        var (code, text) = await RunAsync(new() { ["ConnectionStrings:Numora"] = app.ConnectionString, [name] = value });

        Assert.Equal(1, code);
        Assert.Contains(line, text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_egress_entry_that_cannot_be_used_fails_and_plain_http_is_a_warning()
    {
        var bad = MachineChecks.Egress(new EgressOptions { Allow = ["10.0.0.0/99"] });
        var open = MachineChecks.Egress(new EgressOptions { AllowHttp = true, Allow = ["minio:9000"] });

        Assert.Equal(Verdict.Fail, Assert.Single(bad).Verdict);
        Assert.Contains("minio:9000", open[0].Says, StringComparison.Ordinal);
        Assert.Equal(Verdict.Warn, open[1].Verdict);
    }

    static async Task<(int Code, string Text)> RunAsync(Dictionary<string, string?> settings)
    {
        using var directory = new ScratchDirectory();
        settings["Numora:DataDirectory"] = directory.Path;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var to = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var code = await DoctorVerb.RunAsync(configuration, to, CancellationToken.None);
        return (code, to.ToString());
    }
}
