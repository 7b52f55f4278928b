using Numora.Delivery.Destinations;
using Numora.Delivery.Mappings;
using Numora.Delivery.Runs;
using Numora.Delivery.Workflows;

namespace Numora.Delivery;

/// <summary>The tables of delivery, which <see cref="NumoraDb"/> itself knows nothing of.</summary>
static class DeliveryTables
{
    extension(NumoraDb db)
    {
        public DbSet<Destination> Destinations => db.Set<Destination>();

        public DbSet<Mapping> Mappings => db.Set<Mapping>();

        public DbSet<MappingVersion> MappingVersions => db.Set<MappingVersion>();

        public DbSet<Workflow> Workflows => db.Set<Workflow>();

        public DbSet<WorkflowVersion> WorkflowVersions => db.Set<WorkflowVersion>();

        public DbSet<WorkflowBinding> WorkflowBindings => db.Set<WorkflowBinding>();

        public DbSet<Run> Runs => db.Set<Run>();

        public DbSet<RunLogLine> RunLogs => db.Set<RunLogLine>();

        public DbSet<DeliveryAttempt> DeliveryAttempts => db.Set<DeliveryAttempt>();
    }
}
