using Numora.Tests.Support;

namespace Numora.Tests.Platform.Jobs;

/// <summary>What happens to the queue; on one of two jobs with Hangfire jobs of their own, or one of two in a lane.</summary>
public enum Happening
{
    Enqueue, Claim, LeaseExpires, Complete, CompleteStale, Retry, RetryStale, HandBack, HandBackStale, Again, AgainStale, BecomesDue,
    OperatorDeletes, OperatorRequeues,
}

/// <summary>What happens on all of them.</summary>
public enum Round
{
    Sweep, WorkerFetchesAndDies, Work, DrainClaims, StaleDrainClaims, DrainLeaves, LaneIsTakenOver,
}

/// <summary>One of both.</summary>
public sealed record Step(Happening? What, string Subject, Round? Round)
{
    public override string ToString() => What is null ? $"{Round}" : $"{What}({Subject})";
}

/// <summary>The queue on PostgreSQL under generated commands: it does what the model says, loses nothing and does nothing twice.</summary>
public sealed class QueueModelTests
{
    const int Longest = 16;

    /// <summary>Without these the others find nothing to do.</summary>
    static int Often(Happening what) => what switch
    {
        Happening.Enqueue => 6,
        Happening.Claim => 4,
        Happening.LeaseExpires => 2,
        _ => 1,
    };

    [Fact]
    public async Task The_queue_does_what_its_model_says_loses_nothing_and_does_nothing_twice()
    {
        await using var queue = await QueueUnderTest.NewAsync();
        var steps = QueueUnderTest.Subjects.SelectMany(s => Enum.GetValues<Happening>().Select(w => (Often(w), new Step(w, s, null))))
            .Concat(Enum.GetValues<Round>().Select(r => (4, new Step(null, "", r))));

        // FsCheck's properties are synchronous.
        await Task.Run(() => Sequences.Hold(steps, Longest, s => queue.HoldsAsync(s.Commands).GetAwaiter().GetResult()));
    }
}
