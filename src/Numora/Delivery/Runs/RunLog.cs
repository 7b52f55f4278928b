using System.Text.Json;

namespace Numora.Delivery.Runs;

/// <summary>How much a line of a run's log matters.</summary>
enum RunLogLevel
{
    Info,
    Warning,
    Error,
}

/// <summary>
/// The story of a run, in sentences an operator understands: what was sent where, what came back, what happens next. Never
/// secrets, and of field values only those that the other side's refusal is about.
/// </summary>
sealed class RunLog(TimeProvider time)
{
    /// <summary>Longer texts, e.g. a web page as an error message, are cut.</summary>
    const int MaxMessage = 1_000;

    readonly List<Line> _lines = [];

    public string? NodeId { get; set; }

    public int Attempt { get; set; }

    public void Info(string message, object? data = null) => Add(RunLogLevel.Info, message, data);

    public void Warning(string message, object? data = null) => Add(RunLogLevel.Warning, message, data);

    public void Error(string message, object? data = null) => Add(RunLogLevel.Error, message, data);

    /// <summary>The lines since this was called last.</summary>
    public IReadOnlyList<Line> Take()
    {
        Line[] taken = [.. _lines];
        _lines.Clear();
        return taken;
    }

    void Add(RunLogLevel level, string message, object? data) => _lines.Add(new(
        time.Now(), level, NodeId, Attempt, Texts.Kept(message, MaxMessage),
        data is null ? null : JsonSerializer.SerializeToElement(data, Json.Options)));

    public sealed record Line(
        DateTimeOffset At, RunLogLevel Level, string? NodeId, int Attempt, string Message, JsonElement? Data);
}
