using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Delivery.Runs;
using Numora.Documents;

namespace Numora.Delivery;

/// <summary>One try to deliver a document that has ended: by a run of ours, or reported from outside.</summary>
sealed class DeliveryAttempt
{
    DeliveryAttempt() => Id = DocumentId = WorkspaceId = Provider = null!; // for EF

    DeliveryAttempt(Document document, string provider, DeliveryReport report, DateTimeOffset attemptedAt, DateTimeOffset now)
    {
        (Id, DocumentId, WorkspaceId) = (Ids.New("dla", now), document.Id, document.WorkspaceId);
        (Provider, ApprovalNumber, Status) = (provider, document.ApprovalNumber, report.Status);
        (AttemptedAt, RecordedAt) = (attemptedAt, now);
        (ExternalRecordId, ExternalUrl) = (report.ExternalRecordId, report.ExternalUrl);
        (ErrorCode, ErrorMessage) = (report.ErrorCode, report.ErrorMessage);
    }

    public static DeliveryAttempt Managed(Document document, Run run, DeliveryReport report, DateTimeOffset now) =>
        new(document, run.Provider, report, run.StartedAt ?? now, now) { RunId = run.Id, DestinationId = run.DestinationId };

    public static DeliveryAttempt External(
        Document document, string provider, string executionId, DeliveryReport report, DateTimeOffset attemptedAt,
        DateTimeOffset now) => new(document, provider, report, attemptedAt, now) { ExecutionId = executionId };

    public string Id { get; private set; }

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Provider { get; private set; }

    public string? DestinationId { get; private set; }

    public DeliverySource Source { get => RunId is null ? DeliverySource.External : DeliverySource.Managed; private set { } }

    /// <summary>The caller's own id of its attempt: unique per document.</summary>
    public string? ExecutionId { get; private set; }

    public string? RunId { get; private set; }

    public int ApprovalNumber { get; private set; }

    public DeliveryStatus Status { get; private set; }

    /// <summary>By the clock of whoever tried.</summary>
    public DateTimeOffset AttemptedAt { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    public string? ExternalRecordId { get; private set; }

    public string? ExternalUrl { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public DeliveryReport Report => new(Status, ExternalRecordId, ExternalUrl, ErrorCode, ErrorMessage);
}

enum DeliverySource
{
    /// <summary>A run of ours.</summary>
    Managed,

    /// <summary>Another system, which told us (<c>POST …/delivery</c>).</summary>
    External,
}

sealed class DeliveryAttemptTable : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> table)
    {
        table.ToTable("delivery_attempts");
        table.Property(a => a.Source).HasConversion<EnumText<DeliverySource>>();
        table.Property(a => a.Status).HasConversion<EnumText<DeliveryStatus>>();
        table.Ignore(a => a.Report);
    }
}
