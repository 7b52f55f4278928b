using Numora.Engine;

namespace Numora.Documents;

/// <summary>A document as the API shows it (seeds, "Resource Model", and api.md §2).</summary>
/// <param name="Blockers">Why it was not approved by itself (<see cref="Documents.Blockers"/>).</param>
/// <param name="Warnings">What a reviewer should look at, e.g. <c>einvoice_mismatch</c>; docs/failures.md lists the codes.</param>
sealed record DocumentView(
    string Id, string Schema, DocumentStatus Status, string? ExternalId, Metadata Metadata, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt, ReviewState? ReviewState, string? DuplicateOf, bool Finalized, int? PageCount,
    FileView? File, FailureView? Failure, IReadOnlyList<Warning> Warnings, IReadOnlyList<string> Blockers, string StatusUrl,
    string ResultUrl)
{
    public static DocumentView Of(Document d) => new(
        d.Id, d.Schema, d.Status, d.ExternalId, d.Metadata, d.CreatedAt, d.UpdatedAt, d.ReviewState, d.DuplicateOf,
        d.Finalized, d.PageCount,
        d.HasFile ? new(d.FileName!, d.FileContentType!, d.FileSize!.Value, d.FileSha256!) : null,
        d.FailureCode is null ? null : new(d.FailureCode, d.FailureMessage!),
        d.Warnings, d.Blockers, $"/v1/documents/{d.Id}", $"/v1/documents/{d.Id}/result");
}

sealed record FileView(string Name, string ContentType, long Size, string Sha256);

sealed record FailureView(string Code, string Message);

/// <summary>The answer to a submission (seeds, "Create a Document").</summary>
sealed record SubmittedView(string Id, DocumentStatus Status, string Schema, string StatusUrl, string ResultUrl)
{
    public static SubmittedView Of(Document d) =>
        new(d.Id, d.Status, d.Schema, $"/v1/documents/{d.Id}", $"/v1/documents/{d.Id}/result");
}

/// <summary>One line of the trail.</summary>
sealed record EventView(
    string Id, string Type, DocumentStatus Status, string Actor, string? ActorKeyId, DateTimeOffset At, string? RequestId,
    System.Text.Json.JsonElement? Data)
{
    public static EventView Of(DocumentEvent e) => new(e.Id, e.Type, e.Status, e.Actor, e.ActorKeyId, e.At, e.RequestId, e.Data);
}
