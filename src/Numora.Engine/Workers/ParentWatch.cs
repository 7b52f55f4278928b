using System.Runtime.InteropServices;

namespace Numora.Engine.Workers;

/// <summary>
/// Ends this process when the host is gone, also in the middle of a document: then the last writer of standard input has
/// closed it, which is seen without reading. (PR_SET_PDEATHSIG would fire when the host's starting thread ends.)
/// </summary>
static unsafe partial class ParentWatch
{
    const short HangUp = 0x10;
    const short Failed = 0x08;
    const int Interrupted = 4;
    const int ForEver = -1;

    public static void Start() => new Thread(Watch, maxStackSize: 256 * 1024) { IsBackground = true }.Start();

    static void Watch()
    {
        var standardInput = new PollDescriptor { Descriptor = 0 };
        while (true)
        {
            var count = poll(&standardInput, 1, ForEver);
            if (count > 0 && (standardInput.Returned & (HangUp | Failed)) != 0)
                _exit(0); // at once: native code may be in a loop
            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                return;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollDescriptor* descriptors, nuint count, int timeoutMs);

    [LibraryImport("libc")]
    private static partial void _exit(int code);
}
