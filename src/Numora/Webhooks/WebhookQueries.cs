using System.Runtime.CompilerServices;
using Numora.Access;

namespace Numora.Webhooks;

static class WebhookQueries
{
    /// <summary>Retried at once by one request; the next one takes the rest.</summary>
    public const int MaxRetried = 10_000;

    extension(NumoraDb db)
    {
        public DbSet<WebhookEndpoint> WebhookEndpoints => db.Set<WebhookEndpoint>();

        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();

        /// <summary>The one way to get an endpoint for a request: it cannot forget the workspace.</summary>
        public async Task<WebhookEndpoint> WebhookEndpointAsync(Caller caller, string id, CancellationToken ct)
        {
            var workspace = caller.WorkspaceId;
            return (Ids.HasShape("whe", id)
                ? await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.WorkspaceId == workspace && e.Id == id, ct)
                : null) ?? throw RefusedException.NotFound($"There is no webhook endpoint {Shown(id)}.");
        }

        public async Task<WebhookDelivery> WebhookDeliveryAsync(WebhookEndpoint endpoint, string id, CancellationToken ct) =>
            (Ids.HasShape("dlv", id)
                ? await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.EndpointId == endpoint.Id && d.Id == id, ct)
                : null) ?? throw RefusedException.NotFound($"There is no delivery {Shown(id)} to {endpoint.Id}.");

        /// <summary>
        /// What waits for a disabled endpoint waits no more. Those that are being recorded at this moment are left alone, for
        /// waiting for them could be a deadlock: they find the endpoint disabled by themselves.
        /// </summary>
        public async Task StopDeliveriesAsync(WebhookEndpoint endpoint, DateTimeOffset now, CancellationToken ct)
        {
            await db.Database.ExecuteSqlAsync($"""
                with stopped as (
                    update webhook_deliveries set status = 'stopped', reason = {endpoint.DisabledReason}, next_attempt_at = null,
                        ended_at = {now}
                    where id in (select id from webhook_deliveries where endpoint_id = {endpoint.Id} and status = 'pending'
                        for update skip locked)
                    returning id
                )
                delete from jobs where kind = {WebhookDelivery.JobKind} and state = 'ready' and subject in (select id from stopped)
                """, ct);
        }

        /// <summary>Puts deliveries that failed or stopped back on their way, the oldest first; their schedule begins anew.</summary>
        /// <returns>How many, at most <see cref="MaxRetried"/>.</returns>
        public Task<int> RetryFailedAsync(
            WebhookEndpoint endpoint, DateTimeOffset since, string? requestId, DateTimeOffset now, CancellationToken ct) =>
            db.RetryAsync($"""
                select id from webhook_deliveries where endpoint_id = {endpoint.Id} and status in ('failed', 'stopped')
                and created_at >= {since} order by id limit {MaxRetried} for update
                """, requestId, now, ct);

        /// <summary>Sends a delivery at once, whatever became of it before. One that is being sent just goes on.</summary>
        public Task RetryAsync(WebhookDelivery delivery, string? requestId, DateTimeOffset now, CancellationToken ct) =>
            db.RetryAsync($"select {delivery.Id}", requestId, now, ct);

        // The delivery before its job, as a job's end locks them.
        async Task<int> RetryAsync(FormattableString chosen, string? requestId, DateTimeOffset now, CancellationToken ct)
        {
            var given = chosen.ArgumentCount;
            var sql = $$"""
                with again as (
                    update webhook_deliveries set status = 'pending', reason = null, schedule_step = 0, ended_at = null,
                        next_attempt_at = {{{given}}}
                    where id in ({{chosen.Format}}) returning id, workspace_id, endpoint_id, document_id
                )
                insert into jobs (kind, subject, workspace_id, request_id, lane, trace_parent)
                select {{{given + 1}}}, id, workspace_id, {{{given + 2}}}, endpoint_id,
                    (select trace_parent from documents where id = again.document_id)
                from again
                on conflict (kind, subject) do update set run_at = now()
                """;
            return await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(
                sql, [.. chosen.GetArguments(), now, WebhookDelivery.JobKind, requestId]), ct);
        }
    }

    static string Shown(string id) => id.Length <= 40 ? id : id[..40] + "…";
}
