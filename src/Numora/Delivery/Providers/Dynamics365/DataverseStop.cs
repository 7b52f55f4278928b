namespace Numora.Delivery.Providers.Dynamics365;

/// <summary>
/// A step found out that the push ends here. Thrown where it is known, caught once, in <see cref="Dynamics365Provider"/>.
/// </summary>
sealed class DataverseStop(PushAnswer answer) : Exception
{
    public PushAnswer Answer { get; } = answer;

    public static DataverseStop Refused(string code, string reason) => new(new PushAnswer.Refused(code, reason));
}

/// <summary>A stop in words that every kind of answer has.</summary>
static class StopText
{
    public static string Reason(this PushAnswer answer) => answer switch
    {
        PushAnswer.Refused refused => refused.Reason,
        PushAnswer.TryLater later => later.Reason,
        PushAnswer.Unknown unknown => unknown.Reason,
        PushAnswer.NothingToDo nothing => nothing.Reason,
        _ => "",
    };
}
