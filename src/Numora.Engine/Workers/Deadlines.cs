namespace Numora.Engine.Workers;

/// <summary>How long a worker may take before it is killed.</summary>
static class Deadlines
{
    public static readonly TimeSpan Starting = TimeSpan.FromSeconds(20);

    /// <summary>For the caller to hand over the file; runs out when storage or the worker hangs.</summary>
    public static readonly TimeSpan Upload = TimeSpan.FromSeconds(60);

    /// <summary>For opening the file and reading its first pages.</summary>
    static readonly TimeSpan s_opening = TimeSpan.FromSeconds(10);

    static readonly TimeSpan s_pageRead = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_pageDrawn = TimeSpan.FromSeconds(5);
    static readonly TimeSpan s_file = TimeSpan.FromSeconds(120);

    /// <summary>For a page whose text is recognised, in the time of its file.</summary>
    static readonly TimeSpan s_pageRecognised = TimeSpan.FromSeconds(60);

    /// <summary>Seconds of processor time for one request, a little more than the longest deadline.</summary>
    public const int CpuSeconds = 130;

    public static TimeSpan Opening => s_opening;

    /// <summary>The time left once the number of pages is known.</summary>
    public static TimeSpan AfterOpening(WorkerOperation operation, int pages)
    {
        if (operation != WorkerOperation.Extract)
            return s_pageDrawn;
        var wanted = s_opening + pages * s_pageRead;
        return wanted < s_file ? wanted : s_file;
    }

    /// <summary>The time left when a page is about to be recognised.</summary>
    /// <param name="elapsed">Since the file was opened.</param>
    public static TimeSpan Recognising(TimeSpan elapsed)
    {
        var left = s_file - elapsed;
        return left <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : left < s_pageRecognised ? left : s_pageRecognised;
    }
}
