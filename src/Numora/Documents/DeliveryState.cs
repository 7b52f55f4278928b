using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.Documents;

/// <summary>How an attempt to deliver ended.</summary>
enum DeliveryStatus
{
    /// <summary>A run is queued or running. Never the status of an attempt.</summary>
    Pending,
    Succeeded,
    Failed,

    /// <summary>Reported from outside: it is not to be delivered there.</summary>
    Skipped,
}

/// <summary>
/// Where a document stands with one destination, or with one provider that is served from outside. Part of the document:
/// changed through it only (<see cref="Document.StartPush"/> and its neighbours).
/// </summary>
sealed class DeliveryState
{
    DeliveryState() => Id = DocumentId = WorkspaceId = Provider = null!; // for EF

    internal DeliveryState(Document document, string provider, string? destinationId, DateTimeOffset now)
    {
        (Id, DocumentId, WorkspaceId) = (Ids.New("dly", now), document.Id, document.WorkspaceId);
        (Provider, DestinationId) = (provider, destinationId);
    }

    public string Id { get; private set; }

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Provider { get; private set; }

    /// <summary>Null where it is served from outside.</summary>
    public string? DestinationId { get; private set; }

    /// <summary>Which approval it belongs to; that of an earlier one says nothing about the document's status.</summary>
    public int ApprovalNumber { get; private set; }

    public bool Pending { get; private set; }

    /// <summary>How the last attempt since the approval ended; null before the first.</summary>
    public DeliveryStatus? EndedStatus { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The last run; null where it is served from outside.</summary>
    public string? RunId { get; private set; }

    /// <summary>Since the approval.</summary>
    public int Failures { get; private set; }

    /// <summary>Out of the outbox after a failure: for a while (<see cref="HiddenUntil"/>), or for good when that is null.</summary>
    public bool Hidden { get; private set; }

    public DateTimeOffset? HiddenUntil { get; private set; }

    /// <summary>Kept over approvals: the next delivery updates the same record.</summary>
    public string? ExternalRecordId { get; private set; }

    public string? ExternalUrl { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DeliveryStatus? Status => Pending ? DeliveryStatus.Pending : EndedStatus;

    /// <summary>Whether the outbox of its provider leaves the document out.</summary>
    internal bool Holds => Pending || EndedStatus is DeliveryStatus.Succeeded or DeliveryStatus.Skipped || Hidden;

    internal void Begin(int approval)
    {
        if (ApprovalNumber == approval)
            return;
        (ApprovalNumber, EndedStatus, EndedAt, Failures, Hidden, HiddenUntil) = (approval, null, null, 0, false, null);
        (ErrorCode, ErrorMessage) = (null, null);
    }

    internal void Start(string runId) => (Pending, RunId) = (true, runId);

    internal void Cancel() => Pending = false;

    /// <param name="hiddenFor">After a failure: how long the outbox leaves the document out; null: until a person acts.</param>
    internal void End(DeliveryReport report, TimeSpan? hiddenFor, DateTimeOffset now)
    {
        (Pending, EndedStatus, EndedAt) = (false, report.Status, now);
        (ErrorCode, ErrorMessage) = (report.ErrorCode, report.ErrorMessage);
        if (report.Status is DeliveryStatus.Failed)
            (Failures, Hidden, HiddenUntil) = (Failures + 1, hiddenFor != TimeSpan.Zero, now + hiddenFor);
        else
            (Failures, Hidden, HiddenUntil) = (0, false, null);
        if (report.Status is DeliveryStatus.Succeeded)
            (ExternalRecordId, ExternalUrl) = (report.ExternalRecordId, report.ExternalUrl);
    }

    internal bool Reappear(DateTimeOffset now)
    {
        if (!Hidden || HiddenUntil is not { } until || until > now)
            return false;
        (Hidden, HiddenUntil) = (false, null);
        return true;
    }
}

/// <summary>How an attempt ended, by our own run or reported from outside.</summary>
sealed record DeliveryReport(
    DeliveryStatus Status, string? ExternalRecordId = null, string? ExternalUrl = null, string? ErrorCode = null,
    string? ErrorMessage = null);

sealed class DeliveryStateTable : IEntityTypeConfiguration<DeliveryState>
{
    public void Configure(EntityTypeBuilder<DeliveryState> table)
    {
        table.ToTable("deliveries");
        table.Property(d => d.EndedStatus).HasConversion<EnumText<DeliveryStatus>>();
    }
}
