namespace Numora.Delivery.Runs;

/// <summary>What came of a node. The messages are sentences for operators.</summary>
abstract record NodeOutcome
{
    NodeOutcome() { } // closed: these four and no others

    public sealed record Done(string Message) : NodeOutcome;

    public sealed record Skipped(string Message) : NodeOutcome;

    /// <summary>Final.</summary>
    public sealed record Failed(string Code, string Message) : NodeOutcome;

    /// <param name="After">As the other side asked for; null: our own schedule.</param>
    /// <param name="Sent">Whether it may have had its effect: looked up before it is sent again.</param>
    public sealed record Later(string Code, string Message, TimeSpan? After, bool Sent) : NodeOutcome;
}
