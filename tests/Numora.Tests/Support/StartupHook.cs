using Microsoft.Extensions.Logging;
using Numora.Platform.Postgres;

/// <summary>
/// A host that a test can kill. <c>DOTNET_STARTUP_HOOKS</c> makes the runtime call this before Main, so
/// <c>dotnet exec Numora.Tests.dll</c> becomes a process that owns a private PostgreSQL and does nothing else.
/// The runtime looks for exactly this name, outside any namespace.
/// </summary>
static class StartupHook
{
    public const string DirectoryVariable = "NUMORA_TEST_OWN_POSTGRES";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { Length: > 0 } directory)
            return;

        using var logs = LoggerFactory.Create(l => l.AddSimpleConsole(c => c.SingleLine = true));
        var log = logs.CreateLogger("PrivatePostgres");
        var starting = PrivatePostgres.StartAsync(directory, new() { UnsafeFast = true }, log, CancellationToken.None);
        var postgres = starting.GetAwaiter().GetResult();
        Console.WriteLine($"ready {postgres.PostmasterPid} {postgres.ConnectionString}");
        Console.ReadLine();
        postgres.StopAsync().GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
