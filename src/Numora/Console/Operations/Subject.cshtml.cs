using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Numora.Delivery;
using Numora.Webhooks;

namespace Numora.Pages;

/// <summary>
/// What a job of the dashboard is about: a document, a run or a webhook endpoint, with its states in time. For operators of the
/// installation, who see all workspaces: ids, states and codes, never a value, a message of another system or an address.
/// </summary>
sealed class SubjectModel(NumoraDb db) : PageModel
{
    const int MaxLines = 200;

    public string Kind { get; private set; } = "";

    public string Id { get; private set; } = "";

    public List<(string Name, string? Value, string? Link)> Facts { get; } = [];

    /// <summary>The latest first.</summary>
    public List<(DateTimeOffset At, string What, string State, string? By, string? RequestId)> Trail { get; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, string id, CancellationToken ct)
    {
        (Kind, Id) = (kind, id);
        var found = kind switch
        {
            "documents" => await DocumentAsync(id, ct),
            "runs" => await RunAsync(id, ct),
            "webhook-endpoints" => await EndpointAsync(id, ct),
            _ => false,
        };
        return found ? Page() : NotFound();
    }

    async Task<bool> DocumentAsync(string id, CancellationToken ct)
    {
        if (await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } document)
            return false;
        await BeginAsync(document.WorkspaceId, document.Status.InWords(), ct);
        Facts.Add(("Failure", document.FailureCode, null));
        Facts.Add(("Schema", document.Schema, null));
        Facts.Add(("Submitted", Shown.Time(document.CreatedAt), null));
        Facts.Add(("Changed", Shown.Time(document.UpdatedAt), null));
        var runs = db.Runs.AsNoTracking().Where(r => r.DocumentId == id).OrderByDescending(r => r.Id);
        foreach (var run in await runs.Take(MaxLines).ToListAsync(ct))
            Facts.Add(("Run", run.Id, $"/operations/runs/{run.Id}"));
        var lines = db.Events.AsNoTracking().Where(e => e.DocumentId == id).OrderByDescending(e => e.Id);
        foreach (var line in await lines.Take(MaxLines).ToListAsync(ct))
            Trail.Add((line.At, line.Type, line.Status.InWords(), line.Actor, line.RequestId));
        return true;
    }

    async Task<bool> RunAsync(string id, CancellationToken ct)
    {
        if (await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run)
            return false;
        await BeginAsync(run.WorkspaceId, run.Status.InWords(), ct);
        Facts.Add(("Failure", run.FailureCode, null));
        Facts.Add(("Document", run.DocumentId, $"/operations/documents/{run.DocumentId}"));
        Facts.Add(("Destination", $"{run.DestinationId} ({run.Provider})", null));
        Facts.Add(("Attempt", run.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture), null));
        Facts.Add(("Next attempt", run.NextAttemptAt is { } next ? Shown.Time(next) : null, null));
        Facts.Add(("Asked for", Shown.Time(run.CreatedAt), null));
        Facts.Add(("Ended", run.FinishedAt is { } end ? Shown.Time(end) : null, null));
        foreach (var node in run.Nodes.Reverse())
            if (node.StartedAt is { } at)
                Trail.Add((at, $"{node.Id} ({node.Type.InWords()})", node.Status.InWords(), null, run.RequestId));
        return true;
    }

    async Task<bool> EndpointAsync(string id, CancellationToken ct)
    {
        if (await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } endpoint)
            return false;
        await BeginAsync(endpoint.WorkspaceId, endpoint.Enabled ? "enabled" : "disabled", ct);
        Facts.Add(("Failing since", endpoint.FailingSince is { } since ? Shown.Time(since) : null, null));
        var deliveries = db.WebhookDeliveries.AsNoTracking().Where(d => d.EndpointId == id);
        foreach (var group in await deliveries.GroupBy(d => d.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
            Facts.Add(($"Deliveries {group.Key.InWords()}", group.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), null));
        foreach (var delivery in await deliveries.OrderByDescending(d => d.Id).Take(MaxLines).ToListAsync(ct))
            Trail.Add((delivery.CreatedAt, $"{delivery.EventType} {delivery.DocumentId}", delivery.Status.InWords(),
                $"{delivery.AttemptCount} attempts", delivery.Id));
        return true;
    }

    async Task BeginAsync(string workspace, string state, CancellationToken ct)
    {
        var name = await db.Workspaces.Where(w => w.Id == workspace).Select(w => w.Name).SingleAsync(ct);
        Facts.Add(("Workspace", $"{name} ({workspace})", null));
        Facts.Add(("State", state, null));
    }
}
