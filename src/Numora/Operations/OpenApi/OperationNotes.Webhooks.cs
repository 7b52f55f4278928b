using Numora.Webhooks;

namespace Numora.Operations;

// Webhooks.
static partial class OperationNotes
{
    static readonly Dictionary<string, OperationNote> s_webhooks = new()
    {
        ["createWebhookEndpoint"] = new("Create a webhook endpoint",
            "Events of these types are sent to the URL as they happen, by `POST`, each signed in two ways: " +
            "`X-Numora-Webhook-Signature: t=<timestamp>,v1=<hex>` is the HMAC-SHA256 over `<timestamp>.<body>` keyed with the " +
            "UTF-8 bytes of the whole secret, and `webhook-signature` that of Standard Webhooks 1.0.0, for ready-made libraries. " +
            "Events carry ids, never values, and come at least once: tell repeats by the id, which is the same in every attempt. " +
            "What is not answered with 2xx within 15 s is tried again for about three days. The secret is in this answer and " +
            $"never again. At most {WebhookEndpoint.MaxPerWorkspace} endpoints in a workspace; one more is a 409.")
        {
            Request = Examples.NewWebhookEndpoint,
            Answers = [new(201, "Created.", typeof(WebhookEndpointView), Examples.WebhookEndpointWithSecret, Located: true)],
            Refusals = [Refusal.Meaningless, Refusal.Conflict],
        },
        ["listWebhookEndpoints"] = new("List webhook endpoints", "Newest first, without secrets.")
        {
            Answers = [Answer.Ok<Page<WebhookEndpointView>>("A page of endpoints.")],
        },
        ["getWebhookEndpoint"] = new("Get a webhook endpoint", "Its settings, and how it fares. The secret cannot be shown again.")
        {
            Answers = [Answer.Ok<WebhookEndpointView>("The endpoint.", Examples.WebhookEndpoint)],
        },
        ["changeWebhookEndpoint"] = new("Change a webhook endpoint",
            "What is absent stays as it is. `enabled: false` stops everything that waits for the endpoint; `enabled: true` starts " +
            "clean, also after it was disabled automatically. What was not delivered meanwhile: `retry-failed`.")
        {
            Request = Examples.WebhookEndpointChange,
            Answers = [Answer.Ok<WebhookEndpointView>("The endpoint.", Examples.WebhookEndpoint)],
            Refusals = [Refusal.Meaningless],
        },
        ["deleteWebhookEndpoint"] = new("Delete a webhook endpoint", "With what waits for it, and with the log of its deliveries.")
        {
            Answers = [Answer.Nothing(204, "Deleted.")],
        },
        ["rotateWebhookSecret"] = new("Rotate the secret",
            "The answer has the new secret. For the grace time (a day unless said) both sign: a second `v1=`, and a second " +
            "`v1,` after a space. 0 ends the old one at once. A secret older than the last one no longer signs.")
        {
            Request = Examples.SecretRotation,
            Answers = [Answer.Ok<WebhookEndpointView>("The endpoint with its new secret.", Examples.WebhookEndpointWithSecret)],
        },
        ["testWebhookEndpoint"] = new("Send a test event",
            "A `ping`, whatever the endpoint subscribes to, in the same way as any other event. `status_url` tells what became of it.")
        {
            Answers = [new(202, "On its way.", typeof(WebhookQueuedView), Examples.WebhookQueued, Located: true)],
            Refusals = [Refusal.Conflict],
        },
        ["listWebhookDeliveries"] = new("List what was sent to an endpoint",
            "Newest first, each with its attempts: when, the answer's status and beginning, how long it took, what went wrong. " +
            "Kept for 30 days after the end of the delivery.")
        {
            Answers = [Answer.Ok<Page<WebhookDeliveryView>>("A page of deliveries.")],
        },
        ["getWebhookDelivery"] = new("Get a delivery", "With its attempts and the event as it is sent.")
        {
            Answers = [Answer.Ok<WebhookDeliveryDetailView>("The delivery.", Examples.WebhookDelivery)],
        },
        ["retryWebhookDelivery"] = new("Send a delivery again",
            "At once, whatever became of it before, with the same id and a new timestamp and signature. If it fails, the " +
            "schedule of retries begins anew. A disabled endpoint must be enabled first: 409.")
        {
            Answers = [new(202, "On its way.", typeof(WebhookQueuedView), Examples.WebhookQueued, Located: true)],
            Refusals = [Refusal.Conflict],
        },
        ["retryFailedWebhookDeliveries"] = new("Send again what failed since a time",
            "Deliveries that failed or were stopped, of events from `since` on, the oldest first, up to " +
            $"{WebhookQueries.MaxRetried} at once. A disabled endpoint must be enabled first: 409.")
        {
            Request = Examples.RetryFailed,
            Answers = [new(202, "On their way.", typeof(WebhooksRetriedView), Examples.WebhooksRetried, Located: true)],
            Refusals = [Refusal.Conflict],
        },
    };
}
