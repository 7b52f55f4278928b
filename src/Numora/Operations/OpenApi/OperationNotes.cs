using Numora.Access;
using Numora.Delivery;
using Numora.Documents;
using Numora.Review;

namespace Numora.Operations;

/// <summary>The notes on every operation, by its id.</summary>
static partial class OperationNotes
{
    static readonly Dictionary<string, OperationNote> s_notes = new()
    {
        ["createDocument"] = new("Submit a document",
            "Send a link as JSON, or the file itself as `multipart/form-data`. The answer comes at once; reading happens in the " +
            "background: poll `status_url` until `status` leaves `processing`. With an `external_id` that is there already " +
            "nothing new starts (200), unless that document failed: then it is processed again with the new file (202). " +
            "PDF, JPEG, PNG, TIFF, HEIC, WEBP, GIF, BMP and e-invoice XML (UBL 2.1, CII) up to 30 MB and 500 pages, unless " +
            "configured otherwise; the type is found from the bytes.")
        {
            Request = Examples.Submission,
            Answers =
            [
                Answer.Accepted("Taken in; being processed."),
                Answer.Ok<SubmittedView>("There already; nothing was started.", Examples.Submitted),
            ],
            Refusals = [Refusal.InvalidSchema, Refusal.Meaningless, Refusal.UnsupportedFileType],
        },
        ["listDocuments"] = new("List documents", "Newest first.")
        {
            Answers = [Answer.Ok<Page<DocumentView>>("A page of documents.")],
            Refusals = [Refusal.InvalidSchema],
        },
        ["getDocument"] = new("Get a document", "Its status and everything but its values.")
        {
            Answers = [Answer.Ok<DocumentView>("The document.", Examples.Document)],
            Tagged = true,
        },
        ["getDocumentResult"] = new("Get what was read",
            "Fields and line items with their confidence. While the document is `processing`: 409 with `retry-after`; when it " +
            "`failed`: 409 with the reason.")
        {
            Answers = [Answer.Ok<ResultView>("The result.", Examples.Result)],
            Refusals = [Refusal.Conflict],
            Tagged = true,
        },
        ["listDocumentEvents"] = new("List a document's trail", "What changed, when and by whom; oldest first.")
        {
            Answers = [Answer.Ok<Page<EventView>>("A page of events.")],
        },
        ["eraseDocument"] = new("Erase a document",
            "Erases file, values and trail for good; only the fact that there was a document is kept. Its `external_id` is free again.")
        {
            Answers = [Answer.Nothing(204, "Erased.")],
            Refusals = [Refusal.Conflict],
        },
        ["getDocumentFile"] = new("Get the original file", "The bytes as they came. 409 with `retry-after` while it is being fetched.")
        {
            Answers = [new(200, "The file.", MediaType: "*/*")],
            Refusals = [Refusal.Conflict],
            Tagged = true,
        },
        ["getDocumentPage"] = new("Get a page as a picture", "A page of the document as PNG, as a reviewer sees it.")
        {
            Answers = [new(200, "The page.", MediaType: "image/png")],
            Refusals = [Refusal.Conflict],
            Tagged = true,
        },
        ["correctResult"] = new("Correct the result",
            "Sets, adds and removes fields and line items. A corrected value has confidence 1 and source `reviewer`. A document " +
            "that was approved goes back to review.")
        {
            Request = Examples.Correction,
            Answers = [Answer.Ok<ResultView>("The result after the corrections.", Examples.Result)],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },
        ["approveDocument"] = new("Approve a document",
            "Makes the result the confirmed truth. An exact replay is answered with the current state and has no second effect. " +
            "From `processing` or `failed`, or when the document has changed since `expected_updated_at`: 409.")
        {
            Request = Examples.Approval,
            Answers = [Answer.Ok<ReviewedView>("Approved.", Examples.Approved)],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },
        ["rejectDocument"] = new("Reject a document",
            "Back to review: no longer final, not delivered. What was confirmed stays marked. From `processing` or `failed`: 409.")
        {
            Request = Examples.Rejection,
            Answers = [Answer.Ok<ReviewedView>("In review.", Examples.Rejected)],
            Refusals = [Refusal.Conflict],
        },
        ["reprocessDocument"] = new("Read a document again",
            "From `failed` or `review_required`; corrections survive unless they are discarded. While `processing`, nothing new " +
            "starts. A finalized document must be rejected first: 409.")
        {
            Request = Examples.Reprocessing,
            Answers = [Answer.Accepted("Being processed.")],
            Refusals = [Refusal.Conflict],
        },
        ["retryPush"] = new("Deliver a document again",
            "Starts a new run, also where the document was delivered before: the record there is updated, not doubled. Without a " +
            "`provider` it goes where the last run went, else as `dispatch` would send it. While a run is queued or running: that " +
            "run's id, nothing new. A document that is not approved: 409. No workflow for it: 422, which says what to set up.")
        {
            Request = Examples.RetryPush,
            Answers = [new(202, "Queued.", typeof(RetriedView), Examples.Retried, Located: true)],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },
        ["listSchemas"] = new("List the schemas", "What documents can be read as.")
        {
            Answers = [Answer.Ok<Page<SchemaView>>("A page of schemas.")],
        },
        ["getSchema"] = new("Get a schema", "With every field: name, label, type, and whether it belongs to line items.")
        {
            Answers = [Answer.Ok<SchemaDetailView>("The schema.")],
        },
        ["getMe"] = new("Who am I", "Workspace, key and scopes of the caller: tests a key.")
        {
            Answers = [Answer.Ok<MeView>("The caller.")],
        },
        ["createApiKey"] = new("Create an API key", "Its secret is in this answer and never again.")
        {
            Request = Examples.NewKey,
            Answers = [new(201, "Created.", typeof(ApiKeyView), Located: true)],
            Refusals = [Refusal.Meaningless],
        },
        ["listApiKeys"] = new("List API keys", "Newest first, without secrets.")
        {
            Answers = [Answer.Ok<Page<ApiKeyView>>("A page of keys.")],
        },
        ["rotateApiKey"] = new("Rotate an API key", "A new secret; the old one goes on working for the grace time.")
        {
            Request = Examples.Rotation,
            Answers = [Answer.Ok<ApiKeyView>("The key with its new secret.")],
            Refusals = [Refusal.Conflict],
        },
        ["revokeApiKey"] = new("Revoke an API key", "At once: within one second on every host.")
        {
            Answers = [Answer.Nothing(204, "Revoked.")],
        },
        ["getWorkspace"] = new("Get the workspace", "The caller's workspace and its settings.")
        {
            Answers = [Answer.Ok<WorkspaceView>("The workspace.")],
        },
        ["changeWorkspace"] = new("Change the workspace's settings", "Which documents are approved without a person.")
        {
            Request = Examples.Thresholds,
            Answers = [Answer.Ok<WorkspaceView>("The workspace.")],
            Refusals = [Refusal.Meaningless],
        },
        ["getLiveness"] = new("Whether this process runs", "Asks nothing else.")
        {
            Answers = [Answer.Ok<LiveView>("It runs.")],
        },
        ["getReadiness"] = new("Whether this host can do its work",
            "`degraded` serves, but not everything: a check says what is missing and how to install it. Cheap enough for every second.")
        {
            Answers =
            [
                Answer.Ok<HealthView>("It can, perhaps not everything."),
                new(503, "It cannot; `retry-after` says when to ask again.", typeof(HealthView)),
            ],
        },
        ["getMetrics"] = new("Figures for Prometheus", "Text exposition, version 0.0.4.")
        {
            Answers = [new(200, "The figures.", MediaType: "text/plain")],
        },
    };

    public static OperationNote? Find(string? operationId) =>
        s_notes.GetValueOrDefault(operationId ?? "") ?? s_webhooks.GetValueOrDefault(operationId ?? "")
        ?? s_delivery.GetValueOrDefault(operationId ?? "") ?? s_memory.GetValueOrDefault(operationId ?? "");
}
