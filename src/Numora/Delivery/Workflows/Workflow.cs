using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Access;

namespace Numora.Delivery.Workflows;

/// <summary>Whether dispatch uses it.</summary>
enum WorkflowStatus
{
    Active,
    Paused,
}

/// <summary>What happens to an approved document, step by step; its versions are kept for the runs that began with them.</summary>
sealed class Workflow
{
    readonly List<WorkflowBinding> _bindings = [];

    Workflow() => Id = WorkspaceId = Name = null!; // for EF

    public Workflow(string workspaceId, DateTimeOffset now)
    {
        (Id, WorkspaceId, Name) = (Ids.New("wf", now), workspaceId, "");
        (CreatedAt, UpdatedAt) = (now, now);
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Name { get; private set; }

    public WorkflowStatus Status { get; private set; }

    /// <summary>Whether a run starts as soon as a document is approved.</summary>
    public bool AutoDispatch { get; private set; }

    /// <summary>The current one, from 1.</summary>
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Which documents go where.</summary>
    public IReadOnlyCollection<WorkflowBinding> Bindings => _bindings;

    /// <summary>A new version of the whole definition.</summary>
    public WorkflowVersion Define(WorkflowDefinition definition, Actor by, DateTimeOffset now)
    {
        (Name, AutoDispatch) = (definition.Name!.Trim(), definition.AutoDispatch ?? false);
        Status = definition.Status ?? WorkflowStatus.Active;
        (Version, UpdatedAt) = (Version + 1, now > UpdatedAt ? now : UpdatedAt.AddMilliseconds(1));
        _bindings.RemoveAll(b => !definition.Bindings!.Any(n => n.Schema == b.Schema && n.DestinationId == b.DestinationId));
        foreach (var wanted in definition.Bindings!)
        {
            var binding = _bindings.Find(b => b.Schema == wanted.Schema && b.DestinationId == wanted.DestinationId);
            if (binding is null)
                _bindings.Add(binding = new(this, wanted.Schema!, wanted.DestinationId!));
            binding.IsDefault = wanted.Default ?? false;
        }

        return new(this, definition.Nodes!, by, now);
    }
}

/// <summary>Documents of this schema may go to this destination by the workflow.</summary>
sealed class WorkflowBinding
{
    WorkflowBinding() => WorkflowId = WorkspaceId = Schema = DestinationId = null!; // for EF

    internal WorkflowBinding(Workflow workflow, string schema, string destinationId) =>
        (WorkflowId, WorkspaceId, Schema, DestinationId) = (workflow.Id, workflow.WorkspaceId, schema, destinationId);

    public string WorkflowId { get; private set; }

    public string WorkspaceId { get; private set; }

    public string Schema { get; private set; }

    public string DestinationId { get; private set; }

    /// <summary>Taken where a dispatch names neither workflow nor destination and several would fit.</summary>
    public bool IsDefault { get; internal set; }
}

sealed class WorkflowVersion
{
    WorkflowVersion() => (WorkflowId, WorkspaceId, CreatedBy, Nodes) = (null!, null!, null!, null!); // for EF

    internal WorkflowVersion(Workflow workflow, IReadOnlyList<NodeDefinition> nodes, Actor by, DateTimeOffset now) =>
        (WorkflowId, Version, WorkspaceId, Nodes, CreatedAt, CreatedBy) =
            (workflow.Id, workflow.Version, workflow.WorkspaceId, nodes, now, by.Name);

    public string WorkflowId { get; private set; }

    public int Version { get; private set; }

    public string WorkspaceId { get; private set; }

    public IReadOnlyList<NodeDefinition> Nodes { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; }
}

sealed class WorkflowTable : IEntityTypeConfiguration<Workflow>
{
    public void Configure(EntityTypeBuilder<Workflow> table)
    {
        table.ToTable("workflows");
        table.Property(w => w.Status).HasConversion<EnumText<WorkflowStatus>>();
        table.Property(w => w.Version).IsConcurrencyToken();
        table.HasMany<WorkflowVersion>().WithOne().HasForeignKey(v => v.WorkflowId);
        table.HasMany(w => w.Bindings).WithOne().HasForeignKey(b => b.WorkflowId);
        table.Navigation(w => w.Bindings).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

sealed class WorkflowBindingTable : IEntityTypeConfiguration<WorkflowBinding>
{
    public void Configure(EntityTypeBuilder<WorkflowBinding> table)
    {
        table.ToTable("workflow_bindings");
        table.HasKey(b => new { b.WorkflowId, b.Schema, b.DestinationId });
    }
}

sealed class WorkflowVersionTable : IEntityTypeConfiguration<WorkflowVersion>
{
    public void Configure(EntityTypeBuilder<WorkflowVersion> table)
    {
        table.ToTable("workflow_versions");
        table.HasKey(v => new { v.WorkflowId, v.Version });
        table.Property(v => v.Nodes).AsJson();
    }
}
