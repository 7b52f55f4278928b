using System.ComponentModel.DataAnnotations;

namespace Numora.Delivery;

/// <summary>Configuration <c>Numora:Outbox</c>.</summary>
[Section("Numora:Outbox")]
sealed class OutboxOptions : IValidatableObject
{
    static readonly TimeSpan[] Default =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24),
    ];

    /// <summary>After so many failures a document comes back only by dispatch or retry-push.</summary>
    [Range(1, 1_000_000)]
    public int MaxFailures { get; init; } = 10;

    /// <summary>How long a document stays out of the outbox after a failed delivery; the last one repeats. Null: the defaults.</summary>
    public TimeSpan[]? Backoff { get; init; }

    /// <param name="failures">Since the approval, this one included.</param>
    /// <returns>Null: until a person acts.</returns>
    public TimeSpan? HiddenFor(int failures)
    {
        var waits = Backoff ?? Default;
        return failures >= MaxFailures ? null : waits[Math.Min(failures, waits.Length) - 1];
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext context)
    {
        if (Backoff is { } waits && (waits.Length == 0 || waits.Any(w => w < TimeSpan.Zero)))
            yield return new("must be waits of 0 or more such as 00:05:00", [nameof(Backoff)]);
    }
}
