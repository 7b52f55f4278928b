namespace Numora.Engine.Workers;

/// <summary>The environment of a worker: none of the host's, which holds secrets, and how its runtime is to behave.</summary>
static class WorkerEnvironment
{
    static readonly (string Name, string Value)[] s_runtime =
    [
        ("DOTNET_GCHeapHardLimit", "0x8000000"), // 128 MB: managed memory runs out before the machine does
        ("DOTNET_gcServer", "0"),
        ("DOTNET_gcConcurrent", "0"), // one document at a time: no second thread for collections
        ("DOTNET_EnableDiagnostics", "0"), // no socket, no pipe in /tmp
        ("DOTNET_TieredPGO", "0"), // counts calls of a process that soon ends
        ("DOTNET_TieredCompilation", "1"),
        ("DOTNET_NOLOGO", "1"),
        ("OMP_THREAD_LIMIT", "1"), // read by recognition libraries when they load
        ("LC_ALL", "C.UTF-8"),
    ];

    /// <summary>Where the runtime and the languages of recognition are, when they are not in their usual places.</summary>
    static readonly string[] s_kept = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "TESSDATA_PREFIX"];

    public static void Set(IDictionary<string, string?> environment)
    {
        var kept = s_kept.Where(environment.ContainsKey).Select(name => (name, environment[name])).ToArray();
        environment.Clear();
        foreach (var (name, value) in kept)
            environment[name] = value;
        foreach (var (name, value) in s_runtime)
            environment[name] = value;
    }
}
