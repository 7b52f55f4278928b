using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Documents;
using Numora.Engine.Memory;

namespace Numora.Memory;

/// <summary>The words of a document as they were read, to find out where a reviewer's value stands. Never shown.</summary>
sealed class KeptWords
{
    KeptWords() => (DocumentId, WorkspaceId, Packed, Keys, Print) = (null!, null!, null!, null!, null!); // for EF

    public KeptWords(Document document, DocumentWords words)
    {
        (DocumentId, WorkspaceId) = (document.Id, document.WorkspaceId);
        (Packed, Keys, Print) = (words.Packed, [.. words.Keys], [.. words.Print]);
    }

    public string DocumentId { get; private set; }

    public string WorkspaceId { get; private set; }

    public byte[] Packed { get; private set; }

    public string[] Keys { get; private set; }

    public int[] Print { get; private set; }

    public DocumentWords Words => new(Packed, Keys, Print);

    /// <summary>The document was read again.</summary>
    public void Replace(DocumentWords words) => (Packed, Keys, Print) = (words.Packed, [.. words.Keys], [.. words.Print]);
}

sealed class KeptWordsTable : IEntityTypeConfiguration<KeptWords>
{
    public void Configure(EntityTypeBuilder<KeptWords> table)
    {
        table.ToTable("document_words");
        table.HasKey(w => w.DocumentId);
        table.Ignore(w => w.Words);
        table.HasOne<Document>().WithMany().HasForeignKey(w => w.DocumentId);
    }
}
