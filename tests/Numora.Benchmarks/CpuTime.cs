using System.Globalization;

namespace Numora.Benchmarks;

/// <summary>Processor time by proc(5); it counts in hundredths of a second.</summary>
static class CpuTime
{
    const int TicksPerSecond = 100; // USER_HZ, the same on all Linux machines that .NET runs on

    // Fields of /proc/PID/stat after the name in brackets, from 0: the third of all is the first here.
    const int User = 11;
    const int System = 12;
    const int ChildrenUser = 13;
    const int ChildrenSystem = 14;

    public static TimeSpan OfThis() => Environment.CpuUsage.TotalTime;

    public static TimeSpan Of(IEnumerable<int> processIds) =>
        processIds.Aggregate(TimeSpan.Zero, (sum, id) => sum + Sum($"/proc/{id}/stat", User, System));

    /// <summary>Of all children that were waited for, with theirs.</summary>
    public static TimeSpan OfEndedChildren() => Sum("/proc/self/stat", ChildrenUser, ChildrenSystem);

    /// <summary>Of a process and its children, those that ended and were waited for included.</summary>
    public static TimeSpan OfTree(int processId) => Sum($"/proc/{processId}/stat", User, System)
        + Sum($"/proc/{processId}/stat", ChildrenUser, ChildrenSystem)
        + Directory.GetDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Aggregate(TimeSpan.Zero, (sum, child) => sum + Sum($"/proc/{child}/stat", User, System));

    static TimeSpan Sum(string path, int first, int second)
    {
        var text = File.ReadAllText(path);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[first], CultureInfo.InvariantCulture) + long.Parse(fields[second], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / (double)TicksPerSecond);
    }
}
