using System.Globalization;
using System.Text;

namespace Numora.Operations;

/// <summary>The Prometheus text format, version 0.0.4: the exporter package cannot be restored from the project's feed.</summary>
sealed class Exposition
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    readonly StringBuilder _text = new();

    /// <summary>Begins a family; its samples follow.</summary>
    /// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    public Exposition Family(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return this;
    }

    /// <param name="labels">As <see cref="Label"/> writes them, separated by commas; empty for none.</param>
    public Exposition Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
            _text.Append('{').Append(labels).Append('}');
        _text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }

    /// <summary>A family with one sample.</summary>
    public Exposition Single(string name, string type, string help, double value, string labels = "") =>
        Family(name, type, help).Sample(name, labels, value);

    public static string Label(string name, string value) =>
        $"{name}=\"{value.Replace(@"\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n")}\"";

    public override string ToString() => _text.ToString();
}
