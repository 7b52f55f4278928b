using System.ComponentModel.DataAnnotations;

namespace Numora.Delivery.Runs;

/// <summary>Configuration <c>Numora:Runs</c>.</summary>
[Section("Numora:Runs")]
sealed class RunOptions : IValidatableObject
{
    /// <summary>A wait is this share longer at most, so that what failed together does not come back together.</summary>
    const double MaxJitter = 0.2;

    static readonly TimeSpan[] Default =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1),
    ];

    /// <summary>The waits between attempts; after the last one the run fails. Null: the defaults.</summary>
    public TimeSpan[]? RetrySchedule { get; init; }

    public int MaxAttempts => (RetrySchedule ?? Default).Length + 1;

    /// <param name="attempt">The one that failed, from 1.</param>
    /// <param name="after">What the other side asked for; it wins.</param>
    /// <param name="jitter">0 to 1.</param>
    /// <returns>Null: there is no further attempt.</returns>
    public TimeSpan? WaitAfter(int attempt, TimeSpan? after, double jitter)
    {
        var waits = RetrySchedule ?? Default;
        return attempt > waits.Length ? null : (after ?? waits[attempt - 1]) * (1 + jitter * MaxJitter);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if ((RetrySchedule ?? []).Any(w => w < TimeSpan.Zero))
            yield return new("must be waits of 0 or more such as 00:00:05", [nameof(RetrySchedule)]);
    }
}
