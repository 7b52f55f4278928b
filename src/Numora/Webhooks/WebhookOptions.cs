using System.ComponentModel.DataAnnotations;

namespace Numora.Webhooks;

/// <summary>Configuration <c>Numora:Webhooks</c>; the same on every host.</summary>
[Section("Numora:Webhooks")]
sealed class WebhookOptions : IValidatableObject
{
    /// <summary>11 attempts in about three days.</summary>
    static readonly TimeSpan[] DefaultSchedule =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    /// <summary>The log of a delivery must have room for all attempts of a schedule.</summary>
    const int MaxWaits = WebhookDelivery.MaxAttemptsKept - 1;

    /// <summary>Between two attempts; as many as there are waits, and one before them. Null: the contract's.</summary>
    public TimeSpan[]? Schedule { get; init; }

    /// <summary>For one attempt in all, from the look-up of the name to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An endpoint with nothing but failures for so long is disabled.</summary>
    public TimeSpan DisableAfter { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long the log of a delivery that has ended is kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The wait after an attempt that failed; null when none is left.</summary>
    /// <param name="step">How many waits were used before.</param>
    /// <param name="jitter">0 to 1: spreads a wait over 80 % to 120 %, so that not all come back at once.</param>
    public TimeSpan? Wait(int step, double jitter)
    {
        var waits = Schedule ?? DefaultSchedule;
        return step < waits.Length ? waits[step] * (0.8 + 0.4 * jitter) : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Schedule is { } waits && (waits.Length > MaxWaits || waits.Any(w => w < TimeSpan.Zero || w > TimeSpan.FromDays(30))))
            yield return new($"must be up to {MaxWaits} waits of at most 30 days, e.g. 00:00:05", [nameof(Schedule)]);
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(1))
            yield return new("must lie above 0 and be at most one minute, e.g. 00:00:15", [nameof(Timeout)]);
        if (DisableAfter <= TimeSpan.Zero)
            yield return new("must lie above 0, e.g. 5.00:00:00 for five days", [nameof(DisableAfter)]);
        if (Retention < TimeSpan.FromHours(1))
            yield return new("must be at least an hour, e.g. 30.00:00:00 for thirty days", [nameof(Retention)]);
    }
}
