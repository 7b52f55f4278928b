using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;

namespace Numora.Webhooks;

/// <summary>Webhook endpoints: who is told of events (spec/api.md §7). What was sent: DeliveryRoutes.cs.</summary>
static class WebhookRoutes
{
    public static void MapWebhooks(this IEndpointRouteBuilder v1)
    {
        var read = v1.MapGroup("/webhook-endpoints").WithTags("Webhooks").RequireScope(Scopes.WebhooksRead);
        read.MapGet("", List).WithName("listWebhookEndpoints");
        read.MapGet("/{id}", Get).WithName("getWebhookEndpoint");

        var write = v1.MapGroup("/webhook-endpoints").WithTags("Webhooks").RequireScope(Scopes.WebhooksWrite);
        write.MapPost("", Create).WithName("createWebhookEndpoint").Validate(new NewWebhookEndpointRules());
        write.MapPatch("/{id}", Change).WithName("changeWebhookEndpoint").Validate(new WebhookEndpointChangeRules());
        write.MapDelete("/{id}", Delete).WithName("deleteWebhookEndpoint");
        write.MapPost("/{id}/rotate-secret", Rotate).WithName("rotateWebhookSecret").Validate(new SecretRotationRules());

        read.MapDeliveries();
        write.MapRetries();
    }

    static async Task<Created<WebhookEndpointView>> Create(
        NewWebhookEndpoint request, Caller caller, NumoraDb db, Platform.Egress egress, Secrets secrets, TimeProvider time,
        CancellationToken ct)
    {
        var (now, secret) = (time.Now(), WebhookSecret.New());
        var endpoint = new WebhookEndpoint(caller.WorkspaceId, Checked(egress, request.Url!), request.EventTypes!,
            request.Description, Protected(secrets, caller, secret), now);
        if (request.Enabled is false)
            endpoint.Disable(ByHand(caller), now);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await RefuseTooManyAsync(db, caller, ct);
        db.Add(endpoint);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Created($"/v1/webhook-endpoints/{endpoint.Id}", WebhookEndpointView.Of(endpoint, secret));
    }

    static async Task<Ok<Page<WebhookEndpointView>>> List(
        string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("webhook-endpoints", caller, cursor, ListParameters.Limit(limit));
        var endpoints = await db.WebhookEndpoints.AsNoTracking()
            .Where(e => e.WorkspaceId == caller.WorkspaceId)
            .Where(e => page.After == null || string.Compare(e.Id, page.After) < 0)
            .OrderByDescending(e => e.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, endpoints, e => e.Id, e => WebhookEndpointView.Of(e)));
    }

    static async Task<Ok<WebhookEndpointView>> Get(string id, Caller caller, NumoraDb db, CancellationToken ct) =>
        TypedResults.Ok(WebhookEndpointView.Of(await db.WebhookEndpointAsync(caller, id, ct)));

    static async Task<Ok<WebhookEndpointView>> Change(
        string id, WebhookEndpointChange request, Caller caller, NumoraDb db, Platform.Egress egress, TimeProvider time,
        CancellationToken ct)
    {
        var now = time.Now();
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);
        var url = request.Url is null ? null : Checked(egress, request.Url);

        endpoint.Change(url, request.EventTypes, request.Description, now);
        if (request.Enabled is true)
            endpoint.Enable(now);
        if (request.Enabled is false)
            endpoint.Disable(ByHand(caller), now);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        if (request.Enabled is false)
            await db.StopDeliveriesAsync(endpoint, now, ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Ok(WebhookEndpointView.Of(endpoint));
    }

    static async Task<NoContent> Delete(string id, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // In the order in which a job's end locks them.
        await db.WebhookDeliveries.Where(d => d.EndpointId == endpoint.Id).ExecuteDeleteAsync(ct);
        await db.WebhookEndpoints.Where(e => e.Id == endpoint.Id).ExecuteDeleteAsync(ct);
        await db.Jobs.Where(j => j.Kind == WebhookDelivery.JobKind && j.Lane == endpoint.Id).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.NoContent();
    }

    static async Task<Ok<WebhookEndpointView>> Rotate(
        string id, SecretRotation? request, Caller caller, NumoraDb db, Secrets secrets, TimeProvider time, CancellationToken ct)
    {
        var secret = WebhookSecret.New();
        var endpoint = await db.WebhookEndpointAsync(caller, id, ct);

        var grace = TimeSpan.FromSeconds(request?.GraceSeconds ?? SecretRotationRules.DefaultGraceSeconds);
        endpoint.Rotate(Protected(secrets, caller, secret), grace, time.Now());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(WebhookEndpointView.Of(endpoint, secret));
    }

    static Uri Checked(Platform.Egress egress, string url) =>
        egress.Check(url, out var fault) ?? throw RefusedException.Meaningless(new Fault("url", fault));

    static string Protected(Secrets secrets, Caller caller, WebhookSecret secret) =>
        secrets.Protect(caller.WorkspaceId, WebhookEndpoint.SecretPurpose, secret.Text);

    static string ByHand(Caller caller) => $"Disabled through the API by the key {caller.Key.Name}.";

    /// <summary>Of creations at the same moment one counts after the other: the workspace's row is locked until the commit.</summary>
    static async Task RefuseTooManyAsync(NumoraDb db, Caller caller, CancellationToken ct)
    {
        var workspace = caller.WorkspaceId;
        await db.Database.ExecuteSqlAsync($"select from workspaces where id = {workspace} for no key update", ct);
        if (await db.WebhookEndpoints.CountAsync(e => e.WorkspaceId == workspace, ct) >= WebhookEndpoint.MaxPerWorkspace)
            throw new RefusedException(Refusal.Conflict,
                $"There are {WebhookEndpoint.MaxPerWorkspace} webhook endpoints already, the most that a workspace can have. " +
                "Delete one first.");
    }
}
