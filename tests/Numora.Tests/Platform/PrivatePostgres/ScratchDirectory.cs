namespace Numora.Tests.Platform.Postgres;

/// <summary>A folder for one test that every OS user may pass through (0711), gone afterwards.</summary>
sealed class ScratchDirectory : IDisposable
{
    const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public ScratchDirectory()
    {
        Path = Directory.CreateTempSubdirectory("numora-pg-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, OwnerAll | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
