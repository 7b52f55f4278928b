using Numora.Engine.Files;

namespace Numora.Operations;

/// <summary>
/// <c>doctor</c>: one line a check, and how to mend what is not well. Changes nothing and starts no database. Exit code 0
/// when nothing failed.
/// </summary>
static class DoctorVerb
{
    public static Task<int> RunAsync(CancellationToken ct) =>
        RunAsync(WebApplication.CreateBuilder().Configuration, Console.Out, ct);

    public static async Task<int> RunAsync(IConfiguration configuration, TextWriter to, CancellationToken ct)
    {
        var faults = SettingsCheck.Faults(configuration);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                await to.WriteLineAsync(Finding.Fail("settings", fault, "docs/operations.md lists the names and values.").ToString());
            return 1;
        }

        var options = configuration.GetSection("Numora").Get<NumoraOptions>() ?? new();
        var failed = 0;
        await foreach (var finding in CheckAsync(configuration, options, ct))
        {
            failed += finding.Verdict == Verdict.Fail ? 1 : 0;
            await to.WriteLineAsync(finding.ToString());
        }

        await to.WriteLineAsync(failed == 0 ? "Nothing failed." : $"Failed: {failed}.");
        return failed == 0 ? 0 : 1;
    }

    static async IAsyncEnumerable<Finding> CheckAsync(
        IConfiguration configuration, NumoraOptions options, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        yield return MachineChecks.Runtime();
        foreach (var (name, nearest) in SettingsCheck.Unknown(configuration))
            yield return Finding.Warn("settings", $"{name} is no setting and does nothing",
                nearest is null ? "docs/operations.md lists those that there are." : $"The nearest one is {nearest}.");
        foreach (var finding in await DatabaseCheck.RunAsync(configuration, options, ct))
            yield return finding;
        foreach (var reader in NativeReader.All)
            yield return await LibraryCheck.RunAsync(reader, ct);
        yield return MachineChecks.Languages();
        yield return await MachineChecks.WorkerAsync(new() { Size = 1 }, ct);
        yield return MachineChecks.Disk("data directory", options.DataDirectory);
        yield return MachineChecks.Disk("temp directory", Path.GetTempPath());
        foreach (var finding in MachineChecks.Egress(configuration.GetSection("Numora:Egress").Get<EgressOptions>() ?? new()))
            yield return finding;
        if (options.Role is not Role.Worker)
            foreach (var finding in MachineChecks.Ports(configuration["urls"] is { Length: > 0 } urls ? urls : ListenAddresses.Default))
                yield return finding;
    }
}
