namespace Numora.Operations;

// Webhooks.
static partial class Examples
{
    public const string NewWebhookEndpoint = """
        {"url": "https://example.com/numora/events", "event_types": ["document.review_required", "push.succeeded", "push.failed"],
         "description": "Accounting, production"}
        """;

    public const string WebhookEndpointChange = """
        {"event_types": ["document.review_required", "document.reviewed"], "enabled": true}
        """;

    public const string SecretRotation = """{"grace_seconds": 3600}""";

    public const string RetryFailed = """{"since": "2026-03-21T00:00:00.000Z"}""";

    public const string WebhookEndpoint = "{" + EndpointMembers + "}";

    public const string WebhookEndpointWithSecret =
        "{" + EndpointMembers + """, "secret": "whsec_q1n2e0C3c5Z8vXl0o7Wm5m3mJx3s1Zt2hYb9aKkR4uE="}""";

    public const string WebhookQueued = """
        {"delivery_id": "dlv_01jpwq7k2m4v8x0c3t5y9b1d6f", "event_id": "evt_01jpwq7k2m9h6r4j8n2s5w7z3q",
         "status_url": "/v1/webhook-endpoints/whe_01jpwq2v5x8z1c4b7n0m3k6j9h/deliveries/dlv_01jpwq7k2m4v8x0c3t5y9b1d6f"}
        """;

    public const string WebhooksRetried = """{"retried": 12, "more": false}""";

    public const string WebhookDelivery = """
        {"id": "dlv_01jpwq7k2m4v8x0c3t5y9b1d6f", "endpoint_id": "whe_01jpwq2v5x8z1c4b7n0m3k6j9h",
         "event_id": "evt_01jpwq7k2m9h6r4j8n2s5w7z3q", "event_type": "document.review_required",
         "document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "status": "succeeded", "reason": null, "attempt_count": 2,
         "next_attempt_at": null, "created_at": "2026-03-21T14:20:00.000Z", "ended_at": "2026-03-21T14:20:05.318Z",
         "attempts": [
           {"number": 1, "at": "2026-03-21T14:20:00.012Z", "status_code": 503, "duration_ms": 41,
            "error": "The endpoint answered 503.", "answer": "Service Unavailable"},
           {"number": 2, "at": "2026-03-21T14:20:05.271Z", "status_code": 200, "duration_ms": 46, "error": null, "answer": "ok"}],
         "payload": {"id": "evt_01jpwq7k2m9h6r4j8n2s5w7z3q", "type": "document.review_required",
                     "created_at": "2026-03-21T14:20:00.000Z",
                     "data": {"document_id": "doc_01jpwq4q9m7q4q2k8dax1x1q5n", "schema": "invoice_v2", "status": "review_required"}}}
        """;

    const string EndpointMembers = """
        "id": "whe_01jpwq2v5x8z1c4b7n0m3k6j9h", "url": "https://example.com/numora/events",
        "event_types": ["document.review_required", "push.succeeded", "push.failed"], "description": "Accounting, production",
        "enabled": true, "disabled_at": null, "disabled_reason": null, "created_at": "2026-03-21T14:10:00.000Z",
        "updated_at": "2026-03-21T14:10:00.000Z", "last_success_at": "2026-03-21T14:20:05.318Z",
        "last_failure_at": "2026-03-21T14:20:00.053Z", "last_failure": "The endpoint answered 503.", "failing_since": null,
        "previous_secret_until": null
        """;
}
