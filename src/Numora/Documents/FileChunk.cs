using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.Documents;

/// <summary>
/// A piece of a document's file: files lie in the database, in pieces, so that every host can read them and none has to
/// hold one whole.
/// </summary>
sealed class FileChunk(string documentId, int number, string workspaceId, byte[] bytes)
{
    /// <summary>Pieces are this long, the last one shorter.</summary>
    public const int MaxBytes = 1 << 20;

    public string DocumentId { get; private set; } = documentId;

    /// <summary>From 0.</summary>
    public int Number { get; private set; } = number;

    public string WorkspaceId { get; private set; } = workspaceId;

    public byte[] Bytes { get; private set; } = bytes;
}

sealed class FileChunkTable : IEntityTypeConfiguration<FileChunk>
{
    public void Configure(EntityTypeBuilder<FileChunk> table)
    {
        table.ToTable("file_chunks");
        table.HasKey(c => new { c.DocumentId, c.Number });
    }
}
