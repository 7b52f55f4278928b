using System.Diagnostics;
using System.Globalization;

namespace Numora.Platform.Postgres;

/// <summary>
/// A shell between the host and the server. It waits for the postmaster, so that a killed one is reaped (a zombie would
/// hold the lock files), and a watcher in it reads our pipe: its end means that the host is gone, even by SIGKILL, and
/// stops the server. It hangs on no thread of ours (a parent-death signal would come when the starting thread ends).
/// </summary>
sealed class Guard : IDisposable
{
    const string Script = """
        exec 4<&0 3>>"$NUMORA_SERVER_LOG"
        "$0" "$@" </dev/null >&3 2>&3 4<&- &
        postmaster=$!
        echo $postmaster
        ( read _; kill -INT $postmaster ) <&4 >/dev/null 2>&1 3>&- &
        watcher=$!
        exec >/dev/null 2>&1 3>&- 4<&-
        wait $postmaster; code=$?
        kill $watcher
        exit $code
        """;

    readonly Process _shell;
    readonly ServerAccount _account;

    Guard(Process shell, ServerAccount account, int postmasterPid) =>
        (_shell, _account, PostmasterPid) = (shell, account, postmasterPid);

    public int PostmasterPid { get; }
    public bool HasExited => _shell.HasExited;

    public Task ExitedAsync(CancellationToken ct) => _shell.WaitForExitAsync(ct);

    /// <summary>Starts a session of its own: a terminal's Ctrl-C must not stop the server before the host has drained.</summary>
    public static async Task<Guard> StartAsync(
        ServerAccount account, string postgres, IEnumerable<string> arguments, string logFile, CancellationToken ct)
    {
        var command = account.Command("setsid", ["sh", "-c", Script, postgres, .. arguments]);
        command.Environment["NUMORA_SERVER_LOG"] = logFile;
        var shell = Process.Start(command)!;
        var said = await shell.StandardOutput.ReadLineAsync(ct);
        if (int.TryParse(said, CultureInfo.InvariantCulture, out var pid))
            return new(shell, account, pid);

        var error = await shell.StandardError.ReadToEndAsync(ct);
        shell.Dispose();
        throw new PrivatePostgresException(
            $"PostgreSQL could not be launched as OS user {account.Name}: {error.Trim()}");
    }

    /// <summary>Fast shutdown: clients are cut off, a checkpoint is written. False: it did not end in time.</summary>
    public async Task<bool> StopAsync(TimeSpan within)
    {
        _shell.StandardInput.Close();
        return await EndsAsync(within);
    }

    /// <summary>Immediate shutdown: the next start recovers from the log.</summary>
    public async Task<bool> QuitAsync(TimeSpan within)
    {
        await _account.TryRunAsync("sh", ["-c", """kill -s QUIT "$0" """, $"{PostmasterPid}"], CancellationToken.None);
        return await EndsAsync(within);
    }

    public void Dispose()
    {
        _shell.StandardInput.Close(); // also frees a watcher whose guard was killed
        _shell.Dispose();
    }

    async Task<bool> EndsAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        await _shell.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _shell.HasExited;
    }
}
