using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Delivery;
using Numora.Delivery.Workflows;

namespace Numora.Operations;

// Delivery, mappings, workflows and runs.
static partial class MemberNotes
{
    const string ProviderText = "The kind of destination.";

    static readonly Dictionary<string, (string? Text, Action<OpenApiSchema>? Limit)> s_delivery = Both(
        "MappingRequest", "MappingDefinition",
        new()
        {
            ["object"] = ("Entity set, table, resource or kind of file, by provider.", Length(1, 128)),
            ["key"] = ("The targets whose values find the record again, so that none is made twice.", s => s.MinItems = 1),
            ["fields"] = ("Each target once.", s => (s.MinItems, s.MaxItems) = (1, 200)),
            ["line_items"] = ("How each line becomes a row; only for schemas with line items.", null),
            ["attach_file"] = ("Whether the original file goes along, where the provider can.", False),
        },
        new()
        {
            ["MappingRequest.expected_version"] = ("The version that was looked at; another one is a 409.", s => s.Minimum = "1"),
            ["FieldMapping.target"] = ("The name over there.", null),
            ["FieldMapping.source"] = ("Where the value comes from; a list for `concat`. This or `constant`.", SourceShape),
            ["FieldMapping.constant"] = ("A string, number or boolean.", null),
            ["FieldMapping.default"] = ("Written as it stands where the source has no value; left out: so is the target.", null),
            ["FieldMapping.transform"] = ("Applied in order, e.g. `round:2`.", null),
            ["FieldMapping.required"] = ("Whether a document without this value cannot be delivered.", False),
            ["FieldMapping.lookup"] = ("Refer to the record that has this value instead of writing it.", null),
            ["LookupMapping.object"] = ("Where to look.", null),
            ["LookupMapping.match"] = ("The column that the value is compared with.", null),
            ["LookupMapping.on_missing"] = ("For none or several: `fail` unless said.", null),
            ["LineItemMapping.parent"] = ("The target in each row that points to the record.", null),
            ["LineItemMapping.key"] = ("With the parent finds a row again; without it the rows are replaced as a whole.", null),
            ["Mapping.id"] = Id("map"),
            ["Mapping.schema"] = (null, Words(Known.Schemas)),
            ["Mapping.destination_id"] = Id("dst"),
            ["Mapping.version"] = ("From 1.", s => s.Minimum = "1"),
            ["Mapping.updated_at"] = ("When this version was stored.", null),
            ["MappingSummary.id"] = Id("map"),
            ["MappingSummary.schema"] = (null, Words(Known.Schemas)),
            ["MappingSummary.destination_id"] = Id("dst"),
            ["PreviewRequest.document_id"] = Id("doc"),
            ["PreviewRequest.mapping"] = ("A draft to try in the place of the stored mapping.", null),
            ["Preview.document_id"] = Id("doc"),
            ["Preview.destination_id"] = Id("dst"),
            ["Preview.provider"] = (ProviderText, Words(Known.Providers)),
            ["Preview.payload"] = ("By provider: what would be sent, as far as it goes where something is missing.", null),
            ["Preview.complete"] = ("Whether it can be sent so.", null),
            ["MissingValue.member"] = ("The path in the mapping: `fields[2]`.", null),
            ["MissingValue.line_id"] = ("Null for a field of the document.", Line),
            ["MissingValue.reason"] = ("`missing`: there is no value. `unfit`: there is one that cannot be brought into form.", null),

            ["OutboxItem.document_id"] = Id("doc"),
            ["OutboxItem.schema"] = (null, Words(Known.Schemas)),
            ["OutboxItem.updated_at"] = ("The page's order.", null),
            ["OutboxItem.attempts"] = ("Failed ones since the approval.", s => s.Minimum = "0"),
            ["OutboxItem.last_error"] = ("Of the latest of them.", null),
            ["OutboxMeta.provider"] = ("As asked for; null without the filter.", null),
            ["OutboxMeta.next_cursor"] = ("Null: this was the last page.", null),
            ["DeliveryError.code"] = ("docs/failures.md, or the reporter's own.", null),
            ["DispatchRequest.provider"] = ("Any destination of this provider.", Words(Known.Providers)),
            ["DispatchRequest.destination_id"] = Id("dst"),
            ["DispatchRequest.workflow_id"] = Id("wf"),
            ["Dispatched.id"] = Id("doc"),
            ["Dispatched.run_id"] = ("Null where the delivery was reported from outside.", Pattern("run")),
            ["Dispatched.workflow_id"] = (null, Pattern("wf")),
            ["RetryPushRequest.provider"] = ("Where to; left out: where the last run went.", Words(Known.Providers)),
            ["Retried.id"] = Id("doc"),
            ["Retried.run_id"] = Id("run"),
            ["ReportRequest.provider"] = ("A name of yours.", s => s.Pattern = "^[a-z0-9_]{1,50}$"),
            ["ReportRequest.status"] = ("`skipped`: it is not to be delivered there.", Words(["succeeded", "failed", "skipped"])),
            ["ReportRequest.execution_id"] = (
                "Your id of this attempt, made before the write; unique per document.", Length(1, ReportRules.MaxExecutionId)),
            ["ReportRequest.attempted_at"] = ("By your clock.", null),
            ["ReportRequest.external_record_id"] = (
                "The record's id over there; required where `status` is `succeeded`.", Length(1, ReportRules.MaxExternalId)),
            ["ReportRequest.external_url"] = ("Where a person can look at it.", Uri),
            ["ReportRequest.error_code"] = ("A word of yours.", Length(0, ReportRules.MaxErrorCode)),
            ["ReportRequest.error_message"] = ("For a person.", Length(0, ReportRules.MaxErrorMessage)),
            ["Reported.id"] = Id("doc"),
            ["Reported.delivery"] = ("The attempt as it was first told.", null),
            ["DocumentDelivery.document_id"] = Id("doc"),
            ["DocumentDelivery.deliveries"] = ("One for each destination, and for each provider that is reported from outside.", null),
            ["Delivery.destination_id"] = ("Null where another system delivers.", Pattern("dst")),
            ["Delivery.status"] = ("Of the latest attempt; null where its run was cancelled before the first.", null),
            ["Delivery.current"] = ("Whether it belongs to the current approval: only then it counts for the document.", null),
            ["Delivery.external_record_id"] = ("The record's id over there; kept over approvals.", null),
            ["Delivery.next_attempt_at"] = ("After a failure: when the outbox lists the document again.", null),
            ["Delivery.attempts"] = ("Earliest first.", null),
            ["Attempt.source"] = ("`managed`: by a run. `external`: reported.", null),
            ["Attempt.execution_id"] = ("Only of reported ones.", null),
            ["Attempt.run_id"] = ("Only of managed ones.", Pattern("run")),
            ["Attempt.attempted_at"] = ("By the clock of whoever tried.", null),

            ["WorkflowDefinition.name"] = ("For people.", Length(1, WorkflowRules.MaxName)),
            ["WorkflowDefinition.bindings"] = ("Which documents go where.", s => (s.MinItems, s.MaxItems) = (1, WorkflowRules.MaxBindings)),
            ["WorkflowDefinition.nodes"] = ("In the order in which they run.", s => (s.MinItems, s.MaxItems) = (1, WorkflowRules.MaxNodes)),
            ["WorkflowDefinition.auto_dispatch"] = ("Whether a run starts as soon as a document is approved.", False),
            ["WorkflowDefinition.status"] = ("`active` unless said. A paused one is not dispatched.", null),
            ["WorkflowDefinition.expected_version"] = (
                "When replacing: the version that was looked at; another one is a 409.", s => s.Minimum = "1"),
            ["BindingDefinition.schema"] = (null, Words(Known.Schemas)),
            ["BindingDefinition.destination_id"] = Id("dst"),
            ["BindingDefinition.default"] = ("Taken where a dispatch names nothing and several bindings would fit.", False),
            ["NodeDefinition.id"] = ("Its name in runs and logs.", s => s.Pattern = $"^[A-Za-z0-9_-]{{1,{WorkflowRules.MaxNodeId}}}$"),
            ["NodeDefinition.when"] = ("Only when this holds; left out: always.", null),
            ["NodeDefinition.on_error"] = ("`fail` unless said; `continue` goes on after a fault that is final.", null),
            ["NodeDefinition.config"] = ("By type; `map`, `push` and `attach_file` have none.", null),
            ["Condition.source"] = ("A field, `metadata.<key>`, `document.id`, `.schema` or `.external_id`.", null),
            ["Condition.equals"] = ("Numbers compare as numbers, texts letter by letter; null: there is no value.", null),
            ["Condition.in"] = ("A list of values.", s => (s.Type, s.Items) = (JsonSchemaType.Array, new OpenApiSchema())),
            ["Condition.gt"] = ("Numbers, and texts in their order, so that dates compare as well.", null),
            ["Condition.exists"] = ("Whether there is a value.", null),
            ["Workflow.id"] = Id("wf"),
            ["Workflow.version"] = ("Of the nodes shown; from 1.", s => s.Minimum = "1"),
            ["WorkflowSummary.id"] = Id("wf"),
            ["WorkflowDispatchRequest.document_id"] = Id("doc"),
            ["WorkflowDispatchRequest.execution_mode"] = (
                "Runs are done in the background.", Words([WorkflowDispatchRequest.Queued])),
            ["WorkflowDispatchRequest.destination_id"] = (
                "Where the workflow is bound to several destinations for the schema.", Pattern("dst")),
            ["WorkflowDispatch.run_id"] = Id("run"),
            ["WorkflowDispatch.workflow_id"] = Id("wf"),
            ["WorkflowDispatch.execution_mode"] = (null, Words([WorkflowDispatchRequest.Queued])),

            ["Run.id"] = Id("run"),
            ["Run.workflow_version"] = ("The one it started with.", null),
            ["Run.mapping_version"] = ("The one it started with; null where there is no mapping.", null),
            ["Run.outcome"] = (
                "What became of the record; `written` where the destination does not tell; null where none was written.",
                Words(["created", "updated", "unchanged", "written"])),
            ["Run.attempt"] = ("How many were begun.", s => s.Minimum = "0"),
            ["Run.next_attempt_at"] = ("While it waits between attempts.", null),
            ["Run.external_record_id"] = ("The record's id over there.", null),
            ["Run.external_url"] = ("Where a person can look at it.", null),
            ["Run.failure"] = ("Why it failed; else null.", null),
            ["Run.request_id"] = ("The request that started it.", null),
            ["RunNode.attempt"] = ("The run's attempt in which it was at work last; 0 before.", s => s.Minimum = "0"),
            ["RunNode.message"] = ("What came of it, in a sentence.", null),
            ["RunLog.node_id"] = ("Null for what is about the whole run.", null),
            ["RunLog.message"] = ("A sentence for operators.", null),
            ["RunLog.data"] = ("What programs may want of it, or null.", null),
        });

    static void False(OpenApiSchema s) => s.Default = JsonValue.Create(false);

    static void SourceShape(OpenApiSchema s) => s.AnyOf =
    [
        new OpenApiSchema { Type = JsonSchemaType.String },
        new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
    ];
}
