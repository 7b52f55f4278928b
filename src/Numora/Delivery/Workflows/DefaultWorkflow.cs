using Numora.Access;
using Numora.Delivery.Destinations;
using Numora.Engine;

namespace Numora.Delivery.Workflows;

/// <summary>The workflow that the first mapping of a schema to a destination brings with it, so that dispatch works at once.</summary>
static class DefaultWorkflow
{
    static readonly IReadOnlyList<NodeDefinition> Nodes =
    [
        new("map", NodeType.Map), new("push", NodeType.Push), new("attach_file", NodeType.AttachFile),
    ];

    /// <returns>What is to be saved with the mapping.</returns>
    public static async Task<object[]> ForAsync(
        NumoraDb db, Destination destination, string schema, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.WorkflowBindings.AnyAsync(b => b.DestinationId == destination.Id && b.Schema == schema, ct))
            return []; // somebody has made one for it already
        var isFirst = !await db.WorkflowBindings.AnyAsync(b => b.WorkspaceId == destination.WorkspaceId && b.Schema == schema, ct);
        var workflow = new Workflow(destination.WorkspaceId, now);
        var name = $"{Schemas.Find(schema)!.Label} to {destination.DisplayName}";
        var version = workflow.Define(new(
            name.Length <= WorkflowRules.MaxName ? name : name[..WorkflowRules.MaxName],
            [new(schema, destination.Id, isFirst)], Nodes), by, now);
        return [workflow, version];
    }
}
