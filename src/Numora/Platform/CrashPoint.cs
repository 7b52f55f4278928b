using System.Diagnostics;

namespace Numora.Platform;

/// <summary>
/// Places by name at which a test ends a real process with SIGKILL, e.g. <c>extract.before-commit</c>, to see what is left
/// (spec/reliability.md §2 "Test for it"). Without <c>NUMORA_FAULT</c> in the environment nothing happens there.
/// </summary>
static class CrashPoint
{
    public const string Variable = "NUMORA_FAULT";

    static readonly string? Armed = Environment.GetEnvironmentVariable(Variable);

    public static void Pass(string what, string moment)
    {
        if (Armed is null || Armed != $"{what}.{moment}")
            return;
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite); // the signal is on its way: nothing more may happen here
    }
}
