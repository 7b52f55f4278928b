using System.Globalization;

namespace Numora.Operations;

/// <summary>
/// How far <c>extract</c> is: one line that is written over on a terminal, and a line now and then where it is not.
/// </summary>
/// <param name="columns">Of the terminal that <paramref name="to"/> is; null where it is none.</param>
sealed class ExtractProgress(TextWriter to, int? columns, TimeProvider time)
{
    /// <summary>Where each line stays.</summary>
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    static readonly TimeSpan s_terminalPause = TimeSpan.FromMilliseconds(100);

    /// <summary>ECMA-48: to the line's start, and erase what is there.</summary>
    const string ClearLine = "\r\e[K";

    readonly long _began = time.GetTimestamp();
    long _shown = time.GetTimestamp();
    bool _isDrawn;

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>How long to wait at most before the next <see cref="Show"/>.</summary>
    public TimeSpan Pause => columns is null ? s_pause : s_terminalPause;

    public void Show(int done, int all, string current)
    {
        if (time.GetElapsedTime(_shown) < Pause)
            return;
        _shown = time.GetTimestamp();
        var rate = done / Math.Max(Elapsed.TotalSeconds, 0.001);
        var text = string.Create(CultureInfo.InvariantCulture, $"{done} of {all} files, {rate:0.0} a second: ");
        if (columns is not { } width)
        {
            to.WriteLine($"{text}{TerminalText.OneLine(current)}");
            return;
        }

        var room = Math.Max(width - text.Length - 1, 2);
        to.Write($"{ClearLine}{text}{TerminalText.PathCell(current, room).TrimEnd()}");
        _isDrawn = true;
    }

    /// <summary>Before anything else is printed on the same terminal.</summary>
    public void Clear()
    {
        if (_isDrawn)
            to.Write(ClearLine);
        _isDrawn = false;
    }
}
