using Numora.Documents;

namespace Numora.Delivery.Providers;

static class PushDocuments
{
    /// <summary>The document with the values that a reviewer sees.</summary>
    public static PushDocument Of(Document d, Func<Stream, CancellationToken, Task> copyFile) => new(
        d.Id, d.Schema, d.ExternalId, d.CreatedAt, d.Metadata,
        d.Result!.Shown.ToDictionary(f => f.Key, f => f.Value.Value!),
        [.. d.Result.ShownLines.Select(l => new PushLine(
            l.Id, l.Fields.Where(f => f.Value.Value is not null).ToDictionary(f => f.Key, f => f.Value.Value!)))],
        d.HasFile ? new(d.FileName!, d.FileContentType!, d.FileSize!.Value, copyFile) : null);
}
