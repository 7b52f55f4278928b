using Numora.Delivery;
using Numora.Delivery.Destinations;
using Numora.Delivery.Mappings;
using Numora.Delivery.Runs;
using Numora.Delivery.Workflows;

namespace Numora.Operations;

// Delivery, destinations, mappings, workflows and runs.
static partial class OperationNotes
{
    static readonly Dictionary<string, OperationNote> s_delivery = new()
    {
        ["getOutbox"] = new("List what is to be delivered",
            "The approved documents that still need delivery, oldest change first: with `provider`, those that are neither pending, " +
            "delivered nor skipped there; without, those that are `reviewed` or `push_failed`. After a failure a document stays away " +
            "for 5 min, 15 min, 1 h, 6 h, then 24 h each time; after ten failures it comes back only by `dispatch` or `retry-push`. One " +
            "walk through the pages shows what was there when it began.")
        {
            Answers = [Answer.Ok<OutboxView>("A page of the outbox.", Examples.Outbox)],
            Refusals = [Refusal.InvalidSchema],
        },
        ["dispatchDocument"] = new("Deliver a document",
            "Starts a run of the workflow that is bound to the document's schema and to a destination that fits: poll the document " +
            "until `status` leaves `push_pending`, or the run at `location`. Several fit: the one marked `default`, else 422, which " +
            "lists them. None fits: 422, which says what to set up. A run is open already: 202 with its id. Delivered there and " +
            "not changed since: 200, nothing is sent; `retry-push` sends again. Not approved: 409.")
        {
            Requests = Examples.Dispatches,
            Answers =
            [
                new(202, "Queued, or at work already.", typeof(DispatchedView), Examples.Dispatched, Located: true),
                Answer.Ok<DispatchedView>("Delivered already; nothing was sent.", Examples.AlreadyDelivered),
            ],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },
        ["reportDelivery"] = new("Report a delivery made elsewhere",
            "For systems that write to the destination themselves. Make `execution_id` before you write, and keep it when you try " +
            "to report again: the same id with the same data changes nothing (`attempted_at` is not compared), with other data it " +
            "is a 409. `provider` is any name of yours; no destination is needed. A document that is not approved: 409.")
        {
            Requests = Examples.Reports,
            Answers = [Answer.Ok<ReportedView>("Recorded, now or before.", Examples.Reported)],
            Refusals = [Refusal.Conflict],
        },
        ["getDelivery"] = new("How a document stands everywhere",
            "One entry for each destination, and for each provider that is reported from outside, with its attempts, earliest first.")
        {
            Answers = [Answer.Ok<DocumentDeliveryView>("Its deliveries.", Examples.Delivery)],
        },

        ["createDestination"] = new("Create a destination",
            "`config` is by `provider`: `dynamics365` (Dynamics365Config), `file_drop` (FileDropConfig), `http` (HttpConfig), " +
            "`postgres` (PostgresConfig), and so are the `credentials`; the examples show each, docs/destinations.md explains it. " +
            "Everything is checked at once and nothing is connected to: `test` does that. Credentials are kept encrypted and are in " +
            "no answer, message or log. Addresses inside of a private network must be allowed by the operator " +
            "(`Numora__Egress__Allow`).")
        {
            Requests = Examples.NewDestinations,
            Answers = [new(201, "Created.", typeof(DestinationView), Examples.Destination, Located: true)],
            Refusals = [Refusal.Meaningless],
        },
        ["listDestinations"] = new("List destinations", "Newest first, without credentials.")
        {
            Answers = [Answer.Ok<Page<DestinationView>>("A page of destinations.")],
        },
        ["getDestination"] = new("Get a destination", "Its settings. Credentials cannot be shown again.")
        {
            Answers = [Answer.Ok<DestinationView>("The destination.", Examples.Destination)],
        },
        ["changeDestination"] = new("Change a destination",
            "What is absent stays as it is. `config` replaces the settings as a whole; `credentials: null` removes them. Runs take " +
            "the new settings from their next attempt on.")
        {
            Request = Examples.DestinationChange,
            Answers = [Answer.Ok<DestinationView>("The destination.", Examples.Destination)],
            Refusals = [Refusal.Meaningless],
        },
        ["deleteDestination"] = new("Delete a destination",
            "With its mappings. While an active workflow is bound to it, or a run to it is open: 409.")
        {
            Answers = [Answer.Nothing(204, "Deleted.")],
            Refusals = [Refusal.Conflict],
        },
        ["testDestination"] = new("Test a destination",
            "Connects with the stored settings and credentials, for 20 s at most, and writes nothing that stays. What the other side " +
            "refuses is `ok: false` with its own words, not an error.")
        {
            Answers = [Answer.Ok<DestinationTestView>("What came of it.", Examples.DestinationTest)],
        },

        ["listMappings"] = new("List mappings", "Newest first, without their fields.")
        {
            Answers = [Answer.Ok<Page<MappingSummaryView>>("A page of mappings.")],
        },
        ["getMapping"] = new("Get a mapping", "The current version, or an earlier one.")
        {
            Answers = [Answer.Ok<MappingView>("The mapping.", Examples.Mapping)],
            Refusals = [Refusal.Conflict],
        },
        ["putMapping"] = new("Store a mapping", MappingText)
        {
            Requests = Examples.NewMappings,
            Answers =
            [
                Answer.Ok<MappingView>("A new version.", Examples.Mapping),
                new(201, "The first version.", typeof(MappingView), Examples.Mapping, Located: true),
            ],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },
        ["previewMapping"] = new("Preview what would be sent",
            "The exact payload for a document that was read, with what is missing; nothing is sent. With `mapping` a draft is tried " +
            "in the place of the stored one. What has to be asked of the destination (lookups) is shown as the question.")
        {
            Request = Examples.MappingPreview,
            Answers = [Answer.Ok<PreviewView>("The payload.", Examples.Previewed)],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },

        ["listWorkflows"] = new("List workflows", "Newest first, without their nodes.")
        {
            Answers = [Answer.Ok<Page<WorkflowSummaryView>>("A page of workflows.")],
        },
        ["createWorkflow"] = new("Create a workflow", WorkflowText)
        {
            Requests = Examples.NewWorkflows,
            Answers = [new(201, "Created.", typeof(WorkflowView), Examples.Workflow, Located: true)],
            Refusals = [Refusal.Meaningless],
        },
        ["getWorkflow"] = new("Get a workflow", "With the nodes of the current version, or of an earlier one.")
        {
            Answers = [Answer.Ok<WorkflowView>("The workflow.", Examples.Workflow)],
        },
        ["putWorkflow"] = new("Replace a workflow",
            "The whole definition, as in `createWorkflow`: a new version. Runs that were started keep the version they started with.")
        {
            Request = Examples.ChangedWorkflow,
            Answers = [Answer.Ok<WorkflowView>("The workflow.", Examples.Workflow)],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },
        ["deleteWorkflow"] = new("Delete a workflow", "Its finished runs stay. While one of its runs is open: 409.")
        {
            Answers = [Answer.Nothing(204, "Deleted.")],
            Refusals = [Refusal.Conflict],
        },
        ["dispatchWorkflow"] = new("Start a workflow for a document",
            "As `dispatch` of the document, with this workflow. Where it is bound to several destinations for the schema, name one.")
        {
            Request = Examples.WorkflowDispatch,
            Answers = [new(202, "Queued.", typeof(WorkflowDispatchView), Examples.WorkflowDispatched, Located: true)],
            Refusals = [Refusal.Conflict, Refusal.Meaningless],
        },

        ["listRuns"] = new("List runs", "Newest first.")
        {
            Answers = [Answer.Ok<Page<RunView>>("A page of runs.")],
        },
        ["getRun"] = new("Get a run", "Its outcome and each node's. `failure.code`: docs/failures.md.")
        {
            Answers = [Answer.Ok<RunView>("The run.", Examples.Run)],
        },
        ["getRunLogs"] = new("Get a run's log",
            "In the order of what happened: what was sent where, what came back in the other side's own words, what happens next. " +
            "Never secrets.")
        {
            Answers = [Answer.Ok<Page<RunLogView>>("A page of lines.", Examples.RunLogs)],
        },
        ["cancelRun"] = new("Cancel a run",
            "While it is queued or waits between attempts. While it is at work it may be writing: 409. Asked twice: 200.")
        {
            Answers = [Answer.Ok<RunView>("The run.")],
            Refusals = [Refusal.Conflict],
        },
    };

    const string MappingText = """
        Checked as a whole, all faults at once; earlier versions are kept. The first mapping of a schema to a destination also
        makes a workflow for the pair, so that `dispatch` works at once.

        **Sources**: a field of the schema; in line items also `parent.<field>`, `line.id`, `line.number`; `metadata.<key>`;
        `document.id`, `.external_id`, `.created_at`, `.schema`, `.file_name`; or a list of these for `concat`.

        | Transform | Example | |
        | --- | --- | --- |
        | `trim` | `" Acme "` → `"Acme"` | white space at both ends |
        | `upper`, `lower` | `"de"` → `"DE"` | |
        | `truncate:80` | `truncate:3`: `"Müller"` → `"Mül"` | 1 to 10,000 |
        | `replace:<from>=<to>` | `replace:/=-`: `"a/b"` → `"a-b"` | every place; `\=` is an equals sign |
        | `map:{…}` | `map:{"19":"V19","*":"V0"}`: `19.00` → `"V19"` | `"*"` is for all others |
        | `round:2` | `1.005` → `1.01` | 0 to 6 decimals, halves away from zero |
        | `number:de-DE` | `1234.50` → `"1234,50"` | text with the culture's decimal mark |
        | `date:dd.MM.yyyy` | `2026-03-21` → `"21.03.2026"` | |
        | `concat:; ` | `["Alice","Bob"]` → `"Alice; Bob"` | of a list, or of several sources |

        Several are applied in order. docs/mappings.md has the rules for missing values, lookups and line items.
        """;

    const string WorkflowText = """
        Nodes run in their order. A retry goes on at the node that was not done. The first mapping of a schema to a destination
        has made a workflow already: replace that one (`putWorkflow`), or pause it; else both fit.

        | `type` | Does | `config` |
        | --- | --- | --- |
        | `validate` | fails the run before anything is sent, with `validation_failed` | ValidateConfig |
        | `map` | applies the mapping, so that what is missing is known at once | none |
        | `push` | writes the record to the destination; at most one | none |
        | `attach_file` | adds the original file, where the mapping says `attach_file`; after a push | none |
        | `http_request` | calls another endpoint | HttpRequestConfig |
        | `notify` | posts a message to a chat's incoming webhook | NotifyConfig |

        `when` leaves a node out unless its condition holds: one of `equals`, `not_equals`, `in`, `gt`, `gte`, `lt`, `lte`, `exists` on
        a field, `metadata.<key>`, `document.id`, `.schema` or `.external_id`. `on_error: continue` goes on after a final fault.

        Templates in URLs, headers, bodies and messages: `{{field}}`, `{{metadata.key}}`, `{{document.id}}`, `{{document.schema}}`,
        `{{document.external_id}}`, `{{document.created_at}}`, `{{external_id}}`, `{{external_url}}`, `{{run.id}}`, `{{workflow.id}}`.
        """;
}
