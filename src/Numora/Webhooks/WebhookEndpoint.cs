using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.Webhooks;

/// <summary>An address that wants to be told of events, and how it fares.</summary>
sealed class WebhookEndpoint
{
    /// <summary>Fan-out reads and writes a row for each in the transaction of every change.</summary>
    public const int MaxPerWorkspace = 50;

    public const int MaxDescription = 500;

    /// <summary>What <see cref="Secret"/> is encrypted for.</summary>
    public const string SecretPurpose = "webhook_endpoints.secret";

    /// <summary>A busy endpoint's row is not written for each success.</summary>
    static readonly TimeSpan SuccessRecordedEvery = TimeSpan.FromSeconds(10);

    WebhookEndpoint() => (Id, WorkspaceId, Url, EventTypes, Secret) = (null!, null!, null!, null!, null!); // for EF

    /// <param name="secret">Encrypted.</param>
    public WebhookEndpoint(
        string workspaceId, Uri url, IEnumerable<string> eventTypes, string? description, string secret, DateTimeOffset now)
    {
        (Id, WorkspaceId, Secret) = (Ids.New("whe", now), workspaceId, secret);
        (CreatedAt, UpdatedAt) = (now, now);
        (Url, EventTypes, Description) = (url.OriginalString, InOrder(eventTypes), NullWhenEmpty(description));
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Url { get; private set; }

    public string[] EventTypes { get; private set; }

    public string? Description { get; private set; }

    /// <summary>Encrypted.</summary>
    public string Secret { get; private set; }

    /// <summary>Encrypted; signs as well until <see cref="PreviousSecretUntil"/>.</summary>
    public string? PreviousSecret { get; private set; }

    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When its settings changed last; deliveries do not move it.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>A sentence for a person.</summary>
    public string? DisabledReason { get; private set; }

    /// <summary>To about <see cref="SuccessRecordedEvery"/>.</summary>
    public DateTimeOffset? LastSuccessAt { get; private set; }

    public DateTimeOffset? LastFailureAt { get; private set; }

    public string? LastFailure { get; private set; }

    /// <summary>The first failure since the last success.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public bool Enabled => DisabledAt is null;

    /// <summary>Null leaves a member as it is; an empty description removes it.</summary>
    public void Change(Uri? url, IEnumerable<string>? eventTypes, string? description, DateTimeOffset now)
    {
        Url = url?.OriginalString ?? Url;
        EventTypes = eventTypes is null ? EventTypes : InOrder(eventTypes);
        Description = description is null ? Description : NullWhenEmpty(description);
        UpdatedAt = now;
    }

    public void Disable(string reason, DateTimeOffset now)
    {
        if (!Enabled)
            return;
        (DisabledAt, DisabledReason, UpdatedAt) = (now, reason, now);
    }

    /// <summary>Starts clean: what failed before does not count towards disabling it again.</summary>
    public void Enable(DateTimeOffset now)
    {
        if (Enabled)
            return;
        (DisabledAt, DisabledReason, FailingSince, UpdatedAt) = (null, null, null, now);
    }

    /// <summary>The old secret signs beside the new one for the grace time; one older than that is dropped.</summary>
    public void Rotate(string secret, TimeSpan grace, DateTimeOffset now)
    {
        (PreviousSecret, PreviousSecretUntil) = grace > TimeSpan.Zero ? ((string?)Secret, (DateTimeOffset?)(now + grace)) : (null, null);
        (Secret, UpdatedAt) = (secret, now);
    }

    public void Succeeded(DateTimeOffset now)
    {
        if (FailingSince is null && now - LastSuccessAt < SuccessRecordedEvery)
            return;
        (LastSuccessAt, FailingSince) = (now, null);
    }

    public void Failed(string error, DateTimeOffset now) =>
        (LastFailureAt, LastFailure, FailingSince) = (now, error, FailingSince ?? now);

    static string[] InOrder(IEnumerable<string> types) => [.. WebhookEvent.Types.Intersect(types)];

    static string? NullWhenEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

sealed class WebhookEndpointTable : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> table) => table.ToTable("webhook_endpoints");
}
