using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Access;

namespace Numora.Documents;

/// <summary>One line of a document's trail: what changed, when, by whom, caused by which request.</summary>
sealed class DocumentEvent
{
    DocumentEvent() => Id = DocumentId = WorkspaceId = Type = Actor = null!; // for EF

    /// <param name="at">Null: with the document's last change, which it tells of.</param>
    public DocumentEvent(Document document, string type, Actor by, object? data, bool enters, DateTimeOffset? at = null)
    {
        EntersStatus = enters;
        (Type, Status, At) = (type, document.Status, at ?? document.UpdatedAt);
        (Id, DocumentId, WorkspaceId) = (Ids.New("evt", At), document.Id, document.WorkspaceId);
        (Actor, ActorKeyId, RequestId) = (by.Name, by.KeyId, by.RequestId);
        Data = data is null ? null : JsonSerializer.SerializeToElement(data, Json.Options);
    }

    public string Id { get; private set; }

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    /// <summary>E.g. <c>document.reviewed</c>, <c>document.edited</c>.</summary>
    public string Type { get; private set; }

    /// <summary>The document's status after it.</summary>
    public DocumentStatus Status { get; private set; }

    /// <summary>The key's name, <c>system</c> or <c>auto</c>.</summary>
    public string Actor { get; private set; }

    public string? ActorKeyId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>Whether the document came into <see cref="Status"/> by it. Known only while it is being saved.</summary>
    public bool EntersStatus { get; }

    /// <summary>What the type needs: changed fields from and to, a reason, a failure.</summary>
    public JsonElement? Data { get; private set; }
}

sealed class DocumentEventTable : IEntityTypeConfiguration<DocumentEvent>
{
    public void Configure(EntityTypeBuilder<DocumentEvent> table)
    {
        table.ToTable("document_events");
        table.Ignore(e => e.EntersStatus);
        table.Property(e => e.Data).HasColumnType("jsonb").HasConversion(
            data => data == null ? null : data.Value.GetRawText(),
            text => text == null ? null : JsonElement.Parse(text, default));
    }
}

/// <summary>What is left of an erased document: that there was one, and when.</summary>
sealed class Tombstone
{
    Tombstone() => DocumentId = WorkspaceId = null!; // for EF

    public Tombstone(Document document, DateTimeOffset now) =>
        (DocumentId, WorkspaceId, CreatedAt, ErasedAt) = (document.Id, document.WorkspaceId, document.CreatedAt, now);

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ErasedAt { get; private set; }
}

sealed class TombstoneTable : IEntityTypeConfiguration<Tombstone>
{
    public void Configure(EntityTypeBuilder<Tombstone> table)
    {
        table.ToTable("document_tombstones");
        table.HasKey(t => t.DocumentId);
    }
}
