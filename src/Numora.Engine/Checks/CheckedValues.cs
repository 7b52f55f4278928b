using System.Globalization;

namespace Numora.Engine.Checks;

/// <summary>The values of an extraction as the checks need them.</summary>
sealed class CheckedValues(Extraction read)
{
    /// <summary>How a check names the lines as a whole.</summary>
    public const string LineItems = "line_items";

    /// <summary>Larger numbers are no amounts; sums and products of smaller ones cannot overflow.</summary>
    const decimal MaxAmount = 1_000_000_000_000_000m;

    /// <summary>Currencies whose amounts are rounded to whole units.</summary>
    static readonly HashSet<string> s_whole =
        ["JPY", "KRW", "VND", "CLP", "ISK", "HUF", "IDR", "PYG", "UGX", "RWF", "XAF", "XOF", "XPF"];

    public int LineCount => read.LineItems.Count;

    public IEnumerable<decimal> Charges => read.Charges.Where(c => Math.Abs(c) <= MaxAmount);

    public string? Currency => Text("currency");

    /// <summary>What an amount is rounded to.</summary>
    public decimal Unit => Currency is { } code && s_whole.Contains(code) ? 1 : 0.01m;

    public decimal? Number(string field) => Number(read.Fields, field);

    public string? Text(string field) => (read.Fields.GetValueOrDefault(field)?.Value as FieldValue.Text)?.Value;

    /// <summary>A field's value as it was printed.</summary>
    public string? Printed(string field) => read.Fields.GetValueOrDefault(field)?.Text;

    public DateOnly? Date(string field) => DateOnly.TryParseExact(
        Text(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>A number of every line; null where there are no lines, or one of them lacks it.</summary>
    public IReadOnlyList<decimal>? OfLines(string field)
    {
        var numbers = read.LineItems.Select(l => Number(l.Fields, field)).OfType<decimal>().ToList();
        return numbers.Count > 0 && numbers.Count == LineCount ? numbers : null;
    }

    static decimal? Number(IReadOnlyDictionary<string, ExtractedField> fields, string name) =>
        fields.GetValueOrDefault(name)?.Value is FieldValue.Number { Value: >= -MaxAmount and <= MaxAmount } number
            ? number.Value : null;
}
