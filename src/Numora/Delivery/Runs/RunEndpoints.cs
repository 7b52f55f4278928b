using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Numora.Access;
using Numora.Delivery.Workflows;
using Numora.Documents;

namespace Numora.Delivery.Runs;

/// <summary>What was sent where, and what came of it (spec/api.md §6).</summary>
static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder v1)
    {
        var runs = v1.MapGroup("/runs").WithTags("Runs");

        runs.MapGet("", List).WithName("listRuns").RequireScope(Scopes.WorkflowsRead);
        runs.MapGet("/{id}", Get).WithName("getRun").RequireScope(Scopes.WorkflowsRead);
        runs.MapGet("/{id}/logs", Logs).WithName("getRunLogs").RequireScope(Scopes.WorkflowsRead);
        runs.MapPost("/{id}/cancel", Cancel).WithName("cancelRun").RequireScope(Scopes.WorkflowsWrite);
    }

    static async Task<Ok<Page<RunView>>> List(
        [AsParameters] RunFilters filters, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        var page = cursors.Open("runs", caller, filters.Cursor, ListParameters.Limit(filters.Limit),
            ("document_id", filters.DocumentId), ("workflow_id", filters.WorkflowId), ("status", filters.Status),
            ("destination_id", filters.DestinationId));
        var (document, workflow, destination) = (page.Filter("document_id"), page.Filter("workflow_id"), page.Filter("destination_id"));
        var status = ListParameters.Word<RunStatus>("status", page.Filter("status"));
        var found = await db.Runs.AsNoTracking().Where(r => r.WorkspaceId == caller.WorkspaceId)
            .Where(r => document == null || r.DocumentId == document)
            .Where(r => workflow == null || r.WorkflowId == workflow)
            .Where(r => destination == null || r.DestinationId == destination)
            .Where(r => status == null || r.Status == status)
            .Where(r => page.After == null || string.Compare(r.Id, page.After) < 0)
            .OrderByDescending(r => r.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, found, r => r.Id, RunView.Of));
    }

    static async Task<Ok<RunView>> Get(string id, Caller caller, NumoraDb db, CancellationToken ct) =>
        TypedResults.Ok(RunView.Of(await db.RunAsync(caller, id, ct)));

    static async Task<Ok<Page<RunLogView>>> Logs(
        string id, string? limit, string? cursor, Caller caller, NumoraDb db, Cursors cursors, CancellationToken ct)
    {
        await db.RunAsync(caller, id, ct);
        var page = cursors.Open($"logs of {id}", caller, cursor, ListParameters.Limit(limit));
        var after = page.After is null ? 0 : long.Parse(page.After, CultureInfo.InvariantCulture);
        var found = await db.RunLogs.AsNoTracking().Where(l => l.RunId == id && l.Id > after)
            .OrderBy(l => l.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(cursors.Page(page, found, l => l.Id.ToString(CultureInfo.InvariantCulture), RunLogView.Of));
    }

    static async Task<Ok<RunView>> Cancel(string id, Caller caller, NumoraDb db, TimeProvider time, CancellationToken ct)
    {
        var run = await db.RunAsync(caller, id, ct);
        if (run.Status is RunStatus.Cancelled)
            return TypedResults.Ok(RunView.Of(run)); // asked twice
        var document = await db.DocumentWithDeliveriesAsync(caller, run.DocumentId, ct);
        using var span = document.Trace("cancel run");

        OpenRuns.Cancel(db, document, run, caller.Actor, time.Now());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(RunView.Of(run));
    }

    static async Task<Run> RunAsync(this NumoraDb db, Caller caller, string id, CancellationToken ct)
    {
        if (!Ids.HasShape("run", id))
            throw RefusedException.NotFound("There is no such run: an id is run_ and 26 letters and digits.");
        return await db.Runs.SingleOrDefaultAsync(r => r.WorkspaceId == caller.WorkspaceId && r.Id == id, ct)
            ?? throw RefusedException.NotFound($"There is no run {id}.");
    }
}

sealed record RunFilters(
    string? DocumentId, string? WorkflowId, string? DestinationId, string? Status, string? Limit, string? Cursor)
{
    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "document_id")]
    public string? DocumentId { get; init; } = DocumentId;

    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "workflow_id")]
    public string? WorkflowId { get; init; } = WorkflowId;

    [Microsoft.AspNetCore.Mvc.FromQuery(Name = "destination_id")]
    public string? DestinationId { get; init; } = DestinationId;
}

/// <param name="Outcome">What became of the record: created, updated, unchanged, written; null where none was written.</param>
/// <param name="Attempt">How many were begun.</param>
/// <param name="NextAttemptAt">While it waits between attempts.</param>
sealed record RunView(
    string Id, string WorkflowId, int WorkflowVersion, int? MappingVersion, string DocumentId, string DestinationId, string Provider,
    RunStatus Status, string? Outcome, RunTrigger Trigger, int Attempt, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt, DateTimeOffset? NextAttemptAt, string? ExternalRecordId, string? ExternalUrl, FailureView? Failure,
    string? RequestId, IReadOnlyList<RunNodeView> Nodes)
{
    public static RunView Of(Run r) => new(
        r.Id, r.WorkflowId, r.WorkflowVersion, r.MappingVersion, r.DocumentId, r.DestinationId, r.Provider, r.Status, r.Outcome,
        r.Trigger, r.Attempt, r.CreatedAt, r.StartedAt, r.FinishedAt, r.NextAttemptAt, r.ExternalRecordId, r.ExternalUrl,
        r.FailureCode is null ? null : new(r.FailureCode, r.FailureMessage!), r.RequestId, [.. r.Nodes.Select(RunNodeView.Of)]);
}

/// <param name="Attempt">The attempt of the run in which it was at work last; 0 before.</param>
/// <param name="Message">What came of it, in a sentence.</param>
sealed record RunNodeView(
    string Id, NodeType Type, NodeStatus Status, int Attempt, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    public static RunNodeView Of(RunNode n) => new(n.Id, n.Type, n.Status, n.Attempt, n.Message, n.StartedAt, n.FinishedAt);
}

sealed record RunLogView(
    DateTimeOffset At, RunLogLevel Level, string? NodeId, int Attempt, string Message, JsonElement? Data)
{
    public static RunLogView Of(RunLogLine l) => new(l.At, l.Level, l.NodeId, l.Attempt, l.Message, l.Data);
}
