namespace Numora.Operations;

/// <summary>Examples of bodies. Those of requests are sent to the service by a test.</summary>
static partial class Examples
{
    public const string Submission = """
        {"schema": "invoice_v2", "file_url": "https://example.com/invoice-001.pdf", "external_id": "ap-100024",
         "metadata": {"source": "email-import", "vendor_code": "ACME"}}
        """;

    public const string Submitted = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "processing", "schema": "invoice_v2",
         "status_url": "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n",
         "result_url": "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/result"}
        """;

    public const string Document = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "schema": "invoice_v2", "status": "review_required", "external_id": "ap-100024",
         "metadata": {"source": "email-import", "vendor_code": "ACME"}, "created_at": "2026-03-21T14:19:58.412Z",
         "updated_at": "2026-03-21T14:20:00.000Z", "review_state": null, "duplicate_of": null, "finalized": false, "page_count": 1,
         "file": {"name": "invoice-001.pdf", "content_type": "application/pdf", "size": 48213,
                  "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
         "failure": null, "warnings": [], "blockers": ["auto_approval_off"],
         "status_url": "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n",
         "result_url": "/v1/documents/doc_01jpwq4q9m7q4q2k8dax1x1q5n/result"}
        """;

    public const string Result = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "schema": "invoice_v2", "status": "review_required",
         "review_state": {"version": 1, "confirmed_general_field_names": ["invoice_number"], "confirmed_line_item_ids": []},
         "confidence": 0.93,
         "fields": {"vendor_name": {"value": "ACME Supplies", "confidence": 0.98},
                    "invoice_number": {"value": "INV-2026-001", "confidence": 0.97}},
         "line_items": [], "duplicate_of": null, "updated_at": "2026-03-21T14:20:00.000Z",
         "checks": [{"code": "totals_add_up", "ok": true, "message": "Net 150.00 and tax 28.50 make 178.50, the total.",
                     "fields": ["subtotal_amount", "tax_amount", "total_amount"]},
                    {"code": "iban_checksum", "ok": false, "message": "The check digits of the IBAN are wrong.",
                     "fields": ["vendor_iban"]}],
         "blockers": ["check_failed"]}
        """;

    public const string Approval = """
        {"expected_updated_at": "2026-03-21T14:20:00.000Z",
         "review_state": {"version": 1, "confirmed_general_field_names": ["invoice_number", "invoice_date"],
                          "confirmed_line_item_ids": ["li_1"]}}
        """;

    public const string Approved = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "reviewed", "updated_at": "2026-03-21T14:20:03.119Z",
         "review_state": {"version": 1, "confirmed_general_field_names": ["invoice_number", "invoice_date"],
                          "confirmed_line_item_ids": ["li_1"]}}
        """;

    public const string Rejection = """
        {"expected_updated_at": "2026-03-21T14:20:00.000Z", "reason": "The total is that of another invoice."}
        """;

    public const string Rejected = """
        {"id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "review_required", "updated_at": "2026-03-21T14:22:41.007Z",
         "review_state": null}
        """;

    public const string Correction = """
        {"expected_updated_at": "2026-03-21T14:20:00.000Z",
         "fields": {"invoice_number": "INV-2026-001", "total_amount": 178.50, "delivery_date": null},
         "line_items": {"upsert": [{"fields": {"description": "Freight", "quantity": 1, "unit_price": 12.50, "amount": 12.50}}],
                        "remove": []}}
        """;

    public const string Reprocessing = """{"discard_corrections": false}""";

    public const string NewKey = """{"name": "n8n, production", "scopes": ["documents:read", "documents:write", "review:write"]}""";

    public const string Rotation = """{"grace_seconds": 3600}""";

    public const string Thresholds = """{"auto_approve": {"invoice_v2": 0.98, "receipt_v1": null}}""";
}
