using Hangfire.Common;
using Hangfire.States;

namespace Numora.Platform.Jobs;

/// <summary>
/// Turns the outcome of an attempt into a state before Hangfire stores it. Exceptions are stored with their message and shown
/// across workspaces, so none that happened inside may come so far: a filter would be too late, as what it replaces is kept, too.
/// </summary>
sealed partial class JobStates(IBackgroundJobStateChanger inner, ILogger log) : IBackgroundJobStateChanger
{
    static readonly TimeSpan AfterDatabaseAway = TimeSpan.FromSeconds(2);

    public IState ChangeState(StateChangeContext context) => inner.ChangeState(context.NewState is FailedState failed
        ? new StateChangeContext(context.Storage, context.Connection, context.BackgroundJobId, Of(failed.Exception, context),
            context.ExpectedStates, context.CancellationToken)
        : context);

    IState Of(Exception fault, StateChangeContext context) => fault switch
    {
        JobComesAgainException again when again.Wait <= TimeSpan.Zero => new EnqueuedState { Reason = again.Message },
        JobComesAgainException again => new ScheduledState(again.Wait) { Reason = again.Message },
        JobFailedException failed => Failed(failed.Message),
        JobLoadException => Failed("This program knows no such job. Does another version run, too?"),
        _ when fault.IsDatabaseAway() => new ScheduledState(AfterDatabaseAway) { Reason = "The database was away." },
        _ => Unexpected(fault, context.BackgroundJobId),
    };

    KeptFailure Unexpected(Exception fault, string id)
    {
        EndedUnexpectedly(id, fault);
        return Failed(fault.GetType().Name);
    }

    static KeptFailure Failed(string reason) => new(reason);

    [LoggerMessage(1208, LogLevel.Error, "Hangfire's job {HangfireId} ended unexpectedly; if its work is still owed, it comes back")]
    partial void EndedUnexpectedly(string hangfireId, Exception exception);
}

/// <summary>
/// As Hangfire's own state of that name, but final: the job is forgotten after its time. Hangfire keeps those that are not, and
/// what a filter says of their expiry is overwritten.
/// </summary>
sealed class KeptFailure(string reason) : IState
{
    readonly FailedState _shown = new(new JobFailedException(reason));

    public string Name => FailedState.StateName;

    public string Reason => reason;

    public bool IsFinal => true;

    public bool IgnoreJobLoadException => true; // it may be the reason

    public Dictionary<string, string> SerializeData() => _shown.SerializeData();
}
