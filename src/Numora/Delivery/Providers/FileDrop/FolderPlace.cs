namespace Numora.Delivery.Providers.FileDrop;

/// <summary>
/// A folder of this host, or one mounted on it. A file appears whole under its name: it is written under another, flushed to
/// the disk, and renamed.
/// </summary>
sealed class FolderPlace(string folder, FolderRoots roots) : IDropPlace
{
    // errno of Linux, which .NET keeps as the HResult of an IOException
    const int NoSpaceLeft = 28;
    const int QuotaExceeded = 122;
    const int ReadOnlyFileSystem = 30;
    const int CompareBufferBytes = 64 * 1024;
    const string PartExtension = ".part";

    /// <summary>Renaming follows writing at once; a file that waits longer has lost its writer.</summary>
    static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    public string Name => $"the folder {folder}";

    public string IdOf(string file) => file;

    public string? UrlOf(string file) => null;

    public async Task<string> TestAsync(CancellationToken ct)
    {
        RefuseOutside();
        var trial = Path.Combine(folder, $".numora-test.{Path.GetRandomFileName()}{PartExtension}");
        try
        {
            await WriteNewAsync(trial, (to, token) => to.WriteAsync("test"u8.ToArray(), token).AsTask(), ct);
        }
        finally
        {
            File.Delete(trial);
        }

        return $"A file could be written to {folder} and deleted again.";
    }

    public async Task<DropState> LookAsync(string file, byte[] bytes, CancellationToken ct)
    {
        RefuseOutside();
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return DropState.Absent;

        await using var there = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (there.Length != bytes.Length)
            return DropState.Different;

        var buffer = new byte[CompareBufferBytes];
        for (var at = 0; at < bytes.Length;)
        {
            var read = await there.ReadAsync(buffer, ct);
            if (read == 0 || at + read > bytes.Length || !buffer.AsSpan(0, read).SequenceEqual(bytes.AsSpan(at, read)))
                return DropState.Different;
            at += read;
        }

        return DropState.Same;
    }

    public async Task WriteAsync(string file, PushFile content, CancellationToken ct)
    {
        RefuseOutside();
        var part = Path.Combine(folder, $".{file}.{Path.GetRandomFileName()}{PartExtension}");
        try
        {
            await WriteNewAsync(part, content.CopyToAsync, ct);
            DeleteLeftovers(file, olderThan: File.GetLastWriteTimeUtc(part) - LeftoverAge);
            File.Move(part, Path.Combine(folder, file), overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        DirectoryFlush.Flush(folder); // the new name itself
    }

    /// <summary>
    /// What processes left that were killed while they wrote: by the clock of the file system, which wrote both times. A
    /// living one still holds its lock.
    /// </summary>
    void DeleteLeftovers(string file, DateTime olderThan)
    {
        foreach (var part in Directory.EnumerateFiles(folder, ".*" + PartExtension))
        {
            if (!Path.GetFileName(part).StartsWith($".{file}.", StringComparison.Ordinal)
                || File.GetLastWriteTimeUtc(part) > olderThan)
                continue;
            try
            {
                using (new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                    File.Delete(part);
            }
            catch (IOException)
            {
                // It is being written, or somebody else has just deleted it.
            }
        }
    }

    /// <summary><c>CreateNew</c> follows no link that somebody else laid under the name.</summary>
    static async Task WriteNewAsync(string path, Func<Stream, CancellationToken, Task> copyToAsync, CancellationToken ct)
    {
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await copyToAsync(to, ct);
        await to.FlushAsync(ct);
        to.Flush(flushToDisk: true);
    }

    public PushAnswer? Explain(Exception e) => e switch
    {
        OutsideRootsException => new PushAnswer.Refused("destination_refused", e.Message),
        DirectoryNotFoundException => new PushAnswer.Refused("destination_unreachable", $"There is no folder {folder} on this host."),
        UnauthorizedAccessException => new PushAnswer.Refused("destination_refused",
            $"The service's user ({Environment.UserName}) may not write to {folder}."),
        IOException { HResult: ReadOnlyFileSystem } => new PushAnswer.Refused("destination_refused", $"{folder} is read-only."),
        IOException { HResult: NoSpaceLeft } => new PushAnswer.TryLater("destination_busy", $"The disk of {folder} is full."),
        IOException { HResult: QuotaExceeded } => new PushAnswer.TryLater("destination_busy", $"The quota of {folder} is used up."),
        IOException io => new PushAnswer.TryLater("destination_unreachable", $"{folder} could not be used: {io.Message}"),
        _ => null,
    };

    void RefuseOutside()
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException();
        if (!roots.AllowReal(folder))
            throw new OutsideRootsException($"{folder} leads out of the folders that the operator allows: {roots}.");
    }

    sealed class OutsideRootsException(string message) : Exception(message);
}
