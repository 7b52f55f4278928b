using Numora.Platform.Jobs;

namespace Numora.Tests.Platform.Jobs;

/// <summary>What a row of <c>jobs</c> should be like.</summary>
sealed class QueueRow(long id, bool inLane)
{
    public long Id => id;

    public bool InLane => inLane;

    public int Attempts { get; set; }

    public bool Due { get; set; } = true;

    /// <summary>Due for so long that the sweeper looks for it.</summary>
    public bool Late { get; set; }

    public JobLease? Holder { get; set; }

    public bool Expired { get; set; }

    public bool Claimable => Holder is null ? Due : Expired;

    public void Free(int attempts, bool due) => (Holder, Expired, Attempts, Due, Late) = (null, false, attempts, due, false);
}
