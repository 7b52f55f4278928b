using Microsoft.EntityFrameworkCore.Diagnostics;
using Numora.Documents;

namespace Numora.Webhooks;

/// <summary>
/// Sees every line that is added to a document's trail and adds, in the same transaction, a delivery and its job for each
/// endpoint that wants it: no change without its event, no event without its change.
/// </summary>
/// <remarks>
/// It asks for the endpoints in every save that has an event (one round trip). Remembering which workspaces have none would
/// save it, but then an endpoint just made would miss events until the others have noticed.
/// </remarks>
sealed class FanOut : SaveChangesInterceptor
{
    static readonly Func<NumoraDb, string, IAsyncEnumerable<Subscription>> Subscriptions = EF.CompileAsyncQuery(
        (NumoraDb db, string workspace) => db.Set<WebhookEndpoint>().AsNoTracking()
            .Where(e => e.WorkspaceId == workspace && e.DisabledAt == null)
            .Select(e => new Subscription(e.Id, e.EventTypes)));

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        var db = (NumoraDb)data.Context!;
        var added = db.ChangeTracker.Entries<DocumentEvent>()
            .Where(e => e.State is EntityState.Added && WebhookEvent.TypeOf(e.Entity) is not null)
            .Select(e => e.Entity).ToList();
        foreach (var lines in added.GroupBy(e => e.WorkspaceId))
            await AddAsync(db, lines.Key, [.. lines], ct);
        return result;
    }

    static async Task AddAsync(NumoraDb db, string workspace, IReadOnlyList<DocumentEvent> lines, CancellationToken ct)
    {
        // A save that failed and is tried again has its deliveries already.
        var there = db.ChangeTracker.Entries<WebhookDelivery>().Select(d => d.Entity.EventId).ToHashSet();
        List<Subscription> endpoints = [];
        await foreach (var endpoint in Subscriptions(db, workspace).WithCancellation(ct))
            endpoints.Add(endpoint);

        foreach (var line in lines.Where(l => !there.Contains(l.Id)))
        {
            var type = WebhookEvent.TypeOf(line)!;
            if (!endpoints.Exists(e => e.EventTypes.Contains(type)))
                continue;
            var document = await db.Documents.FindAsync([line.DocumentId], ct); // tracked: the line is one of its own
            var told = WebhookEvent.Of(line, document!.Schema);
            foreach (var endpoint in endpoints.Where(e => e.EventTypes.Contains(type)))
            {
                var delivery = new WebhookDelivery(workspace, endpoint.Id, told);
                db.Add(delivery);
                db.Add(delivery.Job(line.RequestId));
            }
        }
    }

    sealed record Subscription(string Id, string[] EventTypes);
}
