namespace Numora.Delivery;

/// <summary>Configuration <c>Numora:Outbox</c>.</summary>
sealed class OutboxOptions
{
    static readonly TimeSpan[] Default =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24),
    ];

    /// <summary>After so many failures a document comes back only by dispatch or retry-push.</summary>
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
}
