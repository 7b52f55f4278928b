using Numora.Delivery.Mappings;
using Numora.Delivery.Providers;
using Numora.Delivery.Workflows;
using Numora.Documents;

namespace Numora.Delivery.Runs;

/// <summary>All that a run works with: the versions it began with, and the document as it was approved.</summary>
sealed record RunPlan(
    Run Run, IReadOnlyList<NodeDefinition> Nodes, MappingDefinition? Mapping, Target Target, PushDocument Document,
    IReadOnlyDictionary<string, double> Confidences, bool IsApproved)
{
    /// <returns>Null where the destination or the document's result is gone.</returns>
    public static async Task<RunPlan?> LoadAsync(
        NumoraDb db, Run run, Secrets secrets, DefinitionCache definitions, CancellationToken ct)
    {
        var document = await db.Documents.AsNoTracking().Include(d => d.Result).SingleOrDefaultAsync(d => d.Id == run.DocumentId, ct);
        var destination = await db.Destinations.AsNoTracking().SingleOrDefaultAsync(d => d.Id == run.DestinationId, ct);
        var nodes = await definitions.NodesAsync(db, run.WorkflowId, run.WorkflowVersion, ct);
        var mapping = await definitions.MappingAsync(db, run, ct);
        if (document?.Result is null || destination is null || nodes is null)
            return null;

        return new(run, nodes, mapping, destination.ToTarget(secrets),
            PushDocuments.Of(document, (into, stop) => db.ReadFileAsync(document.Id, into, stop)),
            document.Result.Shown.ToDictionary(f => f.Key, f => f.Value.Confidence),
            document.Finalized && document.ApprovalNumber == run.ApprovalNumber);
    }

    /// <summary>For conditions and templates.</summary>
    public TemplateValues Values(Payload? payload) => new(Document, payload, Run.ExternalRecordId, Run.IdempotencyKey,
        new Dictionary<string, string?>
        {
            ["run.id"] = Run.Id,
            ["workflow.id"] = Run.WorkflowId,
            ["external_url"] = Run.ExternalUrl,
        });
}
