using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.Platform.Jobs;

/// <summary>Where a job is. Finished ones are deleted in the transaction of their effect.</summary>
enum JobState
{
    /// <summary>Waits for its time and a free worker.</summary>
    Ready,

    /// <summary>A process has it under a lease; an expired lease makes it claimable again.</summary>
    Running,
}

/// <summary>
/// Work that is owed: inserted in the transaction of the change that asks for it, so that neither is there without the
/// other. There is at most one open job of a kind for a subject. A trigger gives it a Hangfire job in the same transaction,
/// which only says "look at this row" (Data/Migrations/0006_hangfire.sql).
/// </summary>
sealed class Job
{
    Job() => (Kind, Subject) = (null!, null!); // for EF

    /// <param name="kind">Which <see cref="IJob"/> does it.</param>
    /// <param name="subject">The id of what it is done to.</param>
    /// <param name="workspaceId">Whose rows it may touch.</param>
    /// <param name="requestId">The request that asked for it, for the trail and the log.</param>
    /// <param name="lane">Jobs of one lane share a limit (<see cref="JobKind.PerLane"/>); null: none.</param>
    /// <param name="runAt">Not before; null: at once.</param>
    public Job(
        string kind, string subject, string workspaceId, string? requestId, string? lane = null, DateTimeOffset? runAt = null)
    {
        (Kind, Subject, WorkspaceId, RequestId, Lane) = (kind, subject, workspaceId, requestId, lane);
        RunAt = runAt ?? default; // the database's clock
        TraceParent = NumoraActivity.Here;
    }

    public long Id { get; private set; }

    public string Kind { get; private set; }

    public string Subject { get; private set; }

    public string? WorkspaceId { get; private set; }

    public string? RequestId { get; private set; }

    public string? Lane { get; private set; }

    /// <summary>The W3C <c>traceparent</c> of what asked for it, so that one trace leads over hosts; null: nobody traces.</summary>
    public string? TraceParent { get; private set; }

    public JobState State { get; private set; }

    public DateTimeOffset RunAt { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public Guid? LeaseToken { get; private set; }

    public string? LastError { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}

sealed class JobTable : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> table)
    {
        table.ToTable("jobs");
        table.Property(j => j.State).ValueGeneratedOnAdd().HasDefaultValueSql("'ready'");
        table.Property(j => j.RunAt).HasDefaultValueSql("now()"); // the database's clock, as for claims
        table.Property(j => j.CreatedAt).HasDefaultValueSql("now()");
        table.HasIndex(j => new { j.Kind, j.Subject }).IsUnique();
    }
}
