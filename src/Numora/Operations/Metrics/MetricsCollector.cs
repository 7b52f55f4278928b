using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Numora.Operations;

/// <summary>Listens to the instruments of this process from its start on and keeps what they say, until it is scraped.</summary>
sealed class MetricsCollector : IDisposable
{
    static readonly double[] s_requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    static readonly double[] s_extractionSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 120];

    readonly MeterListener _listener = new();
    readonly long _started = Stopwatch.GetTimestamp();

    readonly List<MetricFamily> _families =
    [
        new("numora_http_request_duration_seconds", "histogram", "Answered requests by route pattern.",
            "Microsoft.AspNetCore.Hosting", "http.server.request.duration",
            ("http.request.method", "method"), ("http.route", "route"), ("http.response.status_code", "status"))
        { Bounds = s_requestSeconds },
        new("numora_http_requests_in_flight", "gauge", "Requests being answered.",
            "Microsoft.AspNetCore.Hosting", "http.server.active_requests"),
        new("numora_job_attempts_total", "counter", "Attempts at jobs in this process.",
            NumoraMeter.Name, "numora.job.attempts", ("kind", "kind")),
        new("numora_job_failures_total", "counter", "Attempts that failed and may be repeated.",
            NumoraMeter.Name, "numora.job.failures", ("kind", "kind")),
        new("numora_jobs_given_up_total", "counter", "Jobs whose attempts were used up.",
            NumoraMeter.Name, "numora.jobs.given_up", ("kind", "kind")),
        new("numora_extraction_duration_seconds", "histogram", "Documents read, by schema and outcome.",
            NumoraMeter.Name, "numora.extraction.duration", ("schema", "schema"), ("outcome", "outcome"))
        { Bounds = s_extractionSeconds },
        new("numora_database_connections", "gauge", "Pooled connections to PostgreSQL.",
            "Npgsql", "db.client.connection.count", ("db.client.connection.state", "state"))
        { IsObserved = true },
    ];

    public MetricsCollector(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // ASP.NET Core has its meters for each host; another host may live in this process (tests).
            if (instrument.Meter.Scope is { } scope && !ReferenceEquals(scope, factory))
                return;
            if (_families.Find(f => f.IsMadeFrom(instrument)) is { } family)
                listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>The collector is made when the host is.</summary>
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_started);

    public void WriteTo(Exposition page)
    {
        lock (_listener) // two scrapes at once would count what is observed twice
        {
            foreach (var family in _families.Where(f => f.IsObserved))
                family.Forget();
            _listener.RecordObservableInstruments();
            foreach (var family in _families)
                family.WriteTo(page);
        }
    }

    public void Dispose() => _listener.Dispose();
}
