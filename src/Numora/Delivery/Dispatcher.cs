using Numora.Access;
using Numora.Delivery.Destinations;
using Numora.Delivery.Runs;
using Numora.Delivery.Workflows;
using Numora.Documents;
using Numora.Platform.Jobs;

namespace Numora.Delivery;

/// <summary>Where a document is wanted: any that is given must fit.</summary>
sealed record Wanted(string? Provider = null, string? DestinationId = null, string? WorkflowId = null);

/// <param name="RunId">Null where the delivery was reported from outside.</param>
/// <param name="AlreadyDelivered">It is there, and has not changed since: nothing was started.</param>
sealed record Started(Document Document, string? RunId, string? WorkflowId, RunStatus RunStatus, bool AlreadyDelivered);

/// <summary>Starts runs: chooses workflow and destination, and lets one of racing callers win.</summary>
sealed class Dispatcher(NumoraDb db, DefinitionCache definitions, TimeProvider time)
{
    /// <summary>Twenty callers at once need at most so many rounds; each round one of them gets through.</summary>
    const int MaxRounds = 40;

    /// <summary>A run of the document to where it is wanted; the one that is open where there is one.</summary>
    public async Task<Started> StartAsync(
        Caller caller, string documentId, Wanted wanted, RunTrigger trigger, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                var document = await db.DocumentWithDeliveriesAsync(caller, documentId, ct);
                using var span = document.Trace(trigger is RunTrigger.RetryPush ? "retry push" : "dispatch");
                document.RefuseUnlessFinalized();
                if (trigger is RunTrigger.RetryPush && wanted.Provider is null)
                    wanted = await LastAttemptAsync(document, ct) ?? wanted;
                var route = await RouteAsync(document, wanted, ct);
                return await StartAsync(document, route, trigger, caller.Actor, ct);
            }
            catch (Exception e) when (round < MaxRounds
                && (e is RefusedException { Why: Refusal.Conflict, Retry: true } || (e is DbUpdateException u && u.IsDuplicate())))
            {
                db.ChangeTracker.Clear(); // another was first: look at what it made
            }
        }
    }

    /// <summary>The runs of a document that was just approved: one for each binding of the workflows that start by themselves.</summary>
    public async Task StartAutomaticAsync(Document document, string? requestId, CancellationToken ct)
    {
        var by = Actor.System(requestId);
        var taken = (await db.Runs.AsNoTracking().Where(r => r.DocumentId == document.Id && Run.Open.Contains(r.Status))
            .Select(r => r.DestinationId).ToListAsync(ct)).ToHashSet();
        foreach (var route in (await Routes(document, new()).ToListAsync(ct)).Where(r => r.Workflow.AutoDispatch))
        {
            if (document.CurrentDeliveries.Any(d => d.DestinationId == route.Destination.Id && d.RunId is not null))
                continue; // started already
            var reason = taken.Add(route.Destination.Id)
                ? (await AddAsync(document, route, RunTrigger.AutoDispatch, by, ct)).Missing
                : $"Another run to {route.Destination.Id} is open; {route.Workflow.Id} was not started.";
            if (reason is not null)
                document.Note("push.not_started", by, time.Now(), new { workflow_id = route.Workflow.Id, reason });
        }
    }

    async Task<Started> StartAsync(Document document, Route route, RunTrigger trigger, Actor by, CancellationToken ct)
    {
        if (await db.Runs.AsNoTracking().Where(r => r.DocumentId == document.Id && r.DestinationId == route.Destination.Id)
            .SingleOrDefaultAsync(r => Run.Open.Contains(r.Status), ct) is { } open)
            return new(document, open.Id, open.WorkflowId, open.Status, false);

        var delivered = document.CurrentDeliveries.Where(d => d.Status is DeliveryStatus.Succeeded)
            .Where(d => d.Provider == route.Destination.Provider && (d.DestinationId ?? route.Destination.Id) == route.Destination.Id)
            .MaxBy(d => d.EndedAt);
        if (delivered is not null && trigger is not RunTrigger.RetryPush && (await NodesAsync(route, ct)).Any(n => n.Type is NodeType.Push))
            return new(document, delivered.RunId, route.Workflow.Id, RunStatus.Succeeded, true);

        var (run, missing) = await AddAsync(document, route, trigger, by, ct);
        if (run is null)
            throw RefusedException.Meaningless(new Fault("destination_id", missing!));
        await db.SaveChangesAsync(ct);
        return new(document, run.Id, run.WorkflowId, run.Status, false);
    }

    /// <returns>The run, or what must be made before there can be one.</returns>
    async Task<(Run? Run, string? Missing)> AddAsync(
        Document document, Route route, RunTrigger trigger, Actor by, CancellationToken ct)
    {
        var (workflow, destination) = (route.Workflow, route.Destination);
        var nodes = await NodesAsync(route, ct);
        var mapping = await db.Mappings.AsNoTracking()
            .SingleOrDefaultAsync(m => m.DestinationId == destination.Id && m.Schema == document.Schema, ct);
        if (mapping is null && nodes.Any(n => n.Type is NodeType.Map or NodeType.Push))
            return (null, $"There is no mapping of {document.Schema} to {destination.Id}. " +
                $"Make one with PUT /v1/mappings/{document.Schema}/{destination.Id}.");

        var run = new Run(document, workflow, nodes, destination, mapping, trigger, by.RequestId, time.Now());
        if (document.CurrentDeliveries.Any(d => d.DestinationId == destination.Id) && await db.Runs.AsNoTracking()
            .Where(r => r.DocumentId == document.Id && r.DestinationId == destination.Id && r.Delivers
                && r.ApprovalNumber == document.ApprovalNumber)
            .OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct) is { } earlier)
            run.RememberSent(earlier);
        db.Add(run);
        if (run.Delivers)
            document.StartPush(destination.Provider, destination.Id, run.Id, by, time.Now(), RunData.Of(run));
        db.Jobs.Add(new Job(RunJob.Kind, run.Id, run.WorkspaceId, by.RequestId, lane: destination.Id));
        return (run, null);
    }

    async Task<IReadOnlyList<NodeDefinition>> NodesAsync(Route route, CancellationToken ct) =>
        await definitions.NodesAsync(db, route.Workflow.Id, route.Workflow.Version, ct) ?? [];

    async Task<Route> RouteAsync(Document document, Wanted wanted, CancellationToken ct)
    {
        var fitting = await Routes(document, wanted).ToListAsync(ct);
        if (fitting is [var only])
            return only;
        if (fitting.Count > 1)
            return fitting.Where(r => r.IsDefault).ToList() is [var one] ? one : throw RefusedException.Meaningless(new Fault(
                "destination_id", "Several workflows fit: " + string.Join("; ", fitting.Select(r =>
                    $"{r.Workflow.Id} ({r.Workflow.Name}) to {r.Destination.Id} ({r.Destination.Provider})")) +
                ". Name one by destination_id or workflow_id, or let just one of their bindings be the default."));

        throw RefusedException.Meaningless(new Fault(
            wanted.DestinationId is not null ? "destination_id" : wanted.WorkflowId is not null ? "workflow_id" : "provider",
            $"No active workflow delivers {document.Schema}" +
            (wanted.Provider is { } p ? $" to a destination of provider {p}" : "") +
            (wanted.DestinationId is { } d ? $" to {d}" : "") + (wanted.WorkflowId is { } w ? $" by {w}" : "") +
            ". Create a destination (POST /v1/destinations) and a mapping for it " +
            $"(PUT /v1/mappings/{document.Schema}/{{destination}}), which makes the workflow; or activate what is paused."));
    }

    /// <summary>What is active and fits.</summary>
    IQueryable<Route> Routes(Document document, Wanted wanted) =>
        from b in db.WorkflowBindings.AsNoTracking()
        join w in db.Workflows.AsNoTracking() on b.WorkflowId equals w.Id
        join d in db.Destinations.AsNoTracking() on b.DestinationId equals d.Id
        where b.WorkspaceId == document.WorkspaceId && b.Schema == document.Schema
            && w.Status == WorkflowStatus.Active && d.Status == DestinationStatus.Active
            && (wanted.Provider == null || d.Provider == wanted.Provider)
            && (wanted.DestinationId == null || d.Id == wanted.DestinationId)
            && (wanted.WorkflowId == null || w.Id == wanted.WorkflowId)
        orderby w.Id, d.Id
        select new Route(w, d, b.IsDefault);

    /// <summary>Where the last run went.</summary>
    async Task<Wanted?> LastAttemptAsync(Document document, CancellationToken ct)
    {
        var last = await db.Runs.AsNoTracking().Where(r => r.DocumentId == document.Id && r.Delivers).OrderByDescending(r => r.Id)
            .Select(r => new { r.DestinationId, r.WorkflowId }).FirstOrDefaultAsync(ct);
        return last is null ? null
            : await Routes(document, new(DestinationId: last.DestinationId, WorkflowId: last.WorkflowId)).AnyAsync(ct)
                ? new(DestinationId: last.DestinationId, WorkflowId: last.WorkflowId) : new(DestinationId: last.DestinationId);
    }

    sealed record Route(Workflow Workflow, Destination Destination, bool IsDefault);
}

/// <summary>What the trail and the webhooks tell of a run: ids only.</summary>
static class RunData
{
    public static object Of(Run run) => new
    {
        run_id = run.Id,
        workflow_id = run.WorkflowId,
        destination_id = run.DestinationId,
        provider = run.Provider,
    };
}
