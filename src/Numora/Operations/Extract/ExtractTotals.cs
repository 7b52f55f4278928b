using System.Globalization;
using System.Text;

namespace Numora.Operations;

/// <summary>What came of all files of one call of <c>extract</c>.</summary>
sealed class ExtractTotals
{
    /// <summary>More skipped files are counted, not named.</summary>
    const int MaxNamed = 20;

    readonly SortedDictionary<string, int> _statuses = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> _schemas = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    readonly List<string> _skipped = [];

    public int Read { get; private set; }

    public int Failed { get; private set; }

    public int Done => Read + Failed + _skipped.Count;

    public void Add(FileReading reading)
    {
        Count(_statuses, reading.Status);
        if (reading.Failure is { } failure)
        {
            Failed++;
            Count(_failures, failure.Code.InWords());
            return;
        }

        Read++;
        Count(_schemas, reading.Schema);
    }

    public void AddSkipped(string path) => _skipped.Add(path);

    public string Text(TimeSpan took)
    {
        var text = new StringBuilder();
        var seconds = took.TotalSeconds;
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{Read + Failed} documents in {seconds:0.0} s ({(Read + Failed) / Math.Max(seconds, 0.001):0.0} a second)");
        Group(text, "by status", _statuses);
        Group(text, "by schema", _schemas);
        Group(text, "by failure", _failures);
        if (_skipped.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {"skipped",-12}{_skipped.Count} of no readable type: {Named()}");
        return text.ToString();
    }

    static void Group(StringBuilder text, string title, SortedDictionary<string, int> counts)
    {
        if (counts.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {title,-12}{string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"))}");
    }

    static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    string Named()
    {
        var names = string.Join(", ", _skipped.Take(MaxNamed).Select(TerminalText.OneLine));
        return _skipped.Count <= MaxNamed ? names : $"{names} and {_skipped.Count - MaxNamed} more";
    }
}
