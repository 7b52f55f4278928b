namespace Numora.Platform.Postgres;

/// <summary>What the server itself says, in one file beside the cluster; its end goes into our error messages.</summary>
sealed class ServerLog(string path)
{
    const long MaxBytes = 10_000_000;
    const int TailLines = 12;
    const int TailBytes = 8_192;

    long _start;

    public string Path => path;

    /// <summary>Begins the part that belongs to the next start; keeps one earlier file.</summary>
    public async Task BeginAsync(ServerAccount account, CancellationToken ct)
    {
        if (File.Exists(path) && new FileInfo(path).Length > MaxBytes)
            File.Move(path, path + ".1", overwrite: true);
        if (!File.Exists(path))
            OwnFiles.WriteSecret(path, "");

        await account.OwnAsync(path, recursive: false, ct);
        _start = new FileInfo(path).Length;
    }

    /// <summary>The last lines since the start, in one line for a log message.</summary>
    public string Tail()
    {
        if (!File.Exists(path))
            return $"({path} is gone)";

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Max(Math.Min(_start, file.Length), file.Length - TailBytes);
        var lines = new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? "(it wrote nothing)" : string.Join(" | ", lines.TakeLast(TailLines));
    }
}
