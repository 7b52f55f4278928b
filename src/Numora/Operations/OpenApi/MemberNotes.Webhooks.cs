using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Numora.Webhooks;

namespace Numora.Operations;

// Webhooks.
static partial class MemberNotes
{
    static readonly Dictionary<string, (string? Text, Action<OpenApiSchema>? Limit)> s_webhooks = Both(
        "WebhookDelivery", "WebhookDeliveryDetail",
        new()
        {
            ["id"] = Id("dlv"),
            ["endpoint_id"] = Id("whe"),
            ["event_id"] = ("The header `webhook-id`: the same in every attempt.", Pattern("evt")),
            ["event_type"] = (null, Words(WebhookEvent.Types)),
            ["document_id"] = ("Null for `ping`.", Pattern("doc")),
            ["status"] = ("`pending`: is being sent, or waits for `next_attempt_at`. `succeeded`: answered with 2xx. `failed`: the " +
                "schedule is used up, or the answer was final. `stopped`: the endpoint was disabled before it arrived.", null),
            ["reason"] = ("Why it failed or stopped; else null.", null),
            ["attempt_count"] = ("Over all retries.", s => s.Minimum = "0"),
            ["next_attempt_at"] = ("Not before; null when it has ended.", null),
            ["attempts"] = ($"The latest {Webhooks.WebhookDelivery.MaxAttemptsKept}, the latest last.", null),
        },
        new()
        {
            ["WebhookDeliveryDetail.payload"] = ("The event as it is sent.", null),
            ["WebhookEndpoint.id"] = Id("whe"),
            ["WebhookEndpoint.event_types"] = (null, s => s.Items = WireSchemas.OneOf(WebhookEvent.Types)),
            ["WebhookEndpoint.enabled"] = ("Whether events are sent to it.", null),
            ["WebhookEndpoint.disabled_reason"] = ("Who or what disabled it; null while it is enabled.", null),
            ["WebhookEndpoint.updated_at"] = ("When its settings changed last.", null),
            ["WebhookEndpoint.last_success_at"] = ("To about ten seconds.", null),
            ["WebhookEndpoint.last_failure"] = ("What went wrong at `last_failure_at`.", null),
            ["WebhookEndpoint.failing_since"] = (
                "The first failure since the last success. After five days of nothing but failures it is disabled.", null),
            ["WebhookEndpoint.previous_secret_until"] = ("Until when the secret before the last rotation signs as well.", null),
            ["WebhookEndpoint.secret"] = ("Only in the answer to a creation or rotation: it cannot be shown again.", null),
            ["WebhookAttempt.number"] = ("From 1, over all retries.", s => s.Minimum = "1"),
            ["WebhookAttempt.status_code"] = ("Null when no answer came.", null),
            ["WebhookAttempt.error"] = ("What went wrong; null when it was answered with 2xx.", null),
            ["WebhookAttempt.answer"] = ("The first 1,024 bytes of the answer's body as text, without control characters.", null),
            ["WebhookQueued.delivery_id"] = Id("dlv"),
            ["WebhookQueued.event_id"] = Id("evt"),
            ["WebhookQueued.status_url"] = ("The delivery with its attempts.", null),
            ["WebhooksRetried.retried"] = ("How many deliveries are on their way again.", null),
            ["WebhooksRetried.more"] = ("Whether there may be others: ask again.", null),
            ["NewWebhookEndpoint.url"] = ("https, without a user name; redirects are not followed.", Uri),
            ["NewWebhookEndpoint.event_types"] = (null, EventTypes),
            ["NewWebhookEndpoint.description"] = ("For people.", Length(0, Webhooks.WebhookEndpoint.MaxDescription)),
            ["NewWebhookEndpoint.enabled"] = (null, s => s.Default = JsonValue.Create(true)),
            ["WebhookEndpointChange.url"] = (null, Uri),
            ["WebhookEndpointChange.event_types"] = ("All of them, not only the new ones.", EventTypes),
            ["WebhookEndpointChange.description"] = (
                "Empty: removed.", Length(0, Webhooks.WebhookEndpoint.MaxDescription)),
            ["SecretRotation.grace_seconds"] = ("How long the old secret signs beside the new one.",
                s => (s.Minimum, s.Maximum, s.Default) = ("0", $"{SecretRotationRules.MaxGraceSeconds}",
                    JsonValue.Create(SecretRotationRules.DefaultGraceSeconds))),
            ["RetryFailed.since"] = ("Deliveries of events from then on.", null),
        });

    static void EventTypes(OpenApiSchema s) => (s.MinItems, s.Items) = (1, WireSchemas.OneOf(WebhookEvent.Types));

    /// <summary>The notes of two schemas that share members, and the rest.</summary>
    static Dictionary<string, (string?, Action<OpenApiSchema>?)> Both(
        string one, string other, Dictionary<string, (string?, Action<OpenApiSchema>?)> shared,
        Dictionary<string, (string?, Action<OpenApiSchema>?)> rest)
    {
        foreach (var (member, note) in shared)
            (rest[$"{one}.{member}"], rest[$"{other}.{member}"]) = (note, note);
        return rest;
    }
}
