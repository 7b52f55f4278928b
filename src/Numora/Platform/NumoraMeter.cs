using System.Diagnostics.Metrics;
using System.Text.Json;
using Numora.Engine;

namespace Numora.Platform;

/// <summary>What the service counts about itself; Operations/Metrics shows it. Labels are words of ours, never of callers.</summary>
static class NumoraMeter
{
    public const string Name = "Numora";

    static readonly Meter s_meter = new(Name);

    static readonly Counter<long> s_jobAttempts = s_meter.CreateCounter<long>("numora.job.attempts");
    static readonly Counter<long> s_jobFailures = s_meter.CreateCounter<long>("numora.job.failures");
    static readonly Counter<long> s_jobsGivenUp = s_meter.CreateCounter<long>("numora.jobs.given_up");
    static readonly Histogram<double> s_extractions = s_meter.CreateHistogram<double>("numora.extraction.duration", "s");

    /// <summary>A job of this kind is being tried.</summary>
    public static void JobAttempt(string kind) => s_jobAttempts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>The attempt threw; there may be another.</summary>
    public static void JobFailure(string kind) => s_jobFailures.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>There will be no other.</summary>
    public static void JobGivenUp(string kind) => s_jobsGivenUp.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <param name="schema">As found, or as asked for where the document could not be read.</param>
    /// <param name="no">Why it could not be read; null when it was.</param>
    public static void Extraction(string schema, FailureCode? no, TimeSpan duration) => s_extractions.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("schema", schema),
        new KeyValuePair<string, object?>(
            "outcome", no is { } code ? JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()) : "extracted"));
}
