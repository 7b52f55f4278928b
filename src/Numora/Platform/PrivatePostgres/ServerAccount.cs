using System.Diagnostics;

namespace Numora.Platform.Postgres;

/// <summary>
/// Who runs the server programs: this user, or, because PostgreSQL refuses root, another one when this is root.
/// Every program starts with an empty environment: root's TMPDIR, HOME or LC_* may be unusable for the other user.
/// </summary>
sealed class ServerAccount
{
    /// <summary>initdb takes a second; ten slow disks' worth.</summary>
    static readonly TimeSpan ToolTimeout = TimeSpan.FromSeconds(120);

    readonly string[] _become;
    readonly string? _owner;

    ServerAccount(string name, string? owner, params string[] become) =>
        (Name, _owner, _become) = (name, owner, become);

    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <summary>True when the host is root and the server is somebody else.</summary>
    public bool IsOther => _owner is not null;

    public static ServerAccount Self { get; } = new(Environment.UserName, null);

    /// <summary>
    /// The owner of an existing cluster (maybe made by a host that was not root), else <paramref name="osUser"/>.
    /// </summary>
    public static async Task<ServerAccount> ForAsync(string clusterData, string osUser, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess)
            return Self;

        var stat = await Self.TryRunAsync("stat", ["-c", "%u %g", clusterData], ct);
        if (stat is { ExitCode: 0 } && stat.Output.Trim().Split(' ') is [var uid, var gid] && uid != "0")
        {
            return new($"uid {uid}", $"{uid}:{gid}",
                "setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups", "--inh-caps=-all", "--no-new-privs");
        }

        if (await Self.TryRunAsync("id", ["-u", osUser], ct) is { ExitCode: not 0 } id)
        {
            throw new PrivatePostgresException(
                $"PostgreSQL does not run as root, and there is no OS user '{osUser}' to run it ({id.Output.Trim()}). "
                + "Install PostgreSQL (apt-get install postgresql makes that user), start the host as an ordinary "
                + "user, or name a database with ConnectionStrings__Numora.");
        }

        return new(osUser, $"{osUser}:",
            "setpriv", $"--reuid={osUser}", $"--regid={osUser}", "--init-groups", "--inh-caps=-all", "--no-new-privs");
    }

    public ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        string[] line = [.. _become, program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // the host's own may be closed to the other user
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    public async Task<ToolResult> TryRunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ToolTimeout);
        using var process = Process.Start(Command(program, arguments))!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            throw new PrivatePostgresException($"{program} did not end within {ToolTimeout.TotalSeconds:0} s.");
        }
    }

    public async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var result = await TryRunAsync(program, arguments, ct);
        if (result.ExitCode != 0)
        {
            throw new PrivatePostgresException(
                $"{Path.GetFileName(program)} failed as OS user {Name} (exit code {result.ExitCode}): "
                + result.Output.Trim());
        }
    }

    /// <summary>Gives files to this account. Nothing to do where the server runs as the host's own user.</summary>
    public async Task<ToolResult> OwnAsync(string path, bool recursive, CancellationToken ct)
    {
        string[] how = recursive ? ["-R"] : [];
        return _owner is null ? new(0, "") : await Self.TryRunAsync("chown", [.. how, _owner, path], ct);
    }

    /// <summary>Whether this account can enter the folder. Tried, since modes do not tell of ACLs and mounts.</summary>
    public async Task<bool> CanEnterAsync(string directory, CancellationToken ct) =>
        await TryRunAsync("test", ["-x", directory], ct) is { ExitCode: 0 };
}

readonly record struct ToolResult(int ExitCode, string Output);
