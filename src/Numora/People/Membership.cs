using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Access;

namespace Numora.People;

/// <summary>What somebody may do in a workspace; each role may also do what those before it may.</summary>
enum MemberRole
{
    Viewer,
    Reviewer,
    Operator,

    /// <summary>Everything, keys and people included.</summary>
    Admin,
}

/// <summary>Lets a person into a workspace.</summary>
sealed class Membership
{
    Membership() => PersonId = WorkspaceId = null!; // for EF

    public Membership(string personId, string workspaceId, MemberRole role, DateTimeOffset now) =>
        (PersonId, WorkspaceId, Role, CreatedAt) = (personId, workspaceId, role, now);

    public string PersonId { get; private set; }

    public string WorkspaceId { get; private set; }

    public MemberRole Role { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public void Become(MemberRole role) => Role = role;
}

sealed class MembershipTable : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> table)
    {
        table.ToTable("memberships");
        table.HasKey(m => new { m.PersonId, m.WorkspaceId });
        table.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
        table.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId);
    }
}
