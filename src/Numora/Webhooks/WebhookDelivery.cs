using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Platform.Jobs;

namespace Numora.Webhooks;

/// <summary>Where a delivery is.</summary>
enum WebhookDeliveryStatus
{
    /// <summary>Has a job: is being sent, or waits for its next attempt. Left by the job, or when the endpoint is disabled.</summary>
    Pending,

    /// <summary>The endpoint answered with 2xx. Left by a retry, which sends it again.</summary>
    Succeeded,

    /// <summary>The schedule is used up, or the answer was final (410). Left by a retry.</summary>
    Failed,

    /// <summary>The endpoint was disabled before it arrived. Left by a retry, once the endpoint is enabled.</summary>
    Stopped,
}

/// <summary>One try to deliver, as the log keeps it.</summary>
/// <param name="Number">From 1, over all retries.</param>
/// <param name="StatusCode">Null: no answer came.</param>
/// <param name="Error">A sentence; null when the answer was 2xx.</param>
/// <param name="Answer">The beginning of the answer's body as text; null: none came.</param>
sealed record WebhookAttempt(int Number, DateTimeOffset At, int? StatusCode, int DurationMs, string? Error, string? Answer);

/// <summary>One event on its way to one endpoint, with the log of its attempts.</summary>
sealed class WebhookDelivery
{
    /// <summary>The name of its job; the endpoint's id is the lane.</summary>
    public const string JobKind = LaneDrain.Kind;

    /// <summary>Older attempts leave the log; <see cref="AttemptCount"/> goes on counting.</summary>
    public const int MaxAttemptsKept = 25;

    WebhookDelivery() => (Id, WorkspaceId, EndpointId, EventId, EventType, Body) = (null!, null!, null!, null!, null!, null!); // for EF

    public WebhookDelivery(string workspaceId, string endpointId, WebhookEvent what)
    {
        (Id, WorkspaceId, EndpointId) = (Ids.New("dlv", what.CreatedAt), workspaceId, endpointId);
        (EventId, EventType, DocumentId, Body) = (what.Id, what.Type, what.DocumentId, what.Body);
        (CreatedAt, NextAttemptAt) = (what.CreatedAt, what.CreatedAt);
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    public string EndpointId { get; private set; }

    /// <summary>What the receiver tells repeats by: the same in every attempt.</summary>
    public string EventId { get; private set; }

    public string EventType { get; private set; }

    public string? DocumentId { get; private set; }

    /// <summary>The event, as it is signed and sent.</summary>
    public byte[] Body { get; private set; }

    public WebhookDeliveryStatus Status { get; private set; }

    /// <summary>Why it failed or stopped, as a sentence.</summary>
    public string? Reason { get; private set; }

    public int AttemptCount { get; private set; }

    /// <summary>How many waits of the schedule are used up; a retry by a person begins anew.</summary>
    public int ScheduleStep { get; private set; }

    public IReadOnlyList<WebhookAttempt> Attempts { get; private set; } = [];

    public DateTimeOffset? NextAttemptAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The job that sends it, to be added with it.</summary>
    public Job Job(string? requestId) => new(JobKind, Id, WorkspaceId, requestId, EndpointId);

    public void Record(WebhookAttempt attempt)
    {
        AttemptCount = attempt.Number;
        Attempts = [.. Attempts.TakeLast(MaxAttemptsKept - 1), attempt];
    }

    public void Succeed(DateTimeOffset now) => End(WebhookDeliveryStatus.Succeeded, null, now);

    public void Fail(string reason, DateTimeOffset now) => End(WebhookDeliveryStatus.Failed, reason, now);

    public void Stop(string reason, DateTimeOffset now) => End(WebhookDeliveryStatus.Stopped, reason, now);

    /// <summary>Another attempt comes by itself.</summary>
    public void TryAgainAt(DateTimeOffset at) => (ScheduleStep, NextAttemptAt) = (ScheduleStep + 1, at);

    void End(WebhookDeliveryStatus status, string? reason, DateTimeOffset now) =>
        (Status, Reason, NextAttemptAt, EndedAt) = (status, reason, null, now);
}

sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> table)
    {
        table.ToTable("webhook_deliveries");
        table.Property(d => d.Status).HasConversion<EnumText<WebhookDeliveryStatus>>();
        table.Property(d => d.Attempts).AsJson();
    }
}
