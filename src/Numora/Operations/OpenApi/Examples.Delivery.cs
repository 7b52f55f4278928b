namespace Numora.Operations;

// Delivery, workflows and runs.
static partial class Examples
{
    public const string RetryPush = """{"provider": "file_drop"}""";

    public const string Retried = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "push_pending", "run_id": "run_01jpwr5s6b9f2y4e7p0q3m8k5j"}
        """;

    public static IReadOnlyList<NamedExample> Dispatches { get; } =
    [
        new("any", "Where the schema's only or default workflow leads", "{}"),
        new("provider", "To the destination of a provider", """{"provider": "file_drop"}"""),
        new("destination", "To this destination", """{"destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f"}"""),
        new("workflow", "By this workflow", """{"workflow_id": "wf_01jpwr3r5a8e1x3d6n9p2m7k4h"}"""),
    ];

    public const string Dispatched = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "push_pending", "run_id": "run_01jpwr5s6b9f2y4e7p0q3m8k5j",
         "workflow_id": "wf_01jpwr3r5a8e1x3d6n9p2m7k4h"}
        """;

    public const string AlreadyDelivered = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "push_succeeded", "run_id": "run_01jpwr5s6b9f2y4e7p0q3m8k5j",
         "workflow_id": "wf_01jpwr3r5a8e1x3d6n9p2m7k4h"}
        """;

    public const string Outbox = """
        {"data": [
           {"document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "schema": "invoice_v2", "status": "reviewed", "external_id": null,
            "metadata": {}, "result_url": "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/result",
            "dispatch_url": "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/dispatch", "updated_at": "2026-03-24T02:36:37.684Z",
            "attempts": 1, "last_error": {"code": "destination_refused", "message": "ERP answered 422: unknown vendor."}}],
         "meta": {"provider": "dynamics365", "next_cursor": null}}
        """;

    public static IReadOnlyList<NamedExample> Reports { get; } =
    [
        new("succeeded", "The record was written", """
            {"provider": "sap_erp", "status": "succeeded", "execution_id": "n8n-4711-doc_01jpwq4q9m7q4q2k8dax1x1q5n",
             "attempted_at": "2026-03-24T02:40:00.000Z", "external_record_id": "4500012345",
             "external_url": "https://sap.example.com/invoices/4500012345"}
            """),
        new("failed", "It was tried and refused", """
            {"provider": "sap_erp", "status": "failed", "execution_id": "n8n-4712-doc_01jpwq4q9m7q4q2k8dax1x1q5n",
             "attempted_at": "2026-03-24T02:45:00.000Z", "error_code": "vendor_blocked",
             "error_message": "Vendor 1000 is blocked for posting."}
            """),
        new("skipped", "It is not to be delivered there", """
            {"provider": "archive", "status": "skipped", "execution_id": "n8n-4713-doc_01jpwq4q9m7q4q2k8dax1x1q5n",
             "attempted_at": "2026-03-24T02:50:00.000Z"}
            """),
    ];

    const string AttemptMembers = """
        "id": "dla_01jpwr8v9e2i5b7h0s3t6q1n8m", "provider": "sap_erp", "source": "external",
        "execution_id": "n8n-4711-doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "succeeded",
        "attempted_at": "2026-03-24T02:40:00.000Z", "external_record_id": "4500012345",
        "external_url": "https://sap.example.com/invoices/4500012345", "error_code": null, "error_message": null
        """;

    public const string Reported =
        """{"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "push_succeeded", "delivery": {""" + AttemptMembers + "}}";

    public const string Delivery = """
        {"document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "push_succeeded", "deliveries": [
          {"provider": "sap_erp", "destination_id": null, "status": "succeeded", "current": true,
           "external_record_id": "4500012345", "external_url": "https://sap.example.com/invoices/4500012345", "last_error": null,
           "next_attempt_at": null, "attempts": [{
        """ + AttemptMembers + "}]}]}";

    public static IReadOnlyList<NamedExample> NewWorkflows { get; } =
    [
        new("plain", "As the first mapping of a schema to a destination makes it", """
            {"name": "Invoices to the ERP",
             "bindings": [{"schema": "invoice_v2", "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f"}],
             "nodes": [{"id": "map", "type": "map"}, {"id": "push", "type": "push"}, {"id": "attach_file", "type": "attach_file"}]}
            """),
        new("all_nodes", "Every type of node with its settings, conditions, and errors that do not stop the run", """
            {"name": "Invoices to the ERP, checked", "status": "active", "auto_dispatch": false,
             "bindings": [{"schema": "invoice_v2", "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f", "default": false}],
             "nodes": [
               {"id": "check", "type": "validate",
                "config": {"required": ["invoice_number", "total_amount"], "min_confidence": 0.5,
                           "conditions": [{"source": "currency", "in": ["EUR", "CHF"]}, {"source": "total_amount", "gt": 0}]}},
               {"id": "map", "type": "map"},
               {"id": "push", "type": "push"},
               {"id": "file", "type": "attach_file", "on_error": "continue"},
               {"id": "ledger", "type": "http_request", "when": {"source": "total_amount", "gte": 1000}, "on_error": "continue",
                "config": {"url": "https://ledger.example.com/entries/{{document.id}}", "method": "PUT",
                           "headers": {"x-source": "numora"},
                           "body": {"number": "{{invoice_number}}", "total": "{{total_amount}}", "record": "{{external_id}}"},
                           "timeout_seconds": 20}},
               {"id": "tell", "type": "notify", "when": {"source": "metadata.quiet", "exists": false}, "on_error": "continue",
                "config": {"url": "https://chat.example.com/hooks/T0/B0",
                           "message": "{{invoice_number}} of {{vendor_name}} is in the ERP as {{external_id}}."}}]}
            """),
    ];

    public const string ChangedWorkflow = """
        {"name": "Invoices to the ERP", "status": "active", "auto_dispatch": true, "expected_version": 1,
         "bindings": [{"schema": "invoice_v2", "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f", "default": false}],
         "nodes": [{"id": "map", "type": "map"}, {"id": "push", "type": "push"}]}
        """;

    public const string Workflow = """
        {"id": "wf_01jpwr3r5a8e1x3d6n9p2m7k4h", "name": "Invoices to the ERP", "status": "active", "version": 1,
         "binding_count": 1, "auto_dispatch": false,
         "bindings": [{"schema": "invoice_v2", "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f", "default": true}],
         "nodes": [{"id": "map", "type": "map"}, {"id": "push", "type": "push"}, {"id": "attach_file", "type": "attach_file"}],
         "created_at": "2026-03-21T14:12:00.000Z", "updated_at": "2026-03-21T14:12:00.000Z"}
        """;

    public const string WorkflowDispatch = """{"document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "execution_mode": "queued"}""";

    public const string WorkflowDispatched = """
        {"run_id": "run_01jpwr5s6b9f2y4e7p0q3m8k5j", "workflow_id": "wf_01jpwr3r5a8e1x3d6n9p2m7k4h", "status": "queued",
         "execution_mode": "queued"}
        """;

    public const string Run = """
        {"id": "run_01jpwr5s6b9f2y4e7p0q3m8k5j", "workflow_id": "wf_01jpwr3r5a8e1x3d6n9p2m7k4h", "workflow_version": 1,
         "mapping_version": 1, "document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n",
         "destination_id": "dst_01jpwr1m2x5c8v0b3n6k9h4g7f", "provider": "http", "status": "succeeded", "outcome": "created",
         "trigger": "dispatch", "attempt": 2, "created_at": "2026-03-24T02:37:00.000Z", "started_at": "2026-03-24T02:37:00.041Z",
         "finished_at": "2026-03-24T02:37:05.618Z", "next_attempt_at": null, "external_record_id": "4711",
         "external_url": "https://erp.example.com/invoices/4711", "failure": null, "request_id": "reviewed-poll-001",
         "nodes": [
           {"id": "map", "type": "map", "status": "succeeded", "attempt": 1, "message": "Mapped 5 fields to invoices.",
            "started_at": "2026-03-24T02:37:00.050Z", "finished_at": "2026-03-24T02:37:00.052Z"},
           {"id": "push", "type": "push", "status": "succeeded", "attempt": 2, "message": "ERP has it as 4711 (created).",
            "started_at": "2026-03-24T02:37:00.053Z", "finished_at": "2026-03-24T02:37:05.610Z"}]}
        """;

    public const string RunLogs = """
        {"data": [
          {"at": "2026-03-24T02:37:00.053Z", "level": "info", "node_id": "push", "attempt": 1,
           "message": "Sending invoices with 5 fields to ERP.", "data": {"object": "invoices", "key": ["number"]}},
          {"at": "2026-03-24T02:37:00.140Z", "level": "warning", "node_id": "push", "attempt": 1,
           "message": "ERP answered 503. The next attempt follows in 5.2 s.", "data": null}],
         "next_cursor": null}
        """;
}
