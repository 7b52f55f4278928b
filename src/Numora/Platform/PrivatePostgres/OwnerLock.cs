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
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new ClusterInUseException(directory, ClusterOwner.Of(PidFile(directory)), e);
        }
    }

    /// <summary>A file of its own: .NET locks what it reads, too.</summary>
    static string PidFile(string directory) => Path.Combine(directory, "owner.pid");
}
