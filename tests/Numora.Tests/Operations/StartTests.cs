using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Numora.Platform;
using Numora.Tests.Platform.Postgres;
using Numora.Tests.Support;

namespace Numora.Tests.Operations;

/// <summary>What a start refuses, and what a first start shows, by the real program.</summary>
[Collection(nameof(RealProcesses))]
public sealed partial class StartTests : IDisposable
{
    const string OtherKey = "sk_live_another0another0another0another0another0";

    readonly ScratchDirectory _scratch = new();

    string Data => Path.Combine(_scratch.Path, "data");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Settings_that_cannot_be_used_end_a_start_with_2_and_a_sentence_before_anything_is_made()
    {
        (string Name, string Value)[] wrong =
        [
            ("Numora__Role", "apii"), ("ASPNETCORE_URLS", "foo"), ("Serilog__MinimumLevel__Default", "Loud"),
            ("ConnectionStrings__Numora", "postgres://numora:geheim@db/numora"),
        ];

        foreach (var (name, value) in wrong)
        {
            var (code, output, error) = await NumoraProcess.RunAsync([], database: null, Data, null, (name, value));

            Assert.Equal(2, code);
            Assert.Empty(output);
            var line = Assert.Single(error.TrimEnd('\n').Split('\n'));
            Assert.StartsWith("Numora cannot start: ", line, StringComparison.Ordinal);
            Assert.Contains(name, line, StringComparison.Ordinal);
            Assert.Equal(name != "ConnectionStrings__Numora", line.Contains(value, StringComparison.Ordinal));
            Assert.False(Directory.Exists(Data), name);
        }
    }

    [Fact]
    public async Task A_taken_port_ends_a_first_start_with_2_and_a_sentence_before_anything_is_made()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        var (code, output, error) = await NumoraProcess.RunAsync([], database: null, Data, null, ("ASPNETCORE_URLS", url));

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains($"ASPNETCORE_URLS is '{url}'", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Contains("is in use by another process", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [RootFact]
    public async Task A_port_below_those_that_an_ordinary_user_may_take_is_refused_with_where_they_begin()
    {
        var lowest = File.ReadAllText("/proc/sys/net/ipv4/ip_unprivileged_port_start").Trim();
        if (int.Parse(lowest, CultureInfo.InvariantCulture) <= 80)
            return; // here any user may

        var (code, _, error) = await NumoraProcess.RunAsync(
            [], database: null, Data, Nobody, ("ASPNETCORE_URLS", "http://127.0.0.1:80"));

        Assert.Equal(2, code);
        Assert.Contains($"may not listen on port 80, only on ports from {lowest} on", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_ends_a_start_with_1_and_a_sentence_without_the_password()
    {
        var (code, _, error) = await NumoraProcess.RunAsync(
            [], "Host=127.0.0.1;Port=1;Username=u;Password=geheim;Database=d", Data);

        Assert.Equal(1, code);
        var line = Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains("PostgreSQL at 127.0.0.1:1 cannot be used", line, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("before-commit", 2)]
    [InlineData("after-commit", 1)]
    public async Task A_host_that_is_killed_as_it_makes_the_first_key_has_shown_the_one_that_works_or_the_next_start_does(
        string moment, int shown)
    {
        var database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);
        await using var killed = NumoraProcess.Launch(
            database, settings: [("Numora__BootstrapApiKey", null), (CrashPoint.Variable, $"first-key.{moment}")]);
        Assert.Equal(137, await killed.ExitsAsync(TimeSpan.FromSeconds(30)));

        await using var next = await NumoraProcess.StartAsync(database, settings: ("Numora__BootstrapApiKey", null));

        var keys = Key().Matches($"{killed.Output}\n{next.Output}").Select(m => m.Value).Distinct().ToList();
        Assert.Equal(shown, keys.Count);
        next.Http.DefaultRequestHeaders.Authorization = new("Bearer", keys[^1]);
        await next.Http.GetJsonAsync("/v1/me");
    }

    [Fact]
    public async Task Names_that_are_no_settings_and_a_first_key_that_comes_too_late_are_told_in_the_log_and_the_host_starts()
    {
        var database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);
        await using (var first = await NumoraProcess.StartAsync(database))
            Assert.DoesNotContain("BootstrapApiKey", first.Output, StringComparison.Ordinal);
        await using (var again = await NumoraProcess.StartAsync(database)) // with the same key
            Assert.DoesNotContain("BootstrapApiKey", again.Output, StringComparison.Ordinal);

        await using var other = NumoraProcess.Launch(
            database, settings: [("Numora__BootstrapApiKey", OtherKey), ("Numora__Worker", "3")]);
        await other.ReadyAsync();

        Assert.Contains("Numora__BootstrapApiKey is not used", other.Output, StringComparison.Ordinal);
        Assert.Contains("\\\"Numora__Worker\\\" is no setting", other.Output, StringComparison.Ordinal);
        Assert.Contains("Numora__Workers", other.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(OtherKey, other.Output, StringComparison.Ordinal);
    }

    internal static readonly string[] Nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    [GeneratedRegex("sk_live_[A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
