using System.Text.RegularExpressions;

namespace Numora.Platform.Postgres;

/// <summary>
/// Where the cluster of a data directory is, who runs it, and the lock on it. Usually <c>postgres</c> in that directory;
/// elsewhere when the host is root and the server's OS user cannot get there (a clone in /root, a mount without chown).
/// </summary>
sealed partial class ClusterPlace : IDisposable
{
    const string LocationFileName = "postgres.location";

    readonly OwnerLock _lock;

    ClusterPlace(string root, ServerAccount account, OwnerLock held) => (Root, Account, _lock) = (root, account, held);

    public string Root { get; }
    public ServerAccount Account { get; }
    public string Data => Path.Combine(Root, "data");
    public string PasswordFile => Path.Combine(Root, "password");
    public string LogFile => Path.Combine(Root, "server.log");

    /// <summary>The major version of the cluster, null where there is none yet.</summary>
    public int? ClusterVersion =>
        File.Exists(Path.Combine(Data, "PG_VERSION"))
        && int.TryParse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")).Trim(), out var version) ? version : null;

    public static async Task<ClusterPlace> TakeAsync(
        string dataDirectory, PrivatePostgresOptions options, ILogger log, CancellationToken ct)
    {
        dataDirectory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory));
        try
        {
            OwnFiles.CreatePassableDirectory(dataDirectory);
            var locationFile = Path.Combine(dataDirectory, LocationFileName);
            if (File.Exists(locationFile))
                return await ElsewhereAgainAsync(locationFile, options, ct);

            var usual = Path.Combine(dataDirectory, "postgres");
            var account = await ServerAccount.ForAsync(Path.Combine(usual, "data"), options.OsUser, ct);
            OwnFiles.CreatePassableDirectory(usual);
            var place = new ClusterPlace(usual, account, OwnerLock.Take(usual));
            if (!account.IsOther || await IsUsableAsync(usual, account, ct))
                return place;

            place.Dispose();
            if (place.ClusterVersion is not null)
                throw Unreachable(usual, account);

            Directory.Delete(usual, recursive: true);
            return await ElsewhereAsync(dataDirectory, locationFile, options, log, ct);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            var owner = await ServerAccount.Self.TryRunAsync("stat", ["-c", "%U", dataDirectory], ct);
            throw new PrivatePostgresException(
                $"The data directory {dataDirectory} cannot be used by user {Environment.UserName}: {e.Message} "
                + (owner.ExitCode == 0 && owner.Output.Trim() is var name && name != Environment.UserName
                    ? $"It belongs to user {name}: run this as {name}, or name" : "Name")
                + " a directory that this user may write to with Numora__DataDirectory.", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Tried, not computed: make a folder, give it away, enter it as the other user.</summary>
    static async Task<bool> IsUsableAsync(string root, ServerAccount account, CancellationToken ct)
    {
        var data = Path.Combine(root, "data");
        OwnFiles.CreatePrivateDirectory(data);
        return await account.OwnAsync(data, recursive: true, ct) is { ExitCode: 0 }
            && await account.CanEnterAsync(data, ct);
    }

    static async Task<ClusterPlace> ElsewhereAsync(
        string dataDirectory, string locationFile, PrivatePostgresOptions options, ILogger log, CancellationToken ct)
    {
        var name = $"{NameOf(dataDirectory)}-{OwnFiles.ShortHash(dataDirectory)}";
        var root = Path.Combine(options.FallbackDirectory, name);
        OwnFiles.CreatePassableDirectory(options.FallbackDirectory);
        if (Directory.Exists(root))
            SetAside(root, log);

        OwnFiles.CreatePassableDirectory(root);
        var held = OwnerLock.Take(root);
        try
        {
            var account = await ServerAccount.ForAsync(Path.Combine(root, "data"), options.OsUser, ct);
            if (!await IsUsableAsync(root, account, ct))
                throw Unreachable(root, account);

            OwnFiles.WriteSecret(locationFile, $"""
                {root}

                The database of this data directory is in the directory above, because the OS user
                '{account.Name}', who runs PostgreSQL for root, cannot reach this one. Keep both together.

                """);
            log.ClusterElsewhere(account.Name, dataDirectory, root, locationFile);
            return new(root, account, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    static async Task<ClusterPlace> ElsewhereAgainAsync(
        string locationFile, PrivatePostgresOptions options, CancellationToken ct)
    {
        var root = File.ReadLines(locationFile).FirstOrDefault()?.Trim() ?? "";
        if (!Directory.Exists(root))
        {
            throw new PrivatePostgresException(
                $"{locationFile} says that the database is in '{root}', but that directory is not there. Bring it back "
                + $"(it holds the data), or delete {locationFile} to begin with an empty database.");
        }

        var account = await ServerAccount.ForAsync(Path.Combine(root, "data"), options.OsUser, ct);
        return new(root, account, OwnerLock.Take(root));
    }

    /// <summary>
    /// The name comes from the data directory's path, so it is met again after somebody deleted that directory to begin
    /// anew. Then the old data must neither come back nor be destroyed.
    /// </summary>
    static void SetAside(string root, ILogger log)
    {
        OwnerLock.Take(root).Dispose(); // throws where a host still runs on it
        var aside = Enumerable.Range(1, int.MaxValue).Select(n => $"{root}.old{n}").First(p => !Directory.Exists(p));
        Directory.Move(root, aside);
        log.SetAside(root, aside);
    }

    static PrivatePostgresException Unreachable(string root, ServerAccount account) => new(
        $"The OS user {account.Name}, who runs PostgreSQL for root, cannot reach {root}. Let others pass through the "
        + $"directories above it (chmod o+x), or name another data directory with Numora__DataDirectory.");

    /// <summary>For a person who looks into the fallback directory: <c>/root/shop/.numora</c> is "shop".</summary>
    static string NameOf(string dataDirectory)
    {
        var name = Path.GetFileName(dataDirectory);
        if (name.StartsWith('.'))
            name = Path.GetFileName(Path.GetDirectoryName(dataDirectory) ?? "");

        name = NotPlain().Replace(name, "");
        return name.Length == 0 ? "cluster" : name[..Math.Min(name.Length, 20)];
    }

    [GeneratedRegex("[^A-Za-z0-9_-]", RegexOptions.NonBacktracking)]
    private static partial Regex NotPlain();
}
