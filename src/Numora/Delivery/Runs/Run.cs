using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Numora.Delivery.Destinations;
using Numora.Delivery.Mappings;
using Numora.Delivery.Workflows;
using Numora.Documents;

namespace Numora.Delivery.Runs;

/// <summary>Where a run is.</summary>
enum RunStatus
{
    /// <summary>Waits for a worker, or for its next attempt. Left by the worker, cancel, reject and edit.</summary>
    Queued,

    /// <summary>A worker is at it, and may be writing to the destination. Left by the worker.</summary>
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>Why a run was started.</summary>
enum RunTrigger
{
    Dispatch,
    RetryPush,
    AutoDispatch,

    /// <summary>By the workflow's own dispatch route.</summary>
    Workflow,
}

/// <summary>
/// One passage of an approved document through a workflow, with the versions of workflow and mapping it began with. A
/// finished run never changes; a retry by a person is a new run.
/// </summary>
sealed class Run
{
    /// <summary>Longer texts, e.g. a web page as an error message, are cut.</summary>
    public const int MaxMessage = 2_000;

    public static readonly RunStatus[] Open = [RunStatus.Queued, RunStatus.Running];

    Run() => Id = WorkspaceId = WorkflowId = DocumentId = DestinationId = Provider = null!; // for EF

    public Run(
        Document document, Workflow workflow, IReadOnlyList<NodeDefinition> nodes, Destination destination, Mapping? mapping,
        RunTrigger trigger, string? requestId, DateTimeOffset now)
    {
        (Id, WorkspaceId, DocumentId) = (Ids.New("run", now), document.WorkspaceId, document.Id);
        (WorkflowId, WorkflowVersion) = (workflow.Id, workflow.Version);
        (DestinationId, Provider) = (destination.Id, destination.Provider);
        (MappingId, MappingVersion) = (mapping?.Id, mapping?.Version);
        (ApprovalNumber, Trigger, RequestId, CreatedAt) = (document.ApprovalNumber, trigger, requestId, now);
        Nodes = [.. nodes.Select(n => new RunNode(n.Id!, n.Type!.Value))];
        Delivers = nodes.Any(n => n.Type is NodeType.Push);
    }

    public string Id { get; private set; }

    public string WorkspaceId { get; private set; }

    public string WorkflowId { get; private set; }

    public int WorkflowVersion { get; private set; }

    public string? MappingId { get; private set; }

    public int? MappingVersion { get; private set; }

    public string DocumentId { get; private set; }

    public string DestinationId { get; private set; }

    public string Provider { get; private set; }

    /// <summary>Whether it pushes to its destination, so that its end decides the document's delivery.</summary>
    public bool Delivers { get; private set; }

    public int ApprovalNumber { get; private set; }

    public RunStatus Status { get; private set; }

    /// <summary>What became of the record: <c>created</c>, <c>updated</c>, <c>unchanged</c>, <c>written</c>, or null.</summary>
    public string? Outcome { get; private set; }

    public RunTrigger Trigger { get; private set; }

    /// <summary>How many were begun.</summary>
    public int Attempt { get; private set; }

    public IReadOnlyList<RunNode> Nodes { get; private set; } = [];

    public string? RequestId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>While it waits between attempts.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    public string? FailureCode { get; private set; }

    public string? FailureMessage { get; private set; }

    public string? ExternalRecordId { get; private set; }

    public string? ExternalUrl { get; private set; }

    public bool IsFinished => Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Cancelled;

    /// <summary>The same for one document, destination and approval, over all attempts and runs (spec/api.md §10).</summary>
    public string IdempotencyKey => $"{DocumentId}-{DestinationId}-{ApprovalNumber}";

    /// <summary>What an earlier run of the same delivery left open: something was sent whose answer is not known.</summary>
    public void RememberSent(Run earlier) => Nodes = [.. Nodes.Select(n => n with
    {
        Sent = n.Type is NodeType.Push && earlier.Nodes.Any(e => e.Type is NodeType.Push && e.Sent),
    })];

    /// <returns>Whether the attempt before was interrupted: its process died or was stopped while it was at work.</returns>
    public bool Start(DateTimeOffset now)
    {
        var interrupted = Status is RunStatus.Running;
        (Status, Attempt, StartedAt, NextAttemptAt) = (RunStatus.Running, Attempt + 1, StartedAt ?? now, null);
        return interrupted;
    }

    /// <summary>Replaces what is known of a node.</summary>
    public void Set(RunNode node) => Nodes = [.. Nodes.Select(n => n.Id == node.Id ? node : n)];

    /// <summary>What another copy of this run has reached, which could not be saved.</summary>
    public void TakeOver(Run reached)
    {
        (Status, Attempt, StartedAt, NextAttemptAt) = (RunStatus.Running, reached.Attempt, reached.StartedAt, null);
        (ExternalRecordId, ExternalUrl, Outcome) = (reached.ExternalRecordId, reached.ExternalUrl, reached.Outcome);
        Nodes = reached.Nodes;
    }

    /// <summary>The record is there, whatever becomes of the nodes after it.</summary>
    public void Delivered(string externalRecordId, string? externalUrl, string outcome) =>
        (ExternalRecordId, ExternalUrl, Outcome) = (externalRecordId, externalUrl, outcome);

    public void WaitUntil(DateTimeOffset next) => (Status, NextAttemptAt) = (RunStatus.Queued, next);

    /// <summary>Interrupted by a shutdown: another worker goes on at once, and this attempt does not count.</summary>
    public void HandBack() => (Status, Attempt) = (RunStatus.Queued, Attempt - 1);

    public void Succeed(DateTimeOffset now) => (Status, FinishedAt) = (RunStatus.Succeeded, now);

    public void Fail(string code, string message, DateTimeOffset now) =>
        (Status, FinishedAt, FailureCode, FailureMessage) = (RunStatus.Failed, now, code, Texts.Kept(message, MaxMessage));

    /// <summary>Only before a worker has it: while it may be writing, 409.</summary>
    public void Cancel(DateTimeOffset now)
    {
        if (Status is not RunStatus.Queued)
            throw new RefusedException(Refusal.Conflict, Status is RunStatus.Running
                ? $"{Id} is writing to {DestinationId} at this moment. Try again when it has ended."
                : $"{Id} has ended.");
        (Status, FinishedAt, NextAttemptAt) = (RunStatus.Cancelled, now, null);
    }
}

/// <summary>What became of a node.</summary>
enum NodeStatus
{
    Pending,

    /// <summary>Begun. After an interruption that means: it may have had its effect or not.</summary>
    Running,
    Succeeded,

    /// <summary>Its condition did not hold, or there was nothing to do.</summary>
    Skipped,
    Failed,
}

/// <summary>A node's outcome: kept over attempts, so that a retry resumes at the node that failed.</summary>
/// <param name="Sent">Whether something was sent whose answer is not known: looked up before it is sent again.</param>
sealed record RunNode(
    string Id, NodeType Type, NodeStatus Status = NodeStatus.Pending, int Attempt = 0, string? Message = null,
    DateTimeOffset? StartedAt = null, DateTimeOffset? FinishedAt = null, bool Sent = false)
{
    public bool IsDone => Status is NodeStatus.Succeeded or NodeStatus.Skipped;

    public RunNode End(NodeStatus status, string message, DateTimeOffset now) =>
        this with { Status = status, Message = Texts.Kept(message, Run.MaxMessage), FinishedAt = now, Sent = false };
}

/// <summary>One line of a run's log.</summary>
sealed class RunLogLine
{
    RunLogLine() => RunId = WorkspaceId = Message = null!; // for EF

    public RunLogLine(Run run, RunLog.Line line)
    {
        (RunId, WorkspaceId, At, Level) = (run.Id, run.WorkspaceId, line.At, line.Level);
        (NodeId, Attempt, Message, Data) = (line.NodeId, line.Attempt, line.Message, line.Data);
    }

    public long Id { get; private set; }

    public string RunId { get; private set; }

    public string WorkspaceId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public RunLogLevel Level { get; private set; }

    public string? NodeId { get; private set; }

    public int Attempt { get; private set; }

    public string Message { get; private set; }

    public System.Text.Json.JsonElement? Data { get; private set; }
}

sealed class RunTable : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> table)
    {
        table.ToTable("runs");
        table.Property(r => r.Status).HasConversion<EnumText<RunStatus>>().IsConcurrencyToken(); // cancel or start: one wins
        table.Property(r => r.Trigger).HasConversion<EnumText<RunTrigger>>();
        table.Property(r => r.Nodes).AsJson();
        table.HasMany<RunLogLine>().WithOne().HasForeignKey(l => l.RunId);
    }
}

sealed class RunLogTable : IEntityTypeConfiguration<RunLogLine>
{
    public void Configure(EntityTypeBuilder<RunLogLine> table)
    {
        table.ToTable("run_logs");
        table.Property(l => l.Level).HasConversion<EnumText<RunLogLevel>>();
        table.Property(l => l.Data).HasColumnType("jsonb").HasConversion(
            data => data == null ? null : data.Value.GetRawText(),
            text => text == null ? null : System.Text.Json.JsonElement.Parse(text, default));
    }
}
