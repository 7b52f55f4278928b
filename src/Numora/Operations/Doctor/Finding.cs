namespace Numora.Operations;

enum Verdict
{
    Ok,

    /// <summary>Numora works, but not everything or not for long.</summary>
    Warn,

    /// <summary>Numora cannot do its work.</summary>
    Fail,
}

/// <summary>One line of <c>doctor</c>.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="Says">What was found.</param>
/// <param name="Mend">How to mend it; null when nothing is to be done.</param>
sealed record Finding(Verdict Verdict, string What, string Says, string? Mend = null)
{
    public static Finding Ok(string what, string says) => new(Verdict.Ok, what, says);

    public static Finding Warn(string what, string says, string mend) => new(Verdict.Warn, what, says, mend);

    public static Finding Fail(string what, string says, string mend) => new(Verdict.Fail, what, says, mend);

    public override string ToString()
    {
        var verdict = Verdict switch { Verdict.Ok => "ok  ", Verdict.Warn => "warn", Verdict.Fail => "FAIL" };
        return $"{verdict}  {What,-18} {Says}{(Mend is null ? "" : $"\n{"",24} -> {Mend}")}";
    }
}
