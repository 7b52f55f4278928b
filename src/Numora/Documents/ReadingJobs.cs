using Numora.Platform.Jobs;

namespace Numora.Documents;

/// <summary>The two jobs between a submission and its result. The stages that run them: Intake, Extraction.</summary>
static class ReadingJobs
{
    /// <summary>Fetches the file behind <c>file_url</c>; then comes <see cref="Extract"/>.</summary>
    public const string Fetch = "fetch";

    /// <summary>Reads the stored file.</summary>
    public const string Extract = "extract";

    /// <summary>What a document that is <c>processing</c> waits for.</summary>
    public static Job Next(Document document, string? requestId) =>
        new(document.HasFile ? Extract : Fetch, document.Id, document.WorkspaceId, requestId);
}
