namespace Numora.Tests.Support;

/// <summary>A folder under the temp path that every OS user may pass through (0711), gone afterwards.</summary>
sealed class ScratchDirectory : IDisposable
{
    const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ScratchDirectory()
    {
        Path = Directory.CreateTempSubdirectory("numora-pg-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, Passable);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
