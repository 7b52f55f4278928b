using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Access;
using Numora.Engine;
using static Numora.Documents.DocumentStatus;

namespace Numora.Documents;

/// <summary>One submitted file and its life. All rules about its status are here; what follows from it is computed.</summary>
sealed partial class Document
{
    /// <summary>Replays of older ones are not recognised any more; nobody approves a document so often.</summary>
    const int MaxApprovals = 50;

    readonly List<DocumentEvent> _events = [];

    Document() => Id = WorkspaceId = RequestedSchema = Schema = null!; // for EF

    public Document(string workspaceId, string schema, string? externalId, Metadata metadata, Actor by, DateTimeOffset now)
    {
        (Id, WorkspaceId) = (Ids.New("doc", now), workspaceId);
        (RequestedSchema, Schema) = (schema, schema);
        (ExternalId, Metadata) = (externalId, metadata);
        (CreatedAt, UpdatedAt) = (now, now);
        TraceParent = NumoraActivity.BeginDocument(Id);
        Tell("document.processing", by, enters: true);
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    /// <summary>As submitted; <c>auto</c> asks the engine. <c>external_id</c> is unique together with this.</summary>
    public string RequestedSchema { get; private set; }

    /// <summary>As found; <c>auto</c> until then.</summary>
    public string Schema { get; private set; }

    public DocumentStatus Status { get; private set; }

    public string? ExternalId { get; private set; }

    public Metadata Metadata { get; private set; } = Metadata.Empty;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Strictly rising with every change: it is the version.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Where the file is to be fetched from; null when it was uploaded.</summary>
    public string? FileUrl { get; private set; }

    /// <summary>For display only; never a path.</summary>
    public string? FileName { get; private set; }

    public string? FileContentType { get; private set; }

    /// <summary>In bytes.</summary>
    public long? FileSize { get; private set; }

    /// <summary>Lower-case hex.</summary>
    public string? FileSha256 { get; private set; }

    public int? PageCount { get; private set; }

    public ReviewState? ReviewState { get; private set; }

    /// <summary>Since the last reject or edit, the latest last.</summary>
    public IReadOnlyList<Approval> Approvals { get; private set; } = [];

    /// <summary>What makes two documents the same business matter (<see cref="BusinessIdentity"/>); null when unknown.</summary>
    public string? IdentityKey { get; private set; }

    public string? DuplicateOf { get; private set; }

    public IReadOnlyList<Warning> Warnings { get; private set; } = [];

    /// <summary>Why it was not approved by itself, by its values as they are now (<see cref="Documents.Blockers"/>).</summary>
    public IReadOnlyList<string> Blockers { get; private set; } = [];

    public string? FailureCode { get; private set; }

    public string? FailureMessage { get; private set; }

    public DocumentResult? Result { get; private set; }

    /// <summary>The W3C <c>traceparent</c> of its submission; null: nobody traced it.</summary>
    public string? TraceParent { get; private set; }

    /// <summary>The trail of this unit of work; saved with the document.</summary>
    public IReadOnlyCollection<DocumentEvent> Events => _events;

    /// <summary>Only finalized documents are delivered.</summary>
    public bool Finalized => Status is Reviewed or PushPending or PushSucceeded or PushFailed;

    public bool HasFile => FileSha256 is not null;

    /// <summary>Whether there is a result to show, confirm and correct.</summary>
    public bool HasResult => Status is not (Processing or Failed);

    /// <summary>A span in its trace for what a request does to it; dispose it when that is saved.</summary>
    public System.Diagnostics.Activity? Trace(string what) => NumoraActivity.Change(what, Id, TraceParent);

    /// <summary>Of the transitions of the lifecycle, whether this is one.</summary>
    public static bool CanBecome(DocumentStatus from, DocumentStatus to) => (from, to) switch
    {
        (Processing, ReviewRequired or Reviewed or Failed) => true, // Reviewed: by the workspace's threshold
        (ReviewRequired or Failed, Processing) => true, // reprocess; a new file for a failed external_id
        (ReviewRequired, Reviewed) => true, // approve
        (Reviewed or PushFailed or PushSucceeded, PushPending) => true, // dispatch, retry-push
        (PushPending, PushSucceeded or PushFailed or Reviewed) => true, // the run's end; Reviewed: skipped or cancelled
        (Reviewed, PushSucceeded or PushFailed) => true, // reported from outside
        (PushFailed, PushSucceeded or Reviewed) => true, // likewise; Reviewed: skipped
        (PushSucceeded, PushFailed or Reviewed) => true, // likewise, for another provider or the same
        (Reviewed or PushPending or PushSucceeded or PushFailed, ReviewRequired) => true, // reject, edit
        _ => false,
    };

    void Become(DocumentStatus next, string change, Actor by, DateTimeOffset now, object? data = null)
    {
        if (!CanBecome(Status, next))
            throw Conflict($"{Id} is {Wire(Status)} and cannot become {Wire(next)}.");

        if (next is Reviewed && !Finalized)
            ApprovalNumber++;
        (Status, FailureCode, FailureMessage) = (next, null, null);
        OutboxKey = KeyForOutbox();
        Touch(now);
        Tell(change, by, data, enters: true);
    }

    /// <summary>Strictly rising, also within one millisecond and over clocks that jump back.</summary>
    void Touch(DateTimeOffset now) => UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddMilliseconds(1);

    void Tell(string change, Actor by, object? data = null, bool enters = false) =>
        _events.Add(new(this, change, by, data, enters));

    RefusedException Conflict(string message) => new(Refusal.Conflict, message) { UpdatedAt = UpdatedAt };

    static string Wire(DocumentStatus status) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}

sealed class DocumentTable : IEntityTypeConfiguration<Document>
{
    public void Configure(EntityTypeBuilder<Document> table)
    {
        table.ToTable("documents");
        table.Property(d => d.UpdatedAt).IsConcurrencyToken(); // of two racing writers, one is refused
        table.Property(d => d.OutboxKey).IsConcurrencyToken(); // changes without a new version when a wait is over
        table.Property(d => d.Metadata).AsJson().HasColumnType("json"); // not jsonb: returned as it came
        table.Property(d => d.ReviewState).AsJson();
        table.Property(d => d.Approvals).AsJson();
        table.Property(d => d.Warnings).AsJson();
        table.Property(d => d.Blockers).AsJson();
        table.HasOne(d => d.Result).WithOne().HasForeignKey<DocumentResult>(r => r.DocumentId);
        table.HasMany(d => d.Deliveries).WithOne().HasForeignKey(d => d.DocumentId);
        table.Navigation(d => d.Deliveries).UsePropertyAccessMode(PropertyAccessMode.Field);
        table.HasMany(d => d.Events).WithOne().HasForeignKey(e => e.DocumentId);
        table.Navigation(d => d.Events).UsePropertyAccessMode(PropertyAccessMode.Field);
        table.Ignore(d => d.CurrentDeliveries);
        table.HasIndex(d => new { d.WorkspaceId, d.RequestedSchema, d.ExternalId }).IsUnique();
    }
}
