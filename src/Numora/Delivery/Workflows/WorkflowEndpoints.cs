using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Delivery.Runs;

namespace Numora.Delivery.Workflows;

/// <summary>What happens to approved documents, step by step (spec/api.md §6).</summary>
static class WorkflowEndpoints
{
    public static void MapWorkflows(this IEndpointRouteBuilder v1)
    {
        var workflows = v1.MapGroup("/workflows").WithTags("Workflows");

        workflows.MapGet("", List).WithName("listWorkflows").RequireScope(Scopes.WorkflowsRead);
        workflows.MapPost("", Create).WithName("createWorkflow").RequireScope(Scopes.WorkflowsWrite);
        workflows.MapGet("/{id}", Get).WithName("getWorkflow").RequireScope(Scopes.WorkflowsRead);
        workflows.MapPut("/{id}", Put).WithName("putWorkflow").RequireScope(Scopes.WorkflowsWrite);
        workflows.MapDelete("/{id}", Delete).WithName("deleteWorkflow").RequireScope(Scopes.WorkflowsWrite);
        workflows.MapPost("/{id}/dispatch", Start).WithName("dispatchWorkflow").RequireScope(Scopes.WorkflowsWrite);
    }

    static async Task<Ok<Page<WorkflowSummaryView>>> List(
        string? status, string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("workflows", caller, cursor, ListParameters.Limit(limit), ("status", status));
        var wanted = ListParameters.Word<WorkflowStatus>("status", page.Filter("status"));
        var found = await db.Workflows.AsNoTracking().Include(w => w.Bindings).Where(w => w.WorkspaceId == caller.WorkspaceId)
            .Where(w => wanted == null || w.Status == wanted)
            .Where(w => page.After == null || string.Compare(w.Id, page.After) < 0)
            .OrderByDescending(w => w.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, found, w => w.Id, WorkflowSummaryView.Of));
    }

    static async Task<Created<WorkflowView>> Create(
        WorkflowDefinition request, Caller caller, NumoraDb db, Egress egress, TimeProvider time, CancellationToken ct)
    {
        await CheckAsync(request, caller, db, egress, ct);
        var workflow = new Workflow(caller.WorkspaceId, time.Now());
        var version = workflow.Define(request, caller.Actor, time.Now());
        db.AddRange(workflow, version);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/workflows/{workflow.Id}", WorkflowView.Of(workflow, version));
    }

    static async Task<Ok<WorkflowView>> Get(string id, string? version, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var workflow = await db.WorkflowAsync(caller, id, ct);
        var wanted = version is null ? workflow.Version : ListParameters.Number("version", version);
        var found = await db.WorkflowVersions.AsNoTracking().SingleOrDefaultAsync(v => v.WorkflowId == id && v.Version == wanted, ct)
            ?? throw RefusedException.NotFound($"{id} has no version {wanted}; the current one is {workflow.Version}.");
        return TypedResults.Ok(WorkflowView.Of(workflow, found));
    }

    static async Task<Ok<WorkflowView>> Put(
        string id, WorkflowDefinition request, Caller caller, NumoraDb db, Egress egress, TimeProvider time, CancellationToken ct)
    {
        var workflow = await db.WorkflowAsync(caller, id, ct);
        await CheckAsync(request, caller, db, egress, ct);
        if (request.ExpectedVersion is { } expected && expected != workflow.Version)
            throw new RefusedException(Refusal.Conflict, $"{id} is at version {workflow.Version}, not {expected}. Read it again first.");

        var version = workflow.Define(request, caller.Actor, time.Now());
        db.Add(version);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(WorkflowView.Of(workflow, version));
    }

    static async Task<NoContent> Delete(string id, Caller caller, NumoraDb db, CancellationToken ct)
    {
        var workflow = await db.WorkflowAsync(caller, id, ct);
        if (await db.Runs.AnyAsync(r => r.WorkflowId == id && Run.Open.Contains(r.Status), ct))
            throw new RefusedException(Refusal.Conflict, $"A run of {id} is queued or running. Cancel it, or wait until it has ended.");
        db.Remove(workflow); // its finished runs stay
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<Accepted<WorkflowDispatchView>> Start(
        string id, WorkflowDispatchRequest request, Caller caller, NumoraDb db, Dispatcher dispatcher, CancellationToken ct)
    {
        await db.WorkflowAsync(caller, id, ct);
        if (request.DocumentId is null)
            throw RefusedException.Malformed("document_id", "Must name a document.");
        if (request.ExecutionMode is not (null or WorkflowDispatchRequest.Queued))
            throw RefusedException.Meaningless(new Fault("execution_mode", "Can only be queued: runs are done in the background."));

        var started = await dispatcher.StartAsync(caller, request.DocumentId,
            new(WorkflowId: id, DestinationId: request.DestinationId), RunTrigger.Workflow, ct);
        return TypedResults.Accepted($"/v1/runs/{started.RunId}",
            new WorkflowDispatchView(started.RunId!, id, started.RunStatus, WorkflowDispatchRequest.Queued));
    }

    static async Task<Workflow> WorkflowAsync(this NumoraDb db, Caller caller, string id, CancellationToken ct)
    {
        if (!Ids.HasShape("wf", id))
            throw RefusedException.NotFound("There is no such workflow: an id is wf_ and 26 letters and digits.");
        return await db.Workflows.Include(w => w.Bindings).SingleOrDefaultAsync(w => w.WorkspaceId == caller.WorkspaceId && w.Id == id, ct)
            ?? throw RefusedException.NotFound($"There is no workflow {id}.");
    }

    /// <summary>All faults at once; also that the destinations are there.</summary>
    static async Task CheckAsync(WorkflowDefinition request, Caller caller, NumoraDb db, Egress egress, CancellationToken ct)
    {
        foreach (var (member, value) in new (string, object?)[]
            { ("name", request.Name), ("bindings", request.Bindings), ("nodes", request.Nodes) })
            if (value is null)
                throw RefusedException.Malformed(member, "Is needed.");
        var faults = WorkflowRules.Check(request, egress).ToList();
        var named = (request.Bindings ?? []).Select(b => b?.DestinationId).OfType<string>().Distinct().ToList();
        var known = await db.Destinations.Where(d => d.WorkspaceId == caller.WorkspaceId && named.Contains(d.Id))
            .Select(d => d.Id).ToListAsync(ct);
        foreach (var (binding, i) in (request.Bindings ?? []).Select((b, i) => (b, i)))
            if (binding?.DestinationId is { } id && !known.Contains(id))
                faults.Add(new($"bindings[{i}].destination_id", $"There is no destination {id}."));
        if (faults.Count > 0)
            throw RefusedException.Meaningless(faults);
    }
}

/// <param name="DestinationId">Where the workflow is bound to several destinations for the document's schema.</param>
sealed record WorkflowDispatchRequest(string? DocumentId, string? ExecutionMode = null, string? DestinationId = null)
{
    public const string Queued = "queued";
}

sealed record WorkflowDispatchView(string RunId, string WorkflowId, RunStatus Status, string ExecutionMode);

sealed record WorkflowSummaryView(
    string Id, string Name, WorkflowStatus Status, int Version, int BindingCount, bool AutoDispatch, DateTimeOffset UpdatedAt)
{
    public static WorkflowSummaryView Of(Workflow w) =>
        new(w.Id, w.Name, w.Status, w.Version, w.Bindings.Count, w.AutoDispatch, w.UpdatedAt);
}

/// <param name="Version">Of the nodes shown; bindings and the rest are the current ones.</param>
sealed record WorkflowView(
    string Id, string Name, WorkflowStatus Status, int Version, int BindingCount, bool AutoDispatch,
    IReadOnlyList<BindingDefinition> Bindings, IReadOnlyList<NodeDefinition> Nodes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static WorkflowView Of(Workflow w, WorkflowVersion v) => new(
        w.Id, w.Name, w.Status, v.Version, w.Bindings.Count, w.AutoDispatch,
        [.. w.Bindings.Select(b => new BindingDefinition(b.Schema, b.DestinationId, b.IsDefault))], v.Nodes, w.CreatedAt, w.UpdatedAt);
}
