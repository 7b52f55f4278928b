using System.Globalization;
using Numora.Delivery.Runs;

namespace Numora.Delivery.Providers.FileDrop;

/// <summary>What the run's log says of files.</summary>
static class DropLog
{
    public static string Outcome(DropState before) => before switch
    {
        DropState.Absent => "created",
        DropState.Different => "updated",
        DropState.Same => "unchanged",
        DropState.NotTold => "written",
    };

    public static void Written(RunLog log, IDropPlace place, string file, int size, DropState before)
    {
        var bytes = size.ToString("N0", CultureInfo.InvariantCulture);
        log.Info(before switch
        {
            DropState.Absent => $"Wrote {file} ({bytes} bytes) to {place.Name}.",
            DropState.Different => $"Replaced {file} ({bytes} bytes) in {place.Name}: its content had changed.",
            DropState.Same => $"{file} was in {place.Name} already with the same content; nothing was written.",
            DropState.NotTold => $"Wrote {file} ({bytes} bytes) to {place.Name}, which does not tell what was there before.",
        });
    }

    public static void Completeness(RunLog log, DropContent content)
    {
        foreach (var note in content.Notes)
            log.Info(note);
        if (content.Missing.Count == 0)
            return;

        var text = $"The UBL invoice is not complete by EN 16931: {string.Join(" ", content.Missing)}";
        if (content.Bytes is null)
            log.Error(text);
        else
            log.Warning(text + " It is written all the same, as the destination's allow_incomplete says.");
    }

    public static void NotWritten(RunLog log, IDropPlace place, string file, PushAnswer answer)
    {
        var text = $"{file} was not written to {place.Name}: {Reason(answer)}";
        switch (answer)
        {
            case PushAnswer.TryLater:
                log.Warning($"{text} It is tried again later.");
                break;
            case PushAnswer.Unknown:
                log.Warning($"Whether {file} was written to {place.Name} is not known: {Reason(answer)} "
                    + "It is looked for before it is sent again.");
                break;
            default:
                log.Error(text);
                break;
        }
    }

    public static string Reason(PushAnswer answer) => answer switch
    {
        PushAnswer.TryLater later => later.Reason,
        PushAnswer.Refused refused => refused.Reason,
        PushAnswer.Unknown unknown => unknown.Reason,
        PushAnswer.NothingToDo nothing => nothing.Reason,
        _ => "",
    };
}
