namespace Numora.Documents;

/// <summary>Where a document is in its life (docs/lifecycle.md).</summary>
enum DocumentStatus
{
    /// <summary>Being fetched or read. Left by the extraction job.</summary>
    Processing,

    /// <summary>Read; waits for a person. Left by approve and reprocess.</summary>
    ReviewRequired,

    /// <summary>Confirmed. Left by reject, edit, and delivery.</summary>
    Reviewed,

    /// <summary>A delivery is under way. Left by its run.</summary>
    PushPending,

    /// <summary>The latest delivery succeeded. Left by reject, edit and retry-push.</summary>
    PushSucceeded,

    /// <summary>The latest delivery failed. Left by reject, edit and retry-push.</summary>
    PushFailed,

    /// <summary>Could not be read, and the document says why. Left by reprocess, or a new file for its external_id.</summary>
    Failed,
}
