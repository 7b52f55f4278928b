using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Delivery.Providers;

namespace Numora.Delivery.Destinations;

/// <summary>Whether deliveries go there.</summary>
enum DestinationStatus
{
    Active,

    /// <summary>Kept, but nothing new is sent there.</summary>
    Paused,
}

/// <summary>A system that confirmed data goes to, with its settings and encrypted credentials.</summary>
sealed class Destination
{
    /// <summary>For <see cref="Secrets"/>. Never changed: stored credentials could not be read any more.</summary>
    const string Purpose = "destinations.credentials";

    Destination() => Id = WorkspaceId = Provider = DisplayName = null!; // for EF

    public Destination(
        string workspaceId, string provider, string displayName, DestinationStatus status, JsonElement config, DateTimeOffset now)
    {
        (Id, WorkspaceId, Provider, DisplayName) = (Ids.New("dst", now), workspaceId, provider, displayName);
        (Status, Config) = (status, config);
        (CreatedAt, UpdatedAt) = (now, now);
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    /// <summary>The kind: <see cref="IProvider.Name"/>.</summary>
    public string Provider { get; private set; }

    public string DisplayName { get; private set; }

    public DestinationStatus Status { get; private set; }

    /// <summary>The provider's settings; nothing secret.</summary>
    public JsonElement Config { get; private set; }

    /// <summary>Encrypted JSON; null where there are none.</summary>
    public string? Credentials { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? LastTestedAt { get; private set; }

    public void Change(string? displayName, DestinationStatus? status, JsonElement? config, DateTimeOffset now)
    {
        (DisplayName, Status, Config) = (displayName ?? DisplayName, status ?? Status, config ?? Config);
        UpdatedAt = now > UpdatedAt ? now : UpdatedAt.AddMilliseconds(1);
    }

    /// <param name="credentials">Null: there are none any more.</param>
    public void Keep(JsonElement? credentials, Secrets secrets) => Credentials =
        credentials is { } json ? secrets.Protect(WorkspaceId, Purpose, json.GetRawText()) : null;

    public void Tested(DateTimeOffset now) => LastTestedAt = now;

    /// <summary>With its credentials in the clear: for the provider only.</summary>
    public Target ToTarget(Secrets secrets) => new(Id, DisplayName, Config, CredentialsIn(secrets) ?? default);

    /// <summary>In the clear; null where there are none.</summary>
    public JsonElement? CredentialsIn(Secrets secrets) =>
        Credentials is null ? null : JsonElement.Parse(secrets.Unprotect(WorkspaceId, Purpose, Credentials));
}

sealed class DestinationTable : IEntityTypeConfiguration<Destination>
{
    public void Configure(EntityTypeBuilder<Destination> table)
    {
        table.ToTable("destinations");
        table.Property(d => d.Status).HasConversion<EnumText<DestinationStatus>>();
        table.Property(d => d.Config).AsJsonText();
    }
}
