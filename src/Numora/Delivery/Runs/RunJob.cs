using Microsoft.Extensions.Options;
using Numora.Access;
using Numora.Delivery.Workflows;
using Numora.Documents;
using Numora.Platform.Jobs;

namespace Numora.Delivery.Runs;

/// <summary>
/// One attempt at a run: its nodes in their order, from the first that is not done. What may have an effect outside is saved
/// as begun before it is sent, so that after a crash it is known that it may be there.
/// </summary>
sealed partial class RunJob(
    NumoraDb db, RunNodes nodes, DefinitionCache definitions, Secrets secrets, IOptions<RunOptions> options,
    IOptions<OutboxOptions> outbox, TimeProvider time, ILogger<RunJob> log) : IJob
{
    public const string Kind = "run";

    /// <summary>Attempts that ended without an outcome: crashes, and faults of our own. The run counts its own attempts.</summary>
    public const int MaxCrashes = 10;

    const int MaxRounds = 20;

    readonly RunLog _log = new(time);

    public static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(5 * attempt);

    public async Task RunAsync(JobLease job, CancellationToken ct)
    {
        var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == job.Subject, ct);
        if (run is null or { IsFinished: true })
        {
            await job.CompleteAsync(db); // cancelled, or erased with its document
            return;
        }

        var interrupted = run.Start(time.Now());
        _log.Attempt = run.Attempt;
        var plan = await RunPlan.LoadAsync(db, run, secrets, definitions, ct);
        Begin(run, plan, interrupted);
        try
        {
            await RunAsync(job, run, plan, ct);
        }
        catch (RefusedException e) when (e.Retry)
        {
            db.ChangeTracker.Clear();
            if (!await IsCancelledAsync(run))
                throw;
            await job.CompleteAsync(db); // before anything was sent
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _log.Info("This host stops; another attempt follows at once.");
            run.HandBack();
            await SaveAsync(job, run);
            throw; // the job runner hands the job back
        }
    }

    public async Task GiveUpAsync(JobLease job, bool died)
    {
        var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == job.Subject);
        if (run is null or { IsFinished: true })
        {
            await job.CompleteAsync(db);
            return;
        }

        _log.Attempt = run.Attempt;
        await FinishAsync(job, run.Id, new NodeOutcome.Failed("run_interrupted", died
            ? "Each attempt ended with the end of its process. Look at the service's log."
            : "The run failed for a reason of its own. Look at the service's log."));
    }

    async Task RunAsync(JobLease job, Run run, RunPlan? plan, CancellationToken ct)
    {
        if (plan is null)
        {
            await FinishAsync(job, run.Id, new("destination_missing", "The destination or the document's values are gone."));
            return;
        }

        if (!plan.IsApproved)
        {
            await FinishAsync(job, run.Id, new("document_reopened", "The document is not approved any more, or was approved anew."));
            return;
        }

        foreach (var definition in plan.Nodes)
        {
            var node = run.Nodes.Single(n => n.Id == definition.Id);
            if (node.IsDone || (node.Status is NodeStatus.Failed && definition.OnError is OnError.Continue))
                continue;
            _log.NodeId = node.Id;
            node = node with { Status = NodeStatus.Running, Attempt = run.Attempt, StartedAt = node.StartedAt ?? time.Now() };
            run.Set(node);

            var outcome = await nodes.RunAsync(plan, definition, node, _log, sent => BeforeSendAsync(job, run, sent), ct);
            Take(run, outcome);

            if (outcome is NodeOutcome.Later later)
            {
                if (options.Value.WaitAfter(run.Attempt, later.After, Random.Shared.NextDouble()) is { } wait)
                {
                    await AgainAsync(job, run, later, wait);
                    return;
                }

                outcome = GiveUp(run, later);
            }

            if (outcome is not NodeOutcome.Failed failed)
                continue;
            if (definition.OnError is not OnError.Continue)
            {
                await FinishAsync(job, run.Id, failed, run);
                return;
            }

            _log.Warning($"{failed.Message} The workflow passes over this and goes on.");
        }

        await FinishAsync(job, run.Id, null, run);
    }

    void Begin(Run run, RunPlan? plan, bool interrupted)
    {
        if (interrupted)
            _log.Warning("The attempt before was interrupted: its process ended while it was at work.");
        _log.Info($"Attempt {run.Attempt} began: {run.DocumentId} by version {run.WorkflowVersion} of {run.WorkflowId} " +
            $"to {plan?.Target.DisplayName} ({run.Provider}).");
    }

    /// <summary>The last moment before something goes out: from here on a reject is refused, and a crash means "look first".</summary>
    async Task BeforeSendAsync(JobLease job, Run run, RunNode node)
    {
        run.Set(node with { Sent = true });
        await SaveAsync(job, run);
        CrashPoint.Pass(node.Type.InWords(), "before-send");
    }

    void Take(Run run, NodeOutcome outcome)
    {
        var node = run.Nodes.Single(n => n.Id == _log.NodeId);
        run.Set(outcome switch
        {
            NodeOutcome.Done(var message) => node.End(NodeStatus.Succeeded, message, time.Now()),
            NodeOutcome.Skipped(var message) => node.End(NodeStatus.Skipped, message, time.Now()),
            NodeOutcome.Failed(_, var message) => node.End(NodeStatus.Failed, message, time.Now()),
            NodeOutcome.Later later => node with { Message = later.Message, Sent = later.Sent },
            _ => throw new InvalidOperationException($"{outcome} is no outcome."),
        });
        if (outcome is NodeOutcome.Done done)
            _log.Info(done.Message);
        else if (outcome is NodeOutcome.Skipped skipped)
            _log.Info(skipped.Message);
    }

    /// <summary>The schedule is used up. What may be there stays marked so, for the next run to look first.</summary>
    NodeOutcome.Failed GiveUp(Run run, NodeOutcome.Later later)
    {
        var message = $"Given up after {run.Attempt} attempts. {later.Message}" + (later.Sent
            ? " The record may be there or not: the next run asks the destination before it sends again." : "");
        Take(run, new NodeOutcome.Failed(later.Code, message));
        run.Set(run.Nodes.Single(n => n.Id == _log.NodeId) with { Sent = later.Sent });
        return new(later.Code, message);
    }

    async Task AgainAsync(JobLease job, Run run, NodeOutcome.Later later, TimeSpan wait)
    {
        _log.Warning($"{later.Message} The next attempt follows in {InWords(wait)}" +
            (later.After is null ? "" : ", as it asked for") +
            (later.Sent ? "; before it is sent again, the destination is asked for the record." : "."));
        run.WaitUntil(time.Now() + wait);
        WriteLog(run);
        await job.AgainAsync(db, wait, later.Code);
        Waits(run.Id, run.DocumentId, run.Attempt, later.Code, (long)wait.TotalMilliseconds);
    }

    /// <summary>The end of the run, of the document's delivery, and of the job, in one transaction.</summary>
    /// <param name="failed">Null: it succeeded.</param>
    /// <param name="done">With what was reached so far; null: as it is stored.</param>
    async Task FinishAsync(JobLease job, string runId, NodeOutcome.Failed? failed, Run? done = null)
    {
        _log.NodeId = null;
        if (failed is null)
            _log.Info("The run succeeded.");
        else
            _log.Error($"The run failed. {failed.Message}");
        var lines = _log.Take();

        for (var round = 1; ; round++)
        {
            try
            {
                await FinishOnceAsync(job, runId, failed, done, lines);
                return;
            }
            catch (RefusedException e) when (e.Retry && round < MaxRounds)
            {
                // The document was changed at the same moment, e.g. by another run's end; or this run was cancelled in time.
                db.ChangeTracker.Clear();
                if (await db.Runs.AsNoTracking().AnyAsync(r => r.Id == runId && !Run.Open.Contains(r.Status)))
                {
                    await job.CompleteAsync(db);
                    return;
                }

                done = done is null ? null : await CopyAsync(done);
            }
        }
    }

    async Task FinishOnceAsync(JobLease job, string runId, NodeOutcome.Failed? failed, Run? done, IReadOnlyList<RunLog.Line> lines)
    {
        var (now, by) = (time.Now(), Actor.System(job.RequestId));
        var run = done ?? await db.Runs.SingleAsync(r => r.Id == runId);
        var document = await db.Documents.Include(d => d.Deliveries).SingleAsync(d => d.Id == run.DocumentId);
        if (failed is null)
            run.Succeed(now);
        else
            run.Fail(failed.Code, failed.Message, now);
        if (run.Delivers && document.Finalized && run.ApprovalNumber == document.ApprovalNumber)
            EndDelivery(document, run, failed, by, now);
        job.FailureCode = failed?.Code;
        if (failed is not null)
            document.Note("run.failed", by, now, RunData.Of(run));
        db.AddRange(lines.Select(line => new RunLogLine(run, line)));
        await job.CompleteAsync(db);
        Ended(run.Id, run.DocumentId, run.Status, run.Attempt, failed?.Code);
    }

    void EndDelivery(Document document, Run run, NodeOutcome.Failed? failed, Actor by, DateTimeOffset now)
    {
        var report = failed is not null ? new DeliveryReport(DeliveryStatus.Failed, ErrorCode: failed.Code, ErrorMessage: failed.Message)
            : run.ExternalRecordId is null ? new(DeliveryStatus.Skipped)
            : new(DeliveryStatus.Succeeded, run.ExternalRecordId, run.ExternalUrl);
        db.Add(DeliveryAttempt.Managed(document, run, report, now));
        var delivery = document.EndPush(run.Provider, run.DestinationId, report, outbox.Value.HiddenFor, by, now, RunData.Of(run));
        if (ReappearJob.For(document, delivery, by.RequestId) is { } reappear)
            db.Jobs.Add(reappear);
    }

    /// <summary>The run as it is stored, with what was reached and could not be saved.</summary>
    async Task<Run> CopyAsync(Run reached)
    {
        var run = await db.Runs.SingleAsync(r => r.Id == reached.Id);
        run.TakeOver(reached);
        return run;
    }

    Task SaveAsync(JobLease job, Run run)
    {
        WriteLog(run);
        return job.SaveAsync(db);
    }

    void WriteLog(Run run) => db.AddRange(_log.Take().Select(line => new RunLogLine(run, line)));

    Task<bool> IsCancelledAsync(Run run) =>
        db.Runs.AsNoTracking().AnyAsync(r => r.Id == run.Id && r.Status == RunStatus.Cancelled);

    static string InWords(TimeSpan wait) => wait switch
    {
        { TotalSeconds: < 120 } => $"{wait.TotalSeconds:0.#} s",
        { TotalMinutes: < 120 } => $"{wait.TotalMinutes:0.#} min",
        _ => $"{wait.TotalHours:0.#} h",
    };

    [LoggerMessage(1511, LogLevel.Information, "Run {RunId} of {DocumentId} ended {Status} after {Attempts} attempts: {FailureCode}")]
    partial void Ended(string runId, string documentId, RunStatus status, int attempts, string? failureCode);

    [LoggerMessage(1512, LogLevel.Warning, "Run {RunId} of {DocumentId}: attempt {Attempt} ended with {FailureCode}; again in {WaitMs} ms")]
    partial void Waits(string runId, string documentId, int attempt, string failureCode, long waitMs);
}
