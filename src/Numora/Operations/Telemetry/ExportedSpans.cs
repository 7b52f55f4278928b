using System.Collections.Frozen;
using System.Diagnostics;
using System.Net;
using OpenTelemetry;

namespace Numora.Operations;

/// <summary>
/// Lets out of a span only what is listed here: what a library adds tomorrow stays inside. Never values, secrets, paths, query
/// strings, addresses of databases, or messages of exceptions, which may hold any of them.
/// </summary>
sealed class ExportedSpans : BaseProcessor<Activity>
{
    static readonly ActivitySource s_source = new(NumoraActivity.Name);

    static readonly FrozenSet<string> s_tags = FrozenSet.ToFrozenSet(
    [
        "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "error.type",
        "db.system.name", "db.operation.name", "db.response.status_code", "db.npgsql.rows", "db.npgsql.prepared",
    ], StringComparer.Ordinal);

    public override void OnEnd(Activity span)
    {
        if (span.Kind is ActivityKind.Client && span.ParentSpanId == default)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded; // what the process does for itself, e.g. looks for jobs
            return;
        }

        foreach (var tag in span.TagObjects.Where(t => !IsShown(span, t.Key, t.Value)).ToList())
            span.SetTag(tag.Key, null); // removes it
        span.SetStatus(span.Status); // without a description
        if (span.Events.Any())
            Replace(span);
    }

    static bool IsShown(Activity span, string name, object? value) => name switch
    {
        // Of webhooks, destinations and file_url: the host alone, and only where it is a name.
        "server.address" => span.Source.Name == "System.Net.Http" && value is string host && !IPAddress.TryParse(host, out _),
        // Our own statements take their values as parameters; those of destinations tell of customers' tables.
        "db.query.text" => IsOurs(span.GetTagItem("db.npgsql.data_source")),
        "db.npgsql.data_source" => IsOurs(value),
        _ => s_tags.Contains(name) || name.StartsWith("numora.", StringComparison.Ordinal),
    };

    /// <summary>One without a name of ours is called by its connection string.</summary>
    static bool IsOurs(object? dataSource) => dataSource is string name && Databases.Names.Contains(name);

    /// <summary>
    /// Events cannot be taken off a span, and what libraries put there are exceptions with message and stack: another span is
    /// exported in its place. Only calls to the outside have some, and nothing is below them.
    /// </summary>
    static void Replace(Activity span)
    {
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        var parent = new ActivityContext(span.TraceId, span.ParentSpanId, ActivityTraceFlags.Recorded, isRemote: true);
        using var other = s_source.StartActivity(span.Kind, parent, span.TagObjects, span.Links, span.StartTimeUtc, span.DisplayName);
        other?.SetStatus(span.Status).SetEndTime(span.StartTimeUtc + span.Duration);
    }
}
