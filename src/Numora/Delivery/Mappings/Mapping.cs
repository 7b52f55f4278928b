using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Access;
using Numora.Delivery.Destinations;

namespace Numora.Delivery.Mappings;

/// <summary>How documents of a schema become records of a destination; its versions are kept.</summary>
sealed class Mapping
{
    Mapping() => Id = WorkspaceId = Schema = DestinationId = null!; // for EF

    public Mapping(Destination destination, string schema, DateTimeOffset now)
    {
        (Id, WorkspaceId, Schema, DestinationId) = (Ids.New("map", now), destination.WorkspaceId, schema, destination.Id);
        UpdatedAt = now;
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Schema { get; private set; }

    public string DestinationId { get; private set; }

    /// <summary>The current one, from 1.</summary>
    public int Version { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A new version; the earlier ones stay, for the runs that began with them.</summary>
    /// <param name="expected">The version that was looked at; another one is a 409.</param>
    public MappingVersion Define(MappingDefinition definition, int? expected, Actor by, DateTimeOffset now)
    {
        if (expected is not null && expected != Version)
            throw new RefusedException(Refusal.Conflict,
                $"The mapping is at version {Version}, not {expected}. Read it again first.");
        (Version, UpdatedAt) = (Version + 1, now);
        return new(this, definition, by, now);
    }
}

sealed class MappingVersion
{
    MappingVersion() => (MappingId, WorkspaceId, CreatedBy, Definition) = (null!, null!, null!, null!); // for EF

    internal MappingVersion(Mapping mapping, MappingDefinition definition, Actor by, DateTimeOffset now) =>
        (MappingId, Version, WorkspaceId, Definition, CreatedAt, CreatedBy) =
            (mapping.Id, mapping.Version, mapping.WorkspaceId, definition, now, by.Name);

    public string MappingId { get; private set; }

    public int Version { get; private set; }

    public string WorkspaceId { get; private set; }

    public MappingDefinition Definition { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; }
}

sealed class MappingTable : IEntityTypeConfiguration<Mapping>
{
    public void Configure(EntityTypeBuilder<Mapping> table)
    {
        table.ToTable("mappings");
        table.Property(m => m.Version).IsConcurrencyToken();
        table.HasMany<MappingVersion>().WithOne().HasForeignKey(v => v.MappingId);
    }
}

sealed class MappingVersionTable : IEntityTypeConfiguration<MappingVersion>
{
    public void Configure(EntityTypeBuilder<MappingVersion> table)
    {
        table.ToTable("mapping_versions");
        table.HasKey(v => new { v.MappingId, v.Version });
        table.Property(v => v.Definition).AsJson();
    }
}
