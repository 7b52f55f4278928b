using Numora.Access;
using Numora.Engine;
using static Numora.Documents.DocumentStatus;

namespace Numora.Documents;

// From the file's arrival to the end of its reading.
sealed partial class Document
{
    /// <summary>The file is to be fetched from here, in the background.</summary>
    public void FetchFrom(Uri url) => FileUrl = url.OriginalString;

    /// <summary>The file's bytes are stored (<see cref="FileChunk"/>); remember what they are.</summary>
    public void TakeFile(StoredFile file) => (FileName, FileContentType, FileSize, FileSha256) =
        (file.Name, file.ContentType, file.Size, file.Sha256);

    /// <summary>The background fetch brought the file.</summary>
    public void Fetched(StoredFile file, Actor by, DateTimeOffset now)
    {
        if (Status is not Processing)
            throw Conflict($"{Id} is {Wire(Status)}; its file is not awaited any more.");
        TakeFile(file);
        Touch(now);
        Tell("document.file_fetched", by);
    }

    /// <summary>Another attempt for a failed external_id, with what was sent this time.</summary>
    public void SubmitAgain(Metadata metadata, Actor by, DateTimeOffset now)
    {
        if (Status is not Failed)
            throw Conflict($"{Id} is {Wire(Status)}; only a failed document takes a new file.");
        Metadata = metadata;
        (FileUrl, FileName, FileContentType, FileSize, FileSha256) = (null, null, null, null, null);
        Result?.DiscardCorrections(); // they were made on another file
        ReviewState = null;
        StartReading(by, now, new { new_file = true });
    }

    /// <summary>Reads the same file again.</summary>
    public void Reprocess(bool discardCorrections, DateTimeOffset? expected, Actor by, DateTimeOffset now)
    {
        Expect(expected, "reprocess");
        if (Finalized)
            throw Conflict($"{Id} is {Wire(Status)}. Reject it before it is read again.");
        if (discardCorrections)
            Result?.DiscardCorrections();
        StartReading(by, now, new { discard_corrections = discardCorrections });
    }

    void StartReading(Actor by, DateTimeOffset now, object data)
    {
        Become(Processing, "document.processing", by, now, data);
        (Schema, PageCount, Warnings, Blockers, IdentityKey, DuplicateOf) = (RequestedSchema, null, [], [], null, null);
    }

    /// <summary>Takes what was read, and checks it together with the corrections that survived.</summary>
    public void TakeReading(Engine.Extraction read)
    {
        (Schema, PageCount, Warnings) = (read.Schema, read.PageCount, read.Warnings);
        Result ??= new(this);
        Result.Read(read);
        Result.Check(Schemas.Find(Schema)!);
        // What was confirmed before and is gone now cannot stay confirmed.
        ReviewState = ReviewState is null ? null : KeepKnown(ReviewState);
        IdentityKey = BusinessIdentity.Of(this);
    }

    /// <summary>The reading is done: the document goes to a person, unless nothing speaks against approving it.</summary>
    /// <param name="thresholds">Of the workspace, by schema: from which confidence on a document needs no person.</param>
    public void FinishExtraction(IReadOnlyDictionary<string, double> thresholds, Actor by, DateTimeOffset now)
    {
        FindBlockers(thresholds);
        if (Blockers.Count == 0)
        {
            Approvals = [new(null, null)];
            Become(Reviewed, "document.reviewed", Actor.Auto(by.RequestId), now, new { threshold = thresholds[Schema] });
        }
        else
            Become(ReviewRequired, "document.review_required", by, now, new { blockers = Blockers });
    }

    /// <summary>Says anew what speaks against approving the values as they are now.</summary>
    public void FindBlockers(IReadOnlyDictionary<string, double> thresholds) =>
        Blockers = Documents.Blockers.Of(this, thresholds);

    /// <summary>The document cannot be read, and this is why.</summary>
    public void Fail(FailureCode code, string message, Actor by, DateTimeOffset now)
    {
        var wire = WireCode(code);
        Become(Failed, "document.failed", by, now, new { failure = new { code = wire, message } });
        (FailureCode, FailureMessage) = (wire, message);
    }

    public void MarkDuplicate(string? earlier) => DuplicateOf = earlier;

    ReviewState? KeepKnown(ReviewState state)
    {
        var lines = Result!.ShownLines.Select(l => l.Id).ToHashSet();
        return ReviewState.Of(
            [.. state.ConfirmedGeneralFieldNames.Where(n => Schemas.Find(Schema)!.Field(n) is not null)],
            [.. state.ConfirmedLineItemIds.Where(lines.Contains)]);
    }

    static string WireCode(FailureCode code) =>
        System.Text.Json.JsonSerializer.SerializeToElement(code, Json.Options).GetString()!;
}

/// <summary>What a stored file is.</summary>
/// <param name="Name">For display.</param>
/// <param name="ContentType">Found from the bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
sealed record StoredFile(string Name, string ContentType, long Size, string Sha256);
