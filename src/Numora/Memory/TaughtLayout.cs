using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Access;
using Numora.Documents;
using Numora.Engine.Memory;

namespace Numora.Memory;

/// <summary>A document whose review taught something about its vendor's layout. Erasing the document erases it.</summary>
sealed class TaughtLayout
{
    readonly List<TaughtKey> _keys = [];
    readonly List<MemoryEntry> _entries = [];

    TaughtLayout() => (DocumentId, WorkspaceId, Schema, Print, Anchors, Actor) = (null!, null!, null!, null!, null!, null!); // for EF

    public TaughtLayout(Document document, Lesson lesson, Actor by, DateTimeOffset now)
    {
        (DocumentId, WorkspaceId, Schema) = (document.Id, document.WorkspaceId, document.Schema);
        (Vendor, Print, Anchors) = (lesson.Vendor, [.. lesson.Print], lesson.Anchors);
        (TaughtAt, Actor, ActorKeyId) = (now, by.Name, by.KeyId);
        _keys.AddRange(lesson.Keys.Distinct().Select(k => new TaughtKey(WorkspaceId, k, DocumentId)));
        _entries.AddRange(lesson.Fields.Select(f => new MemoryEntry(this, f)));
    }

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Schema { get; private set; }

    /// <summary>The name, for people; null where none was confirmed.</summary>
    public string? Vendor { get; private set; }

    public int[] Print { get; private set; }

    public byte[] Anchors { get; private set; }

    public DateTimeOffset TaughtAt { get; private set; }

    /// <summary>Who approved: the key's name.</summary>
    public string Actor { get; private set; }

    public string? ActorKeyId { get; private set; }

    public IReadOnlyCollection<TaughtKey> Keys => _keys;

    public IReadOnlyCollection<MemoryEntry> Entries => _entries;

    public Teacher Teacher(IEnumerable<MemoryEntry> entries) =>
        new(DocumentId, [.. _keys.Select(k => k.Key)], Print, Anchors, [.. entries.Select(e => new Taught(e.Id, e.Taught))]);
}

/// <summary>Something that a vendor or a layout is known by.</summary>
sealed record TaughtKey(string WorkspaceId, string Key, string DocumentId);

/// <summary>What a review taught about one field.</summary>
sealed class MemoryEntry
{
    readonly List<Contradiction> _contradictions = [];

    MemoryEntry() => (Id, WorkspaceId, DocumentId, Schema, Field, Taught) = (null!, null!, null!, null!, null!, null!); // for EF

    public MemoryEntry(TaughtLayout layout, TaughtField taught)
    {
        (Id, WorkspaceId, DocumentId) = (Ids.New("mem", layout.TaughtAt), layout.WorkspaceId, layout.DocumentId);
        (Schema, Field, Taught, TaughtAt) = (layout.Schema, taught.Field, taught, layout.TaughtAt);
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    /// <summary>The document that taught it.</summary>
    public string DocumentId { get; private set; }

    public string Schema { get; private set; }

    public string Field { get; private set; }

    public TaughtField Taught { get; private set; }

    public DateTimeOffset TaughtAt { get; private set; }

    public TaughtLayout? Layout { get; private set; }

    public IReadOnlyCollection<Contradiction> Contradictions => _contradictions;
}

/// <summary>A review that said something else than a memory.</summary>
sealed record Contradiction(string MemoryId, string DocumentId, string WorkspaceId)
{
    /// <summary>So many retire a memory.</summary>
    public const int Retiring = 2;
}

sealed class TaughtLayoutTable : IEntityTypeConfiguration<TaughtLayout>
{
    public void Configure(EntityTypeBuilder<TaughtLayout> table)
    {
        table.ToTable("taught_layouts");
        table.HasKey(l => l.DocumentId);
        table.HasOne<Document>().WithMany().HasForeignKey(l => l.DocumentId);
        table.HasMany(l => l.Keys).WithOne().HasForeignKey(k => k.DocumentId);
        table.Navigation(l => l.Keys).UsePropertyAccessMode(PropertyAccessMode.Field);
        table.HasMany(l => l.Entries).WithOne(e => e.Layout).HasForeignKey(e => e.DocumentId);
        table.Navigation(l => l.Entries).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

sealed class TaughtKeyTable : IEntityTypeConfiguration<TaughtKey>
{
    public void Configure(EntityTypeBuilder<TaughtKey> table)
    {
        table.ToTable("taught_keys");
        table.HasKey(k => new { k.WorkspaceId, k.Key, k.DocumentId });
    }
}

sealed class MemoryEntryTable : IEntityTypeConfiguration<MemoryEntry>
{
    public void Configure(EntityTypeBuilder<MemoryEntry> table)
    {
        table.ToTable("memories");
        table.HasKey(e => e.Id);
        table.Property(e => e.Taught).AsJson();
        table.HasMany(e => e.Contradictions).WithOne().HasForeignKey(c => c.MemoryId);
        table.Navigation(e => e.Contradictions).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

sealed class ContradictionTable : IEntityTypeConfiguration<Contradiction>
{
    public void Configure(EntityTypeBuilder<Contradiction> table)
    {
        table.ToTable("memory_contradictions");
        table.HasKey(c => new { c.MemoryId, c.DocumentId });
    }
}
