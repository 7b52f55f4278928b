namespace Numora.Documents;

/// <summary>Writes and reads the files of documents, a chunk at a time.</summary>
static class FileStore
{
    /// <summary>Stores the document's file. Runs in the caller's transaction and holds one chunk in memory.</summary>
    /// <param name="file">From its position to its end; its length is known.</param>
    /// <param name="replaces">Whether there may be an earlier file, which goes.</param>
    public static async Task WriteFileAsync(
        this NumoraDb db, Document document, Stream file, bool replaces, CancellationToken ct)
    {
        if (replaces)
            await db.FileChunks.Where(c => c.DocumentId == document.Id).ExecuteDeleteAsync(ct);
        var left = file.Length - file.Position;
        for (var number = 0; left > 0; number++)
        {
            var bytes = new byte[Math.Min(left, FileChunk.MaxBytes)];
            await file.ReadExactlyAsync(bytes, ct);
            left -= bytes.Length;
            var chunk = new FileChunk(document.Id, number, document.WorkspaceId, bytes);
            db.Add(chunk);
            await db.SaveChangesAsync(ct);
            db.Entry(chunk).State = EntityState.Detached;
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
