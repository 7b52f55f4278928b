using System.Runtime.InteropServices;

namespace Numora.Engine.Workers;

/// <summary>How a worker process is started.</summary>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The hidden verb of the executable; <see cref="WorkerLoop.Run"/> answers it.</summary>
    public const string Verb = "worker";

    const string Program = "Numora";

    /// <summary>This program itself; from a test or tool, the program that lies beside it.</summary>
    public static WorkerCommand OfThisProgram()
    {
        var self = Environment.ProcessPath;
        // The whole name: of "Numora.Benchmarks" a part would pass for an extension.
        if (self is not null && Path.GetFileName(self) is Program or Program + ".exe")
            return new(self, [Verb]);
        return new(Muxer(self), [Path.Combine(AppContext.BaseDirectory, $"{Program}.dll"), Verb]);
    }

    /// <summary>The <c>dotnet</c> that runs this process, or belongs to its runtime.</summary>
    static string Muxer(string? self) =>
        self is not null && Path.GetFileNameWithoutExtension(self) == "dotnet"
            ? self
            : Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
}
