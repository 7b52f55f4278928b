using System.Diagnostics;

namespace Numora.Platform;

/// <summary>The spans of the service itself; Operations/Telemetry exports them where an endpoint is configured.</summary>
static class NumoraActivity
{
    public const string Name = "Numora";

    static readonly ActivitySource s_source = new(Name);

    /// <summary>One attempt at a job, in the trace of what asked for it.</summary>
    /// <param name="traceParent">As <see cref="Jobs.Job.TraceParent"/>; null or unreadable: a trace of its own.</param>
    /// <returns>Null where nobody listens.</returns>
    public static Activity? Job(string kind, string subject, int attempt, string? traceParent)
    {
        var parent = ActivityContext.TryParse(traceParent, null, isRemote: true, out var asked) ? asked : default;
        var activity = s_source.StartActivity($"job {kind}", ActivityKind.Consumer, parent);
        activity?.SetTag("numora.job.kind", kind).SetTag("numora.job.subject", subject).SetTag("numora.job.attempt", attempt);
        return activity;
    }
}
