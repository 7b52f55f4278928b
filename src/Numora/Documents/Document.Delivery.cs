using Numora.Access;
using static Numora.Documents.DocumentStatus;

namespace Numora.Documents;

// What delivery does. The rules: spec/api.md §4 and §10. Needs the deliveries loaded (DocumentQueries.WithDeliveriesAsync).
sealed partial class Document
{
    /// <summary>Destinations, and providers served from outside.</summary>
    public const int MaxDeliveries = 30;

    readonly List<DeliveryState> _deliveries = [];

    /// <summary>How often it was approved: deliveries belong to one approval.</summary>
    public int ApprovalNumber { get; private set; }

    /// <summary>
    /// By what the outbox finds it: <c>schema|y or n|,provider,provider,</c>; whether it is listed without a provider, and
    /// the providers that it is held from. Null unless finalized.
    /// </summary>
    public string? OutboxKey { get; private set; }

    /// <summary>One for each destination, and for each provider served from outside.</summary>
    public IReadOnlyCollection<DeliveryState> Deliveries => _deliveries;

    /// <summary>Those that belong to the current approval: only they decide the status.</summary>
    public IEnumerable<DeliveryState> CurrentDeliveries => _deliveries.Where(d => d.ApprovalNumber == ApprovalNumber);

    /// <summary>A run to this destination is queued.</summary>
    public DeliveryState StartPush(string provider, string destinationId, string runId, Actor by, DateTimeOffset now, object data)
    {
        RefuseUnlessFinalized();
        var delivery = DeliveryFor(provider, destinationId, now);
        delivery.Start(runId);
        Settle("push.queued", by, now, data);
        return delivery;
    }

    /// <summary>The run has ended, or another system reports how its attempt ended.</summary>
    /// <param name="destinationId">Null: from outside.</param>
    /// <param name="hiddenFor">By the number of failures: how long the outbox waits; null: until a person acts.</param>
    public DeliveryState EndPush(
        string provider, string? destinationId, DeliveryReport report, Func<int, TimeSpan?> hiddenFor, Actor by,
        DateTimeOffset now, object data)
    {
        RefuseUnlessFinalized();
        var delivery = DeliveryFor(provider, destinationId, now);
        delivery.End(report, report.Status is DeliveryStatus.Failed ? hiddenFor(delivery.Failures + 1) : null, now);
        Settle(report.Status switch
        {
            DeliveryStatus.Succeeded => "push.succeeded",
            DeliveryStatus.Failed => "push.failed",
            DeliveryStatus.Skipped => "push.skipped",
            DeliveryStatus.Pending => throw new ArgumentException("An attempt ends with an outcome.", nameof(report)),
        }, by, now, data);
        return delivery;
    }

    /// <summary>The queued run of this delivery was cancelled; what was before it shows again.</summary>
    public void CancelPush(DeliveryState delivery, Actor by, DateTimeOffset now, object data)
    {
        RefuseUnlessFinalized(); // the end of a delivery must not approve what was rejected meanwhile
        delivery.Cancel();
        Settle("push.cancelled", by, now, data);
    }

    /// <summary>A failed delivery is due again.</summary>
    public void Reappear(DeliveryState delivery, DateTimeOffset now)
    {
        if (delivery.Reappear(now) && Finalized)
            OutboxKey = KeyForOutbox();
    }

    /// <summary>Something went wrong that is told but changes no status, e.g. a run that delivers nothing.</summary>
    public void Note(string change, Actor by, DateTimeOffset now, object data)
    {
        Touch(now);
        Tell(change, by, data);
    }

    /// <summary>Throws 409 unless it was approved and not reopened since.</summary>
    public void RefuseUnlessFinalized()
    {
        if (!Finalized)
            throw Conflict($"{Id} is {Wire(Status)}, not approved; only approved documents are delivered.");
    }

    DeliveryState DeliveryFor(string provider, string? destinationId, DateTimeOffset now)
    {
        var delivery = _deliveries.Find(d => d.Provider == provider && d.DestinationId == destinationId);
        if (delivery is null && _deliveries.Count >= MaxDeliveries)
            throw RefusedException.Meaningless(new Fault("provider",
                $"A document goes to at most {MaxDeliveries} providers and destinations."));
        if (delivery is null)
            _deliveries.Add(delivery = new(this, provider, destinationId, now));
        delivery.Begin(ApprovalNumber);
        return delivery;
    }

    /// <summary>Any pending: pending; else as the attempt that ended last; none, or only skipped: reviewed.</summary>
    DocumentStatus StatusByDeliveries()
    {
        var current = CurrentDeliveries.ToList();
        if (current.Exists(d => d.Pending))
            return PushPending;
        return current.Where(d => d.EndedStatus is DeliveryStatus.Succeeded or DeliveryStatus.Failed)
            .MaxBy(d => d.EndedAt)?.EndedStatus switch
        {
            DeliveryStatus.Succeeded => PushSucceeded,
            DeliveryStatus.Failed => PushFailed,
            _ => Reviewed,
        };
    }

    void Settle(string change, Actor by, DateTimeOffset now, object data)
    {
        var next = StatusByDeliveries();
        if (next != Status)
            Become(next, change, by, now, data);
        else
        {
            Touch(now);
            Tell(change, by, data);
            OutboxKey = KeyForOutbox();
        }
    }

    string? KeyForOutbox()
    {
        if (!Finalized)
            return null;
        var current = CurrentDeliveries.ToList();
        var held = current.Where(d => d.Holds).Select(d => d.Provider).Distinct().Order(StringComparer.Ordinal);
        var listed = Status is Reviewed or PushFailed && !current.Exists(d => d.Hidden);
        return $"{Schema}|{(listed ? 'y' : 'n')}|,{string.Concat(held.Select(p => $"{p},"))}";
    }
}
