namespace Numora.Documents;

/// <summary>Writes and reads the files of documents, a chunk at a time.</summary>
static class FileStore
{
    /// <summary>Replaces the document's file. Runs in the caller's transaction and holds one chunk in memory.</summary>
    public static async Task WriteFileAsync(this NumoraDb db, Document document, Stream file, CancellationToken ct)
    {
        await db.FileChunks.Where(c => c.DocumentId == document.Id).ExecuteDeleteAsync(ct);
        var buffer = new byte[FileChunk.MaxBytes];
        for (var number = 0; ; number++)
        {
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (length == 0)
                return;
            var chunk = new FileChunk(document.Id, number, document.WorkspaceId, buffer[..length]);
            db.Add(chunk);
            await db.SaveChangesAsync(ct);
            db.Entry(chunk).State = EntityState.Detached;
            if (length < buffer.Length)
                return;
        }
    }

    /// <summary>Copies the document's file into a stream.</summary>
    public static async Task ReadFileAsync(this NumoraDb db, string documentId, Stream into, CancellationToken ct)
    {
        for (var number = 0; ; number++)
        {
            var bytes = await db.FileChunks.AsNoTracking()
                .Where(c => c.DocumentId == documentId && c.Number == number)
                .Select(c => c.Bytes).SingleOrDefaultAsync(ct);
            if (bytes is null)
                return;
            await into.WriteAsync(bytes, ct);
            if (bytes.Length < FileChunk.MaxBytes)
                return;
        }
    }
}
