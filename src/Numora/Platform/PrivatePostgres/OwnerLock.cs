namespace Numora.Platform.Postgres;

/// <summary>
/// One host per cluster: a second one would adopt, or stop, the first one's server. The kernel releases the lock
/// (flock) when its process dies, however it dies, so it can never be stale.
/// </summary>
sealed class OwnerLock : IDisposable
{
    /// <summary>EWOULDBLOCK of flock, as .NET hands it on.</summary>
    const int WouldBlock = 11;

    readonly FileStream _file;

    OwnerLock(FileStream file) => _file = file;

    public static OwnerLock Take(string directory)
    {
        var held = new OwnerLock(Open(directory));
        try
        {
            File.WriteAllText(PidFile(directory), $"{Environment.ProcessId}\n");
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    static FileStream Open(string directory)
    {
        var path = Path.Combine(directory, "owner.lock");
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PrivatePostgresException(
                $"{path} cannot be written by user {Environment.UserName}: the database in {directory} belongs to "
                + "another user. Start the host as that user, or give it a directory of its own with "
                + "Numora__DataDirectory.", e);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new PrivatePostgresException(
                $"The database in {directory} is in use by another host (process {OwnerOf(directory)}). "
                + "Stop that process, or give this host a directory of its own with Numora__DataDirectory, "
                + "or let both use one database with ConnectionStrings__Numora.", e);
        }
    }

    /// <summary>A file of its own: .NET locks what it reads, too.</summary>
    static string PidFile(string directory) => Path.Combine(directory, "owner.pid");

    static string OwnerOf(string directory) =>
        File.Exists(PidFile(directory)) ? File.ReadAllText(PidFile(directory)).Trim() : "unknown";
}
