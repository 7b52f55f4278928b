using System.Diagnostics;

namespace Numora.Platform;

/// <summary>
/// The spans of the service itself; Operations/Telemetry exports them where an endpoint is configured. Elsewhere nobody listens,
/// and all here is null: ASP.NET Core makes an <see cref="Activity"/> for its logs even then, which is none of ours.
/// </summary>
static class NumoraActivity
{
    public const string Name = "Numora";

    static readonly ActivitySource s_source = new(Name);

    /// <summary>The W3C <c>traceparent</c> of what is being done now.</summary>
    public static string? Here =>
        s_source.HasListeners() && Activity.Current is { IdFormat: ActivityIdFormat.W3C } now ? now.Id : null;

    /// <summary>A document begins its trace here: the span is found by the document's id.</summary>
    /// <returns><see cref="Here"/>.</returns>
    public static string? BeginDocument(string id)
    {
        if (Here is not { } here)
            return null;
        Activity.Current!.SetTag("numora.document.id", id);
        return here;
    }

    /// <summary>
    /// A change that a request makes to a document: in the document's trace, linked with the request's own, both ways.
    /// </summary>
    /// <param name="traceParent">Of the document.</param>
    /// <returns>To be disposed when the change is saved; null where the request goes on in the document's trace.</returns>
    public static Activity? Change(string what, string id, string? traceParent)
    {
        if (!s_source.HasListeners() || !ActivityContext.TryParse(traceParent, null, isRemote: true, out var trace))
            return null;
        var request = Activity.Current;
        request?.SetTag("numora.document.id", id);
        if (request?.TraceId == trace.TraceId)
            return null;
        request?.AddLink(new(trace));
        return s_source.StartActivity($"document {what}", ActivityKind.Internal, trace,
            [new("numora.document.id", id)], request is null ? null : [new(request.Context)]);
    }

    /// <summary>One attempt at a job, in the trace of what asked for it.</summary>
    /// <param name="traceParent">As <see cref="Jobs.Job.TraceParent"/>; null or unreadable: a trace of its own.</param>
    public static Activity? Job(string kind, string subject, int attempt, string? traceParent)
    {
        var parent = ActivityContext.TryParse(traceParent, null, isRemote: true, out var asked) ? asked : default;
        var activity = s_source.StartActivity($"job {kind}", ActivityKind.Consumer, parent);
        activity?.SetTag("numora.job.kind", kind).SetTag("numora.job.subject", subject).SetTag("numora.job.attempt", attempt);
        return activity;
    }
}
