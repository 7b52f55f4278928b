using System.Security.Cryptography;
using System.Text;

namespace Numora.Platform.Postgres;

/// <summary>Files and folders with a mode from the start: there is no moment in which others could read them.</summary>
static class OwnFiles
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>0700.</summary>
    public static void CreatePrivateDirectory(string path) => Create(path, OwnerOnly);

    /// <summary>0711: others may pass through to what is theirs, and not list it.</summary>
    public static void CreatePassableDirectory(string path) =>
        Create(path, OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    /// <summary>0600, replaced as a whole: after a crash there is the old content or the new.</summary>
    public static void WriteSecret(string path, string content)
    {
        NotOnWindows();
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Twelve hex digits that stand for a path.</summary>
    public static string ShortHash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];

    static void Create(string path, UnixFileMode mode)
    {
        NotOnWindows();
        if (Directory.Exists(path) || OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode); // whatever the umask made of it
    }

    static void NotOnWindows()
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
    }
}
