using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Access;
using Numora.Engine;
using Numora.Intake;
using Numora.Review;

namespace Numora.Operations;

/// <summary>What the code does not say of the members: meaning and limits, by schema and name.</summary>
static partial class MemberNotes
{
    const string Optimistic = "The `updated_at` that was looked at. When the document has changed since: 409.";

    static readonly string Unapproved =
        $"Why it was not approved by itself, by its values as they are now: {string.Join(", ",
            Documents.Blockers.Own.Select(b => $"`{b}`"))}, or the code of a warning. Empty where it was.";

    static readonly Dictionary<string, (string? Text, Action<OpenApiSchema>? Limit)> s_notes = new()
    {
        ["Document.id"] = Id("doc"),
        ["Document.schema"] = ("As found; `auto` until the document has been read.", Words(Known.SchemasOrAuto)),
        ["Document.external_id"] = ("The caller's own id.", null),
        ["Document.updated_at"] = ("Rises strictly with every change: it is the version.", null),
        ["Document.review_state"] = ("What a reviewer has confirmed; null when nothing is.", null),
        ["Document.duplicate_of"] = (
            "The earliest other document with the same bytes or of the same business matter. It warns, it " +
            "does not block.",
            Pattern("doc")),
        ["Document.finalized"] = ("Approved, and not reopened since. Only finalized documents are delivered.", null),
        ["Document.page_count"] = ("Null until the document has been read.", s => s.Minimum = "0"),
        ["Document.file"] = ("Null until the file has been fetched.", null),
        ["Document.failure"] = ("Why the document could not be read; null unless `status` is `failed`.", null),
        ["Document.warnings"] = ("What a reviewer should look at.", null),
        ["Document.blockers"] = (Unapproved, null),
        ["File.content_type"] = ("Found from the bytes, not from the name or header.", null),
        ["File.size"] = ("In bytes.", null),
        ["File.sha256"] = (null, s => s.Pattern = "^[0-9a-f]{64}$"),
        ["Failure.code"] = ("Of a document or of a run; docs/failures.md says what to do.",
            Words(Known.FailureCodes.Concat(Known.RunFailureCodes))),
        ["Failure.message"] = ("For a person: what is wrong and what to do.", null),
        ["Submitted.id"] = Id("doc"),
        ["Submitted.schema"] = (null, Words(Known.SchemasOrAuto)),
        ["Result.id"] = Id("doc"),
        ["Result.schema"] = (null, Words(Known.Schemas)),
        ["Result.confidence"] = Share("The mean over the schema's required fields; a missing one counts as 0."),
        ["Result.fields"] = ("By name, in schema order. A field that was not found is absent.", null),
        ["Result.duplicate_of"] = (null, Pattern("doc")),
        ["Result.checks"] = (
            "Whether the values agree with each other; made again after every correction. A check is absent where " +
            "something that it needs is.",
            null),
        ["Result.blockers"] = (Unapproved, null),
        ["Check.code"] = ("Named after what holds where `ok` is true.", Words(Engine.Checks.CheckCode.All)),
        ["Check.ok"] = ("Where false, the confidence of its fields is at most 0.6, except a reviewer's.", null),
        ["Check.message"] = ("For a person, with the values.", null),
        ["Check.fields"] = (
            "What it concerns: names of fields, and `line_items`. Of a failed check, those in doubt: what another check " +
            "confirms is left out.",
            null),
        ["LineItem.id"] = ("Stable for the life of the document.", Line),
        ["LineItem.confidence"] = Share("The mean of the line's fields."),
        ["Field.confidence"] = Share("Calibrated: of the values given at 0.9, nine in ten are right. A correction has 1."),
        ["Field.page"] = ("From 1. Only with `include=geometry`.", s => s.Minimum = "1"),
        ["Field.text"] = ("As printed. Only with `include=geometry`.", null),
        ["Field.source"] = ("Who read it; `memory`: learned from another review of this vendor. Only with `include=geometry`.", null),
        ["ReviewState.confirmed_general_field_names"] = ("In schema order, each once.", null),
        ["ReviewState.confirmed_line_item_ids"] = ("In the order of the document, each once.", null),
        ["Reviewed.id"] = Id("doc"),
        ["Event.id"] = Id("evt"),
        ["Event.type"] = ("E.g. `document.reviewed`, `document.edited`.", null),
        ["Event.status"] = ("The document's status after the event.", null),
        ["Event.actor"] = (
            "The key's name; `system` for the service, `auto` for approval by the workspace's threshold.",
            null),
        ["Event.actor_key_id"] = (null, Pattern("key")),
        ["Event.request_id"] = ("The request that caused it.", null),
        ["Event.data"] = ("What the type needs: changed values, a reason, a failure.", null),
        ["ApiKey.id"] = Id("key"),
        ["ApiKey.secret"] = ("Only in the answer to a creation or rotation: it cannot be shown again.", null),
        ["ApiKey.last_used_at"] = ("To about a minute.", null),
        ["MeWorkspace.id"] = Id("ws"),
        ["MeKey.id"] = Id("key"),
        ["Workspace.id"] = Id("ws"),
        ["Workspace.auto_approve"] = (
            "By schema: documents whose every required field is at least this confident, and which nothing else blocks, are " +
            "approved at once; `blockers` of the others says why not. A schema that is absent is off.",
            Thresholds(false)),
        ["SchemaField.type"] = ("How values of the field are written.", Words(Known.FieldTypes)),
        ["SchemaField.line_item"] = ("Whether it is a field of line items.", null),
        ["SchemaField.required"] = ("Whether automatic approval and the document's confidence depend on it.", null),
        ["ErrorBody.code"] = ("Stable: for programs.", Words(Known.ErrorCodes)),
        ["ErrorBody.message"] = ("For a person.", null),
        ["ErrorBody.request_id"] = ("As in the header `x-request-id`.", null),
        ["ErrorBody.details"] = ("What is wrong with which member, all at once.", null),
        ["ErrorDetail.field"] = ("The member's path, e.g. `line_items.upsert[0].fields.amount`.", null),
        ["Error.updated_at"] = ("The current version, with a 409 on a stale `expected_updated_at`.", null),

        ["NewDocument.schema"] = ("What the document is, or `auto` to have it found out.", Words(Known.SchemasOrAuto)),
        ["NewDocument.file_url"] = (
            "Where the file is: https, reachable without signing in. It is fetched in the background.",
            Uri),
        ["NewDocument.external_id"] = (
            "Your own id, unique in workspace and schema. Sending it again answers with the document there is.",
            Length(1, NewDocumentRules.MaxExternalId)),
        ["NewApiKey.name"] = ("What the key is for.", Length(1, 100)),
        ["NewApiKey.scopes"] = (
            "None that the caller's own key lacks.",
            s => (s.MinItems, s.Items) = (1, WireSchemas.OneOf(Scopes.All))),
        ["NewApiKey.expires_at"] = ("In the future; without one the key does not expire.", null),
        ["NewApiKey.test"] = (
            "Makes an `sk_test_` key, so that people see which one they hold. It works like any other.",
            null),
        ["Rotation.grace_seconds"] = (
            "How long the old secret goes on working.",
            s => (s.Minimum, s.Maximum, s.Default) = ("0", $"{RotationRules.MaxGraceSeconds}", JsonValue.Create(0))),
        ["WorkspaceChange.auto_approve"] = (
            "By schema: 0 to 1, or null for off. A schema that is not named is off.",
            Thresholds(true)),
        ["ApproveRequest.expected_updated_at"] = (Optimistic, null),
        ["ApproveRequest.review_state"] = ("What was confirmed; left out, the marks stay as they are.", null),
        ["ReviewStateRequest.version"] = (null, s => s.Enum = [JsonValue.Create(Documents.ReviewState.CurrentVersion)]),
        ["RejectRequest.expected_updated_at"] = (Optimistic, null),
        ["RejectRequest.reason"] = ("Kept in the trail.", Length(0, RejectRules.MaxReason)),
        ["ReprocessRequest.expected_updated_at"] = (Optimistic, null),
        ["ReprocessRequest.discard_corrections"] = (
            "Whether reviewers' corrections are dropped; they survive otherwise.",
            s => s.Default = JsonValue.Create(false)),
        ["CorrectionRequest.expected_updated_at"] = (Optimistic, null),
        ["CorrectionRequest.fields"] = ("By name: the right value, or null to remove the field.", Values),
        ["LineCorrectionsRequest.upsert"] = ("Lines to change (with `id`) or to add (without).", null),
        ["LineCorrectionsRequest.remove"] = ("Ids of lines to remove.", null),
        ["LineCorrectionRequest.fields"] = ("By name: the right value, or null to remove the field.", Values),
    };

    public static IOpenApiSchema Apply(string member, IOpenApiSchema schema)
    {
        if (!s_notes.TryGetValue(member, out var note) && !s_webhooks.TryGetValue(member, out note)
            && !s_delivery.TryGetValue(member, out note) && !s_settings.TryGetValue(member, out note)
            && !s_memory.TryGetValue(member, out note))
            return schema;
        if (note.Text is not null)
            schema.Description = note.Text;
        if (schema is OpenApiSchema own)
            note.Limit?.Invoke(own);
        return schema;
    }

    static (string?, Action<OpenApiSchema>?) Id(string prefix) => (null, Pattern(prefix));

    static (string?, Action<OpenApiSchema>?) Share(string text) => (text, s => (s.Minimum, s.Maximum) = ("0", "1"));

    static Action<OpenApiSchema> Pattern(string prefix) => s => s.Pattern = WireSchemas.IdPattern(prefix);

    static Action<OpenApiSchema> Length(int least, int most) => s => (s.MinLength, s.MaxLength) = (least, most);

    static Action<OpenApiSchema> Words(IEnumerable<string> words) => s => s.Enum = WireSchemas.OneOf(words).Enum;

    static void Line(OpenApiSchema s) => s.Pattern = "^li_[1-9][0-9]*$";

    static void Uri(OpenApiSchema s) => (s.Format, s.MaxLength) = ("uri", 2_000);

    static void Values(OpenApiSchema s)
    {
        var value = WireSchemas.FieldValue();
        value.AnyOf!.Add(new OpenApiSchema { Type = JsonSchemaType.Null });
        s.AdditionalProperties = value;
    }

    static Action<OpenApiSchema> Thresholds(bool mayBeNull) => s => s.AdditionalProperties = new OpenApiSchema
    {
        Type = JsonSchemaType.Number | (mayBeNull ? JsonSchemaType.Null : default),
        Minimum = "0",
        Maximum = "1",
    };
}

/// <summary>The closed lists of words, from the code that decides by them.</summary>
static class Known
{
    public static IEnumerable<string> Schemas => Engine.Schemas.All.Select(s => s.Id);

    public static IEnumerable<string> SchemasOrAuto => Schemas.Append(Engine.Schemas.Auto);

    public static IEnumerable<string> FailureCodes => Wire<FailureCode>();

    public static IEnumerable<string> RunStatuses => Wire<Delivery.Runs.RunStatus>();

    public static IEnumerable<string> WorkflowStatuses => Wire<Delivery.Workflows.WorkflowStatus>();

    /// <summary>A test compares it with those that are registered.</summary>
    public static IReadOnlyList<string> Providers { get; } = ["dynamics365", "file_drop", "http", "postgres"];

    /// <summary>What providers and nodes answer; a test compares it with their code.</summary>
    public static IReadOnlyList<string> RunFailureCodes { get; } =
    [
        "answer_lost", "credentials_rejected", "destination_busy", "destination_error", "destination_missing",
        "destination_refused", "destination_unreachable", "key_missing", "lookup_ambiguous", "lookup_missing",
        "mapping_missing", "payload_invalid", "run_interrupted", "timeout", "validation_failed",
    ];

    public static IEnumerable<string> FieldTypes => Wire<FieldType>();

    public static IEnumerable<string> Statuses => Wire<Documents.DocumentStatus>();

    public static IEnumerable<string> ErrorCodes =>
        Enum.GetValues<Refusal>().Select(r => new RefusedException(r, "").Answer.Code).Distinct();

    static IEnumerable<string> Wire<T>() where T : struct, Enum =>
        Enum.GetValues<T>().Select(v => System.Text.Json.JsonSerializer.SerializeToElement(v, Json.Options).GetString()!);
}
