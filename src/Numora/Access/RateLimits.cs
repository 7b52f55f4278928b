using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Numora.Access;

/// <summary>Configuration <c>Numora:RateLimit</c>.</summary>
[Section("Numora:RateLimit")]
sealed class RateLimitOptions
{
    /// <summary>How fast a key's bucket fills.</summary>
    [Range(1, 1_000_000)]
    public int PermitsPerMinute { get; init; } = 600;

    /// <summary>How much a key's bucket holds: low-code clients send a whole page of items at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 300;
}

/// <summary>
/// A token bucket a key, in this process. Framework limiters do not tell what is left and when the bucket is full again,
/// which every answer must.
/// </summary>
sealed class RateLimits(RateLimitOptions options, TimeProvider time)
{
    const int MaxIdleBuckets = 10_000;

    readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    double PerSecond => options.PermitsPerMinute / 60.0;

    /// <summary>Takes one permit, and says so in the headers; without one left, refuses with 429.</summary>
    public void Take(string keyId, HttpResponse response)
    {
        if (_buckets.Count > MaxIdleBuckets)
            _buckets.Clear(); // full buckets, nearly all of them; the rest gain one burst
        var bucket = _buckets.GetOrAdd(keyId, _ => new Bucket(options.Burst, time.GetTimestamp()));
        var (taken, left) = Take(bucket);

        var full = (int)Math.Ceiling((options.Burst - left) / PerSecond);
        response.OnStarting(() => // an exception handler clears what is set before
        {
            response.Headers["x-rate-limit-limit"] = options.Burst.ToString(CultureInfo.InvariantCulture);
            response.Headers["x-rate-limit-remaining"] = ((int)left).ToString(CultureInfo.InvariantCulture);
            response.Headers["x-rate-limit-reset"] = full.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        if (taken)
            return;

        var wait = Math.Max(1, (int)Math.Ceiling((1 - left) / PerSecond));
        throw new RefusedException(Refusal.RateLimited,
            $"This key may send {options.PermitsPerMinute} requests a minute and {options.Burst} at once. " +
            $"Try again in {wait} s.")
        { RetryAfterSeconds = wait };
    }

    (bool Taken, double Left) Take(Bucket bucket)
    {
        lock (bucket)
        {
            var now = time.GetTimestamp();
            var gained = time.GetElapsedTime(bucket.At, now).TotalSeconds * PerSecond;
            bucket.Tokens = Math.Min(options.Burst, bucket.Tokens + Math.Max(0, gained));
            bucket.At = now;
            if (bucket.Tokens < 1)
                return (false, bucket.Tokens);
            bucket.Tokens -= 1;
            return (true, bucket.Tokens);
        }
    }

    sealed class Bucket(double tokens, long at)
    {
        public double Tokens { get; set; } = tokens;

        public long At { get; set; } = at;
    }
}
