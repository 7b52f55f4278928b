using System.Runtime.InteropServices;
using System.Text;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>A renamed file survives a power cut only when its folder was flushed too, which .NET has no call for.</summary>
static class DirectoryFlush
{
    const int ReadOnly = 0;
    const int InvalidArgument = 22; // EINVAL: the file system (some network mounts) has no such flush

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return; // renames are logged there

        var handle = Open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnly);
        if (handle < 0)
            throw Failed(folder);
        try
        {
            if (FSync(handle) != 0 && Marshal.GetLastPInvokeError() is not InvalidArgument)
                throw Failed(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    static IOException Failed(string folder) =>
        new($"{folder} could not be flushed: {Marshal.GetLastPInvokeErrorMessage()}.", Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    static extern int FSync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    static extern int Close(int handle);
}
