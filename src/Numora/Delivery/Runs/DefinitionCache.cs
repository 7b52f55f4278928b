using System.Collections.Concurrent;
using Numora.Delivery.Mappings;
using Numora.Delivery.Workflows;

namespace Numora.Delivery.Runs;

/// <summary>Versions of workflows and mappings never change, so a host reads each once.</summary>
sealed class DefinitionCache
{
    /// <summary>Of each kind; beyond that it starts anew.</summary>
    const int MaxKept = 1_000;

    readonly ConcurrentDictionary<(string, int), IReadOnlyList<NodeDefinition>> _nodes = new();
    readonly ConcurrentDictionary<(string, int), MappingDefinition> _mappings = new();

    public async Task<IReadOnlyList<NodeDefinition>?> NodesAsync(NumoraDb db, string workflowId, int version, CancellationToken ct)
    {
        if (_nodes.TryGetValue((workflowId, version), out var kept))
            return kept;
        var found = await db.WorkflowVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => v.WorkflowId == workflowId && v.Version == version, ct);
        return found is null ? null : Keep(_nodes, (workflowId, version), found.Nodes);
    }

    /// <returns>Null where the run began without one.</returns>
    public async Task<MappingDefinition?> MappingAsync(NumoraDb db, Run run, CancellationToken ct)
    {
        if (run is not { MappingId: { } id, MappingVersion: { } version })
            return null;
        if (_mappings.TryGetValue((id, version), out var kept))
            return kept;
        var found = await db.MappingVersions.AsNoTracking().SingleOrDefaultAsync(v => v.MappingId == id && v.Version == version, ct);
        return found is null ? null : Keep(_mappings, (id, version), found.Definition);
    }

    static T Keep<T>(ConcurrentDictionary<(string, int), T> kept, (string, int) key, T value)
    {
        if (kept.Count >= MaxKept)
            kept.Clear();
        return kept[key] = value;
    }
}
