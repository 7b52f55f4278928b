using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Numora.Access;

/// <summary>A tenant: documents, keys and settings belong to exactly one.</summary>
sealed class Workspace
{
    Workspace() => Id = Name = null!; // for EF

    public Workspace(string name, DateTimeOffset now) => (Id, Name, CreatedAt) = (Ids.New("ws", now), name, now);

    public string Id { get; private set; }

    public string Name { get; private set; }

    /// <summary>
    /// Per schema: documents whose every required field is at least this confident are approved at once. Off by default.
    /// </summary>
    public IReadOnlyDictionary<string, double> AutoApprove { get; private set; } = new Dictionary<string, double>();

    public DateTimeOffset CreatedAt { get; private set; }

    public void ApproveFrom(IReadOnlyDictionary<string, double> thresholds) => AutoApprove = thresholds;
}

sealed class WorkspaceTable : IEntityTypeConfiguration<Workspace>
{
    public void Configure(EntityTypeBuilder<Workspace> table)
    {
        table.ToTable("workspaces");
        table.Property(w => w.AutoApprove).AsJson();
        table.HasIndex(w => w.Name).IsUnique();
    }
}

static class WorkspaceQueries
{
    /// <summary>The workspace of the first key and the first person, <c>default</c>; made, but not saved, where it is missing.</summary>
    public static async Task<Workspace> DefaultWorkspaceAsync(this NumoraDb db, DateTimeOffset now, CancellationToken ct)
    {
        const string name = "default";
        return await db.Workspaces.SingleOrDefaultAsync(w => w.Name == name, ct) ?? db.Add(new Workspace(name, now)).Entity;
    }
}
