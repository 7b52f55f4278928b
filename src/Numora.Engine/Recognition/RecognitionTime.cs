using System.Diagnostics;

namespace Numora.Engine.Recognition;

/// <summary>How long the pages of one file may be recognised; what does not fit is left out.</summary>
/// <param name="starting">Is told before each page.</param>
sealed class RecognitionTime(Action starting)
{
    /// <summary>Of the two minutes that a file has; the rest is for opening it and reading its fields.</summary>
    static readonly TimeSpan s_file = TimeSpan.FromSeconds(100);

    /// <summary>Of the minute that a page has.</summary>
    static readonly TimeSpan s_page = TimeSpan.FromSeconds(40);

    /// <summary>Less is not worth starting.</summary>
    static readonly TimeSpan s_least = TimeSpan.FromSeconds(3);

    readonly long _began = Stopwatch.GetTimestamp();

    /// <returns>The time for the next page, or null where none is left.</returns>
    public TimeSpan? Next()
    {
        var left = s_file - Stopwatch.GetElapsedTime(_began);
        if (left < s_least)
            return null;
        starting();
        return left < s_page ? left : s_page;
    }
}
