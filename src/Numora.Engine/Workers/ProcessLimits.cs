using System.Globalization;
using System.Runtime.InteropServices;

namespace Numora.Engine.Workers;

/// <summary>What this process may use at most; the kernel watches.</summary>
static partial class ProcessLimits
{
    /// <summary>That may be allocated in all, and mapped on top of what the runtime has reserved at its start (3 GB).</summary>
    const ulong MemoryBytes = 1536UL * 1024 * 1024;

    /// <summary>While recognising: several languages, and a page in several states of its preparation.</summary>
    const ulong RecognitionMemoryBytes = 2560UL * 1024 * 1024;

    static ulong s_mappedAtStart;

    /// <summary>The runtime keeps two open for every assembly it has loaded, about 60 in all: 64 were too few.</summary>
    const ulong OpenFiles = 256;

    // <sys/resource.h>, the same on x86-64 and arm64.
    const int CpuSeconds = 0;
    const int DataBytes = 2;
    const int CoreBytes = 4;
    const int OpenFilesLimit = 7;
    const int AddressSpace = 9;
    const ulong Unlimited = ulong.MaxValue;

    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Set(CoreBytes, 0, 0);
        Set(OpenFilesLimit, OpenFiles, OpenFiles);
        s_mappedAtStart = MappedBytes();
        Renew();
        BeFirstToGo();
    }

    /// <summary>When the machine runs out of memory, this process ends and not the host or the database.</summary>
    static void BeFirstToGo()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Some containers do not allow it; the address space is limited in any case.
        }
    }

    /// <summary>
    /// The limits of the next request: a new budget of processor time, the kernel ends the process where it is used up, and
    /// the memory of a document with text.
    /// </summary>
    public static void Renew()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Set(CpuSeconds, (ulong)Environment.CpuUsage.TotalTime.TotalSeconds + Deadlines.CpuSeconds, Unlimited);
        SetMemory(MemoryBytes);
    }

    /// <summary>Until the next request.</summary>
    public static void AllowRecognition()
    {
        if (OperatingSystem.IsLinux())
            SetMemory(RecognitionMemoryBytes);
    }

    static void SetMemory(ulong bytes)
    {
        Set(DataBytes, bytes, RecognitionMemoryBytes);
        Set(AddressSpace, s_mappedAtStart + bytes, s_mappedAtStart + RecognitionMemoryBytes);
    }

    static ulong MappedBytes()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[0]; // proc(5): the first number is the total size
        return ulong.Parse(pages, CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize;
    }

    static void Set(int resource, ulong soft, ulong hard)
    {
        var limit = new Limit { Soft = soft, Hard = hard };
        if (setrlimit(resource, in limit) == 0)
            return;
        // The host may be limited already: then its own limit is the one that counts.
        if (getrlimit(resource, out var present) == 0 && present.Hard < hard)
            Set(resource, Math.Min(soft, present.Hard), present.Hard);
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Limit
    {
        public ulong Soft, Hard;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in Limit limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getrlimit(int resource, out Limit limit);
}
