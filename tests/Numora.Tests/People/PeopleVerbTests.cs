using System.Diagnostics;
using Numora.Tests.Support;

namespace Numora.Tests.People;

[Collection(nameof(RealProcesses))]
public sealed class PeopleVerbTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task The_verbs_make_list_and_disable_people_beside_a_running_service()
    {
        var (setupCode, setup, _) = await RunAsync("", "setup-link");
        Assert.Equal(0, setupCode);
        Assert.StartsWith("http://127.0.0.1:8080/setup#t=", setup, StringComparison.Ordinal);

        var (code, made, _) = await RunAsync("a password from a pipe\n", "create", "--email", "Bo@Example.com", "--name", "Bo",
            "--role", "admin", "--installation", "operator", "--password-stdin");
        Assert.Equal(0, code);
        Assert.StartsWith("per_", made, StringComparison.Ordinal);
        using var bo = new Browser(app.Address);
        Assert.Equal(302, (await bo.SignInAsync("bo@example.com", "a password from a pipe")).Status);

        var (_, withLink, _) = await RunAsync("", "create", "--email", "ada@example.com", "--name", "Ada", "--role", "reviewer");
        using var ada = new Browser(app.Address);
        var set = await ada.SubmitAsync("/password", ("Token", withLink.Trim().Split("#t=")[1]), ("Password", "the password of ada"));
        Assert.Contains("Your password is set.", set.Words, StringComparison.Ordinal);
        Assert.Equal(302, (await ada.SignInAsync("ada@example.com", "the password of ada")).Status);

        await RunAsync("", "disable", "--email", "ada@example.com");
        await Queries.UntilAsync(async () => (await ada.GetAsync("/")).Status == 302, "the session is dead", withinSeconds: 1);
        var (_, list, _) = await RunAsync("", "list");
        Assert.Contains("ada@example.com\tAda\tdefault:reviewer\tsigned in ", list, StringComparison.Ordinal);
        Assert.Contains("bo@example.com\tBo\tdefault:admin installation:operator\tsigned in ", list, StringComparison.Ordinal);
        Assert.EndsWith("\tdisabled", list.Split('\n')[0], StringComparison.Ordinal);

        foreach (var (words, says) in new[]
        {
            (new[] { "setup-link" }, "There are people already."),
            (new[] { "disable", "--email", "bo@example.com" }, "Make somebody else one first."),
            (new[] { "disable", "--email", "nobody@example.com" }, "There is no account nobody@example.com."),
            (Create("nonsense"), "nonsense is no e-mail address."),
            (Create("ada@example.com"), "There is an account ada@example.com already."),
            ([.. Create("c@example.com"), "--workspace", "acme"], "There is no workspace acme."),
        })
        {
            var (failed, _, error) = await RunAsync("", words);
            Assert.Equal(1, failed);
            Assert.Contains(says, error, StringComparison.Ordinal);
        }

        static string[] Create(string email) => ["create", "--email", email, "--name", "X", "--role", "viewer"];
    }

    [Fact]
    public async Task A_start_where_nobody_is_prints_a_set_up_link_that_works()
    {
        var database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);
        await using var host = await NumoraProcess.StartAsync(database);
        await Queries.UntilAsync(() => Task.FromResult(host.Output.Contains("/setup#t=", StringComparison.Ordinal)), "the link is printed");
        var link = host.Output.Split('\n').Single(l => l.Contains("/setup#t=", StringComparison.Ordinal)).Trim();
        using var browser = new Browser(host.Http.BaseAddress!);

        var claimed = await browser.SubmitAsync("/setup", ("Token", link.Split("#t=")[1]), ("Name", "First"),
            ("Email", "first@example.com"), ("Password", "a long first password"));

        Assert.StartsWith($"Open {host.Http.BaseAddress}setup#t=", link, StringComparison.Ordinal);
        Assert.Equal((302, "/"), (claimed.Status, claimed.Location));
        Assert.Equal(200, (await browser.GetAsync("/")).Status);
    }

    async Task<(int Code, string Out, string Error)> RunAsync(string input, params string[] words)
    {
        using var scratch = new ScratchDirectory();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Numora.dll"), "people", .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["ConnectionStrings__Numora"] = app.ConnectionString;
        start.Environment["Numora__DataDirectory"] = scratch.Path;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).TrimEnd('\n'), await error);
    }
}
