namespace Numora.Platform.Postgres;

/// <summary>
/// One host per cluster: a second one would adopt, or stop, the first one's server. The kernel releases the lock
/// (flock) when its process dies, however it dies, so it can never be stale.
/// </summary>
sealed class OwnerLock : IDisposable
{
    readonly FileStream _file;

    OwnerLock(FileStream file) => _file = file;

    public static OwnerLock Take(string directory)
    {
        var path = Path.Combine(directory, "owner.lock");
        var pidFile = Path.Combine(directory, "owner.pid"); // of its own: .NET also locks what it reads
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pidFile, $"{Environment.ProcessId}\n");
            return new(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"{path} cannot be written by user {Environment.UserName}: the database in {directory} belongs to another "
                + "user. Start the host as that user, or give it a directory of its own with Numora__DataDirectory.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new PrivatePostgresException(
                $"The database in {directory} is in use by another host (process {OwnerOf(pidFile)}). Stop that process, "
                + "or give this host a directory of its own with Numora__DataDirectory, "
                + "or let both use one database with ConnectionStrings__Numora.", e);
        }
    }

    public void Dispose() => _file.Dispose();

    static string OwnerOf(string pidFile) => File.Exists(pidFile) ? File.ReadAllText(pidFile).Trim() : "unknown";
}
