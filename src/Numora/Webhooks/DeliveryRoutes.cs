using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Numora.Access;
using Numora.Platform.Jobs;

namespace Numora.Webhooks;

/// <summary>What was sent to an endpoint, and sending it again.</summary>
static class DeliveryRoutes
{
    public static void MapDeliveries(this RouteGroupBuilder endpoints)
    {
        endpoints.MapGet("/{id}/deliveries", List).WithName("listWebhookDeliveries");
        endpoints.MapGet("/{id}/deliveries/{delivery}", Get).WithName("getWebhookDelivery");
    }

    public static void MapRetries(this RouteGroupBuilder endpoints)
    {
        endpoints.MapPost("/{id}/test", Test).WithName("testWebhookEndpoint");
        endpoints.MapPost("/{id}/deliveries/{delivery}/retry", Retry).WithName("retryWebhookDelivery");
        endpoints.MapPost("/{id}/retry-failed", RetryFailed).WithName("retryFailedWebhookDeliveries");
    }

    static async Task<Ok<Page<WebhookDeliveryView>>> List(
        string id, string? status, [FromQuery(Name = "event_type")] string? eventType, string? limit, string? cursor,
        Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);
        var page = cursors.Open("webhook-deliveries", caller, cursor, ListParameters.Limit(limit),
            ("endpoint_id", id), ("status", status), ("event_type", eventType));
        var deliveries = Filtered(page, db.WebhookDeliveries.AsNoTracking().Where(d => d.EndpointId == endpoint.Id));
        var found = await deliveries.Where(d => page.After == null || string.Compare(d.Id, page.After) < 0)
            .OrderByDescending(d => d.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, found, d => d.Id, WebhookDeliveryView.Of));
    }

    static IQueryable<WebhookDelivery> Filtered(PageRequest page, IQueryable<WebhookDelivery> deliveries)
    {
        if (ListParameters.Word<WebhookDeliveryStatus>("status", page.Filter("status")) is { } status)
            deliveries = deliveries.Where(d => d.Status == status);
        if (page.Filter("event_type") is { } type)
        {
            if (!WebhookEvent.Types.Contains(type))
                throw RefusedException.Malformed("event_type", $"Must be one of {string.Join(", ", WebhookEvent.Types)}.");
            deliveries = deliveries.Where(d => d.EventType == type);
        }

        return deliveries;
    }

    static async Task<Ok<WebhookDeliveryDetailView>> Get(
        string id, string delivery, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);
        return TypedResults.Ok(WebhookDeliveryDetailView.Of(await db.WebhookDeliveryAsync(endpoint, delivery, ct)));
    }

    static async Task<Accepted<WebhookQueuedView>> Test(
        string id, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);
        RefuseDisabled(endpoint);

        var delivery = new WebhookDelivery(caller.WorkspaceId, endpoint.Id, WebhookEvent.PingOf(endpoint, time.Now()));
        db.AddRange(delivery, delivery.Job(caller.RequestId));
        await db.SaveChangesAsync(ct);

        return Queued(delivery);
    }

    static async Task<Accepted<WebhookQueuedView>> Retry(
        string id, string delivery, Caller caller, NumoraDb db, JobNotifier notifier, TimeProvider time, CancellationToken ct)
    {
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);
        var found = await db.WebhookDeliveryAsync(endpoint, delivery, ct);
        RefuseDisabled(endpoint);

        await db.RetryAsync(found, caller.RequestId, time.Now(), ct);
        notifier.Drain(endpoint.Id);

        return Queued(found);
    }

    static async Task<Accepted<WebhooksRetriedView>> RetryFailed(
        string id, RetryFailed request, Caller caller, NumoraDb db, JobNotifier notifier, TimeProvider time, CancellationToken ct)
    {
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);
        var since = request.Since
            ?? throw RefusedException.Malformed("since", "Is needed: deliveries of events from this time on are sent again.");
        RefuseDisabled(endpoint);

        var retried = await db.RetryFailedAsync(endpoint, since, caller.RequestId, time.Now(), ct);
        notifier.Drain(endpoint.Id);

        return TypedResults.Accepted(
            $"/v1/webhook-endpoints/{id}/deliveries?status=pending",
            new WebhooksRetriedView(retried, retried == WebhookQueries.MaxRetried));
    }

    static Accepted<WebhookQueuedView> Queued(WebhookDelivery delivery)
    {
        var view = WebhookQueuedView.Of(delivery);
        return TypedResults.Accepted(view.StatusUrl, view);
    }

    static void RefuseDisabled(WebhookEndpoint endpoint)
    {
        if (!endpoint.Enabled)
            throw new RefusedException(Refusal.Conflict, $"{endpoint.Id} is disabled, so nothing is sent to it. Enable it " +
                "first: PATCH {\"enabled\": true}.");
    }
}
