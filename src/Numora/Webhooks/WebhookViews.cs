using System.Text.Json;
using System.Text.Json.Serialization;

namespace Numora.Webhooks;

/// <param name="Secret">Only in the answer to a creation or rotation: it cannot be shown again.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the last rotation signs as well.</param>
sealed record WebhookEndpointView(
    string Id, string Url, IReadOnlyList<string> EventTypes, string? Description, bool Enabled, DateTimeOffset? DisabledAt,
    string? DisabledReason, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? LastSuccessAt,
    DateTimeOffset? LastFailureAt, string? LastFailure, DateTimeOffset? FailingSince, DateTimeOffset? PreviousSecretUntil,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret)
{
    public static WebhookEndpointView Of(WebhookEndpoint e, WebhookSecret? secret = null) => new(
        e.Id, e.Url, e.EventTypes, e.Description, e.Enabled, e.DisabledAt, e.DisabledReason, e.CreatedAt, e.UpdatedAt,
        e.LastSuccessAt, e.LastFailureAt, e.LastFailure, e.FailingSince, e.PreviousSecretUntil, secret?.Text);
}

/// <summary>One event on its way to one endpoint, with its attempts, the latest last.</summary>
record WebhookDeliveryView(
    string Id, string EndpointId, string EventId, string EventType, string? DocumentId, WebhookDeliveryStatus Status,
    string? Reason, int AttemptCount, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    IReadOnlyList<WebhookAttempt> Attempts)
{
    public static WebhookDeliveryView Of(WebhookDelivery d) => new(
        d.Id, d.EndpointId, d.EventId, d.EventType, d.DocumentId, d.Status, d.Reason, d.AttemptCount, d.NextAttemptAt,
        d.CreatedAt, d.EndedAt, d.Attempts);
}

/// <param name="Payload">The event as it is sent.</param>
sealed record WebhookDeliveryDetailView(
    string Id, string EndpointId, string EventId, string EventType, string? DocumentId, WebhookDeliveryStatus Status,
    string? Reason, int AttemptCount, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    IReadOnlyList<WebhookAttempt> Attempts, JsonElement Payload)
{
    public static WebhookDeliveryDetailView Of(WebhookDelivery d) => new(
        d.Id, d.EndpointId, d.EventId, d.EventType, d.DocumentId, d.Status, d.Reason, d.AttemptCount, d.NextAttemptAt,
        d.CreatedAt, d.EndedAt, d.Attempts, JsonElement.Parse(d.Body));
}

/// <summary>The answer where a delivery was put on its way.</summary>
sealed record WebhookQueuedView(string DeliveryId, string EventId, string StatusUrl)
{
    public static WebhookQueuedView Of(WebhookDelivery d) =>
        new(d.Id, d.EventId, $"/v1/webhook-endpoints/{d.EndpointId}/deliveries/{d.Id}");
}

/// <param name="Retried">How many deliveries were put back on their way.</param>
/// <param name="More">Whether there may be others: ask again.</param>
sealed record WebhooksRetriedView(int Retried, bool More);
