namespace Numora.Tests.Support;

/// <summary>A clock that stands until it is moved. Timers go on by the machine's clock.</summary>
sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    long _ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
