using System.Diagnostics.Tracing;

namespace Numora.Operations;

/// <summary>
/// The exporter keeps its faults to itself, in an event source: the first one, and then at most one an hour, becomes a line in
/// the log. What could not be sent is dropped; requests and jobs do not wait for it.
/// </summary>
sealed partial class ExportFaults(ILogger<ExportFaults> log) : EventListener, IHostedService
{
    static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    /// <summary>Warnings, because it tries again for some seconds.</summary>
    static readonly string[] s_transient =
        ["TransientHttpError", "GrpcStatusWarning", "RequestTimedOut", "OperationUnexpectedlyCanceled", "ExportHttpFailure"];

    long _nextAt = long.MinValue;

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "OpenTelemetry-Exporter-OpenTelemetryProtocol")
            EnableEvents(source, EventLevel.Warning);
    }

    /// <param name="fault">The texts in it are left out: they have the receiver's address in them.</param>
    protected override void OnEventWritten(EventWrittenEventArgs fault)
    {
        if (fault.Level > EventLevel.Error && !s_transient.Contains(fault.EventName))
            return; // it has other worries, too
        var (now, next) = (Environment.TickCount64, Interlocked.Read(ref _nextAt));
        if (now >= next && Interlocked.CompareExchange(ref _nextAt, now + (long)Silence.TotalMilliseconds, next) == next)
            NotSent(fault.EventName);
    }

    [LoggerMessage(1541, LogLevel.Warning, "Traces and metrics could not be sent ({Fault}) and are dropped until they can; " +
        "check OTEL_EXPORTER_OTLP_ENDPOINT, _PROTOCOL and _HEADERS. This is told once an hour")]
    partial void NotSent(string? fault);
}
