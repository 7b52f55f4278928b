using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Numora.Operations;

/// <summary>One metric as <c>/metrics</c> shows it, collected from one instrument.</summary>
/// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
/// <param name="labels">Which of the instrument's tags are kept, and under which name; the others are summed over.</param>
sealed class MetricFamily(
    string name, string type, string help, string meter, string instrument, params (string Tag, string Label)[] labels)
{
    /// <summary>Far above what routes, methods and statuses make together: no caller can fill the memory with labels.</summary>
    const int MaxSeries = 2_000;

    readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);

    /// <summary>The upper bounds of a histogram's buckets, in seconds.</summary>
    public double[] Bounds { get; init; } = [];

    /// <summary>Whether each scrape asks the instrument anew, as against being told of each change.</summary>
    public bool IsObserved { get; init; }

    public bool IsMadeFrom(Instrument i) => i.Meter.Name == meter && i.Name == instrument;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = LabelsOf(tags);
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MaxSeries)
                return;
            series = _series.GetOrAdd(key, _ => new Series(Bounds.Length));
        }

        series.Add(value, Bounds);
    }

    public void Forget() => _series.Clear();

    public void WriteTo(Exposition page)
    {
        page.Family(name, type, help);
        foreach (var (key, series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
            series.WriteTo(page, name, key, Bounds);
    }

    string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = "";
        foreach (var (tag, label) in labels)
        {
            object? value = null;
            foreach (var given in tags)
                if (given.Key == tag)
                    value = given.Value;
            text += (text.Length == 0 ? "" : ",")
                + Exposition.Label(label, Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } word ? word : "none");
        }

        return text;
    }

    /// <summary>The values of one set of labels.</summary>
    sealed class Series(int bounds)
    {
        readonly long[] _buckets = new long[bounds];
        double _sum;
        long _count;

        public void Add(double value, double[] upTo)
        {
            lock (_buckets)
            {
                (_sum, _count) = (_sum + value, _count + 1);
                var at = Array.FindIndex(upTo, b => value <= b);
                if (at >= 0)
                    _buckets[at]++;
            }
        }

        public void WriteTo(Exposition page, string name, string labels, double[] upTo)
        {
            lock (_buckets)
            {
                if (upTo.Length == 0)
                {
                    page.Sample(name, labels, _sum);
                    return;
                }

                var below = 0L;
                var before = labels.Length == 0 ? "" : labels + ",";
                for (var i = 0; i < upTo.Length; i++)
                    page.Sample($"{name}_bucket",
                        before + Exposition.Label("le", upTo[i].ToString(CultureInfo.InvariantCulture)), below += _buckets[i]);
                page.Sample($"{name}_bucket", before + Exposition.Label("le", "+Inf"), _count);
                page.Sample($"{name}_sum", labels, _sum).Sample($"{name}_count", labels, _count);
            }
        }
    }
}
