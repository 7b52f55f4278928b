using System.ComponentModel.DataAnnotations;

namespace Numora.Platform.Jobs;

/// <summary>Configuration <c>Numora:Jobs</c>; the same on every host.</summary>
[Section("Numora:Jobs")]
sealed class JobOptions : IValidatableObject
{
    /// <summary>
    /// How long a claimed job stays with a process that gives no sign of life: long enough for a pause of the process,
    /// short enough that a killed one's work goes on soon.
    /// </summary>
    [Range(2, 600)]
    public int LeaseSeconds { get; init; } = 30;

    static readonly TimeSpan MaxGrace = TimeSpan.FromSeconds(24);

    /// <summary>Of the 25 s that a host has to stop, what running jobs may use to finish.</summary>
    public TimeSpan GraceOnStop { get; init; } = TimeSpan.FromSeconds(18);

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    /// <summary>Two may be late or lost before the lease is.</summary>
    public TimeSpan Heartbeat => Lease / 3;

    /// <summary>How long Hangfire hides a fetched job of a host that gives no sign of life; it says so each fifth of it.</summary>
    public TimeSpan Invisible => Lease < ShortestInvisible ? ShortestInvisible : Lease;

    /// <summary>How often, and how long after its time, a job that nobody has is looked for.</summary>
    public TimeSpan Sweep => Lease / 2;

    static readonly TimeSpan ShortestInvisible = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (GraceOnStop < TimeSpan.Zero || GraceOnStop > MaxGrace)
            yield return new($"must lie between 00:00:00 and {MaxGrace}", [nameof(GraceOnStop)]);
    }
}
