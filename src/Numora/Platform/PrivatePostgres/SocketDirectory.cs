using System.Text;
using System.Text.RegularExpressions;

namespace Numora.Platform.Postgres;

/// <summary>
/// The folder of the server's unix socket: beside the cluster, or, where that path cannot be a socket's, a short one.
/// </summary>
static partial class SocketDirectory
{
    /// <summary>sockaddr_un.sun_path on Linux, without its end mark.</summary>
    const int MaxPathBytes = 107;

    public static async Task<string> PrepareAsync(ClusterPlace place, CancellationToken ct)
    {
        var usual = Path.Combine(place.Root, "run");
        var directory = Fits(usual) ? usual : await ShortAsync(place.Root, ct);
        OwnFiles.CreatePrivateDirectory(directory);
        await RefuseForeignAsync(directory, place.Account, ct);
        var owned = await place.Account.OwnAsync(directory, recursive: false, ct);
        return owned.ExitCode == 0 ? directory : throw new PrivatePostgresException(
            $"The socket directory {directory} cannot be given to OS user {place.Account.Name}: {owned.Output.Trim()}");
    }

    /// <summary>Besides the length: Npgsql and PostgreSQL take a comma, colon, quote or blank for syntax.</summary>
    static bool Fits(string directory) =>
        Encoding.UTF8.GetByteCount($"{directory}/.s.PGSQL.65535") <= MaxPathBytes && Plain().IsMatch(directory);

    static async Task<string> ShortAsync(string root, CancellationToken ct)
    {
        var name = OwnFiles.ShortHash(root);
        if (Environment.IsPrivilegedProcess)
        {
            OwnFiles.CreatePassableDirectory("/run/numora");
            return $"/run/numora/{name}";
        }

        // Made by the login session, 0700; not there for services and in containers.
        var session = $"{Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")}/numora-{name}";
        if (Directory.Exists(Path.GetDirectoryName(session)) && session.LastIndexOf('/') > 0 && Fits(session))
            return session;

        var uid = await ServerAccount.Self.TryRunAsync("id", ["-u"], ct);
        return $"/tmp/numora-{uid.Output.Trim()}-{name}";
    }

    /// <summary>In /tmp anybody may have made the folder first; a server there would be at their mercy.</summary>
    static async Task RefuseForeignAsync(string directory, ServerAccount account, CancellationToken ct)
    {
        // Root may pass everywhere and /run/numora is root's own.
        if (Environment.IsPrivilegedProcess)
            return;

        var mine = await account.TryRunAsync(
            "sh", ["-c", """[ -d "$0" ] && [ ! -L "$0" ] && [ -O "$0" ] && chmod 0700 "$0" """, directory], ct);
        if (mine.ExitCode != 0)
        {
            throw new PrivatePostgresException(
                $"The socket directory {directory} is not a directory of user {account.Name}. Delete it, "
                + "or name a data directory with a shorter, plain path with Numora__DataDirectory.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9/._+@=-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
