using Numora.Documents;
using Numora.Engine;

namespace Numora.Delivery.Providers;

/// <summary>The confirmed document, as mappings and providers read it.</summary>
/// <param name="Fields">Those that are there, by name.</param>
/// <param name="Lines">In the order of the document.</param>
/// <param name="File">Null only where the document was made without one.</param>
sealed record PushDocument(
    string Id, string Schema, string? ExternalId, DateTimeOffset CreatedAt, Metadata Metadata,
    IReadOnlyDictionary<string, FieldValue> Fields, IReadOnlyList<PushLine> Lines, PushFile? File);

/// <param name="Id"><c>li_1</c>: stable for the life of the document.</param>
sealed record PushLine(string Id, IReadOnlyDictionary<string, FieldValue> Fields);

/// <param name="CopyToAsync">Writes the file's bytes; may be called again.</param>
sealed record PushFile(
    string Name, string ContentType, long Size, Func<Stream, CancellationToken, Task> CopyToAsync);
