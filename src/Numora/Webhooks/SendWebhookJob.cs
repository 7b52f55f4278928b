using Microsoft.Extensions.Options;
using Numora.Platform.Jobs;

namespace Numora.Webhooks;

/// <summary>
/// One attempt at one delivery. A crash after the sending makes the endpoint get the event again, under the same id: at
/// least once.
/// </summary>
sealed partial class SendWebhookJob(
    NumoraDb db, WebhookSender sender, IOptions<WebhookOptions> options, TimeProvider time, ILogger<SendWebhookJob> log) : IJob
{
    public static readonly JobKind Kind = new(WebhookDelivery.JobKind, typeof(SendWebhookJob), MaxAttempts, Backoff, PerEndpoint);

    /// <summary>Against crashes and faults of ours only: the schedule is the delivery's, and each step of it begins anew.</summary>
    const int MaxAttempts = 100;

    /// <summary>An endpoint has at most so many requests at once.</summary>
    const int PerEndpoint = 8;

    static readonly Func<NumoraDb, string, Task<Loaded?>> Load = EF.CompileAsyncQuery((NumoraDb db, string id) =>
        (from d in db.Set<WebhookDelivery>()
         join e in db.Set<WebhookEndpoint>() on d.EndpointId equals e.Id into endpoints
         from e in endpoints.DefaultIfEmpty()
         where d.Id == id
         select new Loaded(d, e)).SingleOrDefault());

    static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(5 * attempt, 900));

    public async Task RunAsync(JobLease job, CancellationToken ct)
    {
        if (await Load(db, job.Subject) is not { Delivery: { Status: WebhookDeliveryStatus.Pending } delivery } loaded)
        {
            await job.CompleteAsync(db); // it ended, or went with its endpoint
            return;
        }

        if (loaded.Endpoint is not { Enabled: true } endpoint)
        {
            await WithoutEndpointAsync(job, delivery, loaded.Endpoint);
            return;
        }

        var outcome = await sender.SendAsync(endpoint, delivery, ct);
        CrashPoint.Pass(job.Kind, "after-send");
        try
        {
            await RecordAsync(job, delivery, endpoint, outcome);
        }
        catch (RefusedException e) when (e.Why is Refusal.Conflict)
        {
            throw new LeaseLostException(job.Id); // the endpoint was deleted meanwhile, and delivery and job with it
        }
    }

    public async Task GiveUpAsync(JobLease job, bool died)
    {
        if (await Load(db, job.Subject) is { Delivery: { Status: WebhookDeliveryStatus.Pending } delivery })
            delivery.Fail($"Sending it failed here {MaxAttempts} times, before or after the endpoint was asked; " +
                "the log of the service says why. Retry it when that is mended.", time.Now());
        await job.CompleteAsync(db);
    }

    /// <summary>The endpoint was disabled or deleted at the moment at which the event came about.</summary>
    async Task WithoutEndpointAsync(JobLease job, WebhookDelivery delivery, WebhookEndpoint? endpoint)
    {
        if (endpoint is null)
            db.Remove(delivery);
        else
            delivery.Stop(endpoint.DisabledReason!, time.Now());
        await job.CompleteAsync(db);
    }

    async Task RecordAsync(JobLease job, WebhookDelivery delivery, WebhookEndpoint endpoint, WebhookOutcome outcome)
    {
        var (attempt, now) = (outcome.Attempt, time.Now());
        delivery.Record(attempt);
        if (outcome.Succeeded)
        {
            delivery.Succeed(now);
            db.Entry(delivery).Property(d => d.Reason).IsModified = true; // it may have been stopped since it was loaded
            endpoint.Succeeded(now);
            Delivered(delivery.Id, endpoint.Id, attempt.Number, attempt.DurationMs);
            await job.CompleteAsync(db);
            return;
        }

        NotDelivered(delivery.Id, endpoint.Id, attempt.Number, attempt.StatusCode, attempt.DurationMs);
        await db.Entry(endpoint).ReloadAsync(CancellationToken.None); // others may have disabled it, or reached it, meanwhile
        endpoint.Failed(attempt.Error!, now);
        if (endpoint.Enabled && WhyDisable(endpoint, outcome, now) is { } reason)
            await DisableAsync(job, delivery, endpoint, reason, outcome.Gone, now);
        else if (!endpoint.Enabled)
            await WithoutEndpointAsync(job, delivery, endpoint);
        else
            await AgainAsync(job, delivery, outcome, now);
    }

    string? WhyDisable(WebhookEndpoint endpoint, WebhookOutcome outcome, DateTimeOffset now) =>
        outcome.Gone ? "The endpoint answered 410 Gone: it wants no more events."
        : now - endpoint.FailingSince >= options.Value.DisableAfter
            ? $"Every attempt since {WireTime.Write(endpoint.FailingSince!.Value)} has failed, the last one so: {outcome.Attempt.Error}"
        : null;

    async Task DisableAsync(
        JobLease job, WebhookDelivery delivery, WebhookEndpoint endpoint, string reason, bool gone, DateTimeOffset now)
    {
        endpoint.Disable(reason, now);
        if (gone)
            delivery.Fail(reason, now);
        else
            delivery.Stop(reason, now);
        await job.CompleteAsync(db, () => db.StopDeliveriesAsync(endpoint, now, CancellationToken.None));
        Disabled(endpoint.Id, reason);
    }

    async Task AgainAsync(JobLease job, WebhookDelivery delivery, WebhookOutcome outcome, DateTimeOffset now)
    {
        if (options.Value.Wait(delivery.ScheduleStep, Random.Shared.NextDouble()) is not { } wait)
        {
            delivery.Fail($"All {delivery.ScheduleStep + 1} attempts failed, the last one so: " +
                outcome.Attempt.Error, now);
            await job.CompleteAsync(db);
            return;
        }

        if (outcome.RetryAfter > wait)
            wait = outcome.RetryAfter.Value;
        delivery.TryAgainAt(now + wait);
        await job.AgainAsync(db, wait, "webhook_not_delivered");
    }

    sealed record Loaded(WebhookDelivery Delivery, WebhookEndpoint? Endpoint);

    [LoggerMessage(1701, LogLevel.Debug, "Delivered {DeliveryId} to {EndpointId} at attempt {Attempt} in {DurationMs} ms")]
    partial void Delivered(string deliveryId, string endpointId, int attempt, int durationMs);

    [LoggerMessage(1702, LogLevel.Information,
        "Did not deliver {DeliveryId} to {EndpointId} at attempt {Attempt}: status {Status} after {DurationMs} ms")]
    partial void NotDelivered(string deliveryId, string endpointId, int attempt, int? status, int durationMs);

    [LoggerMessage(1703, LogLevel.Warning, "Disabled {EndpointId}: {Reason}")]
    partial void Disabled(string endpointId, string reason);
}
