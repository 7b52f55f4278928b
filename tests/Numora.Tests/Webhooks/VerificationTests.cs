using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Numora.Tests.Support;

namespace Numora.Tests.Webhooks;

/// <summary>What receivers do: verify by independent implementations, and by the few lines of shell in docs/webhooks.md.</summary>
public sealed partial class VerificationTests(WebhookApp app) : IClassFixture<WebhookApp>, IAsyncLifetime
{
    TestReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await TestReceiver.StartAsync();
        _receiver.On("/hook", 200);
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [VerifiersFact]
    public async Task Two_libraries_verify_what_arrives_also_during_a_rotation_and_refuse_what_was_altered()
    {
        var created = await app.Http.EndpointAsync($"{_receiver.Base}/hook");
        await app.Http.PingsAsync(created.Id());
        var rotated = await (await app.Http.AskAsync(created.Id(), "rotate-secret")).JsonAsync();
        await app.Http.PingsAsync(created.Id());
        var (before, during) = (_receiver.Requests[0], _receiver.Requests[1]);
        var (old, young) = (created.Text("secret")!, rotated.Text("secret")!);

        Assert.Equal(["ok", "ok"], await VerifyAsync(old, before, before.Text));
        Assert.Equal(["ok", "ok"], await VerifyAsync(old, during, during.Text));
        Assert.Equal(["ok", "ok"], await VerifyAsync(young, during, during.Text));
        Assert.DoesNotContain("ok", await VerifyAsync(young, before, before.Text));
        Assert.DoesNotContain("ok", await VerifyAsync(young, during, during.Text.Replace("ping", "pong", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_lines_of_shell_in_the_manual_verify_what_arrives()
    {
        var created = await app.Http.EndpointAsync($"{_receiver.Base}/hook");
        await app.Http.PingsAsync(created.Id());
        var rotated = await (await app.Http.AskAsync(created.Id(), "rotate-secret")).JsonAsync();
        await app.Http.PingsAsync(created.Id());
        var scripts = Shell().Matches(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "webhooks.md")))
            .Select(m => m.Groups[1].Value).Where(s => s.Contains("openssl", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, scripts.Count); // our own header, and Standard Webhooks
        foreach (var script in scripts)
        {
            Assert.Equal("valid", await ShellAsync(script, created.Text("secret")!, _receiver.Requests[0]));
            Assert.Equal("valid", await ShellAsync(script, created.Text("secret")!, _receiver.Requests[1]));
            Assert.Equal("valid", await ShellAsync(script, rotated.Text("secret")!, _receiver.Requests[1]));
            Assert.Equal("not valid", await ShellAsync(script, rotated.Text("secret")!, _receiver.Requests[0]));
            var altered = _receiver.Requests[0] with { Body = "{}"u8.ToArray() };
            Assert.Equal("not valid", await ShellAsync(script, created.Text("secret")!, altered));
        }
    }

    static async Task<string[]> VerifyAsync(string secret, Received request, string body)
    {
        var start = new ProcessStartInfo("node", ["verify.mjs"])
        {
            WorkingDirectory = VerifiersFactAttribute.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var headers = request.Headers.Where(h => h.Key.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value);
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { secret, headers, body }));
        node.StandardInput.Close();
        var answers = JsonElement.Parse(await node.StandardOutput.ReadToEndAsync());
        return [answers.Text("standardwebhooks")!, answers.Text("svix")!];
    }

    static async Task<string> ShellAsync(string script, string secret, Received request)
    {
        var folder = Directory.CreateTempSubdirectory("numora-webhook-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "body.json"), request.Body);
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-eu", "-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment =
            {
                ["SECRET"] = secret,
                ["SIGNATURE"] = request.Headers["X-Numora-Webhook-Signature"],
                ["WEBHOOK_ID"] = request.Headers["webhook-id"],
                ["WEBHOOK_TIMESTAMP"] = request.Headers["webhook-timestamp"],
                ["WEBHOOK_SIGNATURE"] = request.Headers["webhook-signature"],
            },
        })!;
        var said = await shell.StandardOutput.ReadToEndAsync();
        Directory.Delete(folder, recursive: true);
        return said.Trim();
    }

    internal static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();
}

/// <summary>
/// Skipped, and said to be, where the npm packages are not installed. <c>eng/test.sh</c> installs them and sets the variable:
/// then their absence is a failure.
/// </summary>
sealed class VerifiersFactAttribute : FactAttribute
{
    public VerifiersFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "svix"))
            && Environment.GetEnvironmentVariable("NUMORA_TEST_VERIFIERS") != "required")
            Skip = "The verifiers are not installed: npm ci --prefix tests/webhook-verifiers (eng/test.sh does it).";
    }

    public static string Folder => Path.Combine(VerificationTests.Root(), "tests", "webhook-verifiers");
}
