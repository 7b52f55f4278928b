namespace Numora.Platform.Postgres;

/// <summary>
/// What an earlier, killed server left over our cluster. Called with the owner lock held: its host is dead.
/// </summary>
static class StalePostmaster
{
    /// <summary>No process has it: the kernel's highest is 4,194,304.</summary>
    const int NobodysPid = int.MaxValue;

    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    public static async Task ClearAsync(ClusterPlace place, string socketDirectory, ILogger log, CancellationToken ct)
    {
        var pidFile = Path.Combine(place.Data, "postmaster.pid");
        if (File.Exists(pidFile))
        {
            var lines = await File.ReadAllLinesAsync(pidFile, ct);
            if (int.TryParse(lines.FirstOrDefault()?.Trim(), out var pid) && await IsOursAsync(pid, place, ct))
                await StopAsync(pid, place, log, ct);

            Disown(pidFile, lines);
        }

        foreach (var socket in Directory.EnumerateFiles(socketDirectory, ".s.PGSQL.*").ToList())
            File.Delete(socket);
    }

    /// <summary>
    /// PostgreSQL refuses to start when the file names any live process of the same user, and after a reboot that may
    /// be anybody. The file itself stays: its other lines let PostgreSQL see backends that outlived their postmaster.
    /// </summary>
    static void Disown(string pidFile, string[] lines)
    {
        if (!File.Exists(pidFile))
            return;
        if (lines.Length < 2)
            File.Delete(pidFile); // cut off; PostgreSQL calls it bogus
        else
            File.WriteAllLines(pidFile, [$"{NobodysPid}", .. lines[1..]]);
    }

    /// <summary>A zombie has an empty command line and counts as dead.</summary>
    static async Task<bool> IsOursAsync(int pid, ClusterPlace place, CancellationToken ct)
    {
        var program = CommandLineOf(pid).FirstOrDefault();
        if (pid <= 0 || program is null || !Path.GetFileName(program).StartsWith("post", StringComparison.Ordinal))
            return false;

        // A postmaster works in its data directory. Compared as files, because paths differ by links.
        var same = await place.Account.TryRunAsync(
            "sh", ["-c", """[ "/proc/$0/cwd" -ef "$1" ]""", $"{pid}", place.Data], ct);
        return same.ExitCode == 0;
    }

    static async Task StopAsync(int pid, ClusterPlace place, ILogger log, CancellationToken ct)
    {
        await SignalAsync("INT", pid, place, ct);
        if (!await EndsAsync(pid, ct))
        {
            await SignalAsync("QUIT", pid, place, ct);
            if (!await EndsAsync(pid, ct))
            {
                throw new PrivatePostgresException(
                    $"PostgreSQL process {pid} still runs over {place.Data} and does not stop. "
                    + $"End it (kill -QUIT {pid}) and start the host again.");
            }
        }

        log.OrphanStopped(pid, place.Data);
    }

    static Task<ToolResult> SignalAsync(string signal, int pid, ClusterPlace place, CancellationToken ct) =>
        place.Account.TryRunAsync("sh", ["-c", """kill -s "$0" "$1" """, signal, $"{pid}"], ct);

    static async Task<bool> EndsAsync(int pid, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < StopTimeout; waited += LookAgain)
        {
            if (CommandLineOf(pid) is [])
                return true;
            await Task.Delay(LookAgain, ct);
        }

        return false;
    }

    static string[] CommandLineOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return []; // no such process, or it ended while we read
        }
    }
}
