using System.Globalization;
using System.Text.Json;

namespace Numora.Delivery.Mappings;

/// <summary>Replaces whole values by others, such as tax rates by tax codes.</summary>
/// <param name="Entries">By text exactly; <c>*</c> is what all others become. A null value is written as null.</param>
/// <param name="Result">What comes out, as far as it is known.</param>
sealed record MapTransform(IReadOnlyDictionary<string, MappedValue?> Entries, ValueShape Result) : Transform("map")
{
    public const int MaxEntries = 500;
    const string Others = "*";

    public override string Takes => "text, a number, true or false";

    public override ValueShape? After(ValueShape before) => before is ValueShape.List ? null : Result;

    public override Outcome Apply(MappedValue value)
    {
        if (value is MappedValue.List)
            return CannotTake(value);
        if (Entries.TryGetValue(value.Texts[0], out var to) || (value is MappedValue.Number number && HasNumber(number, out to)))
            return new(to);

        return Entries.TryGetValue(Others, out var others)
            ? new(others)
            : Outcome.Failed("map has no entry for this value, and none for all others (\"*\")");
    }

    /// <summary>19.00 is found under 19 and the other way around.</summary>
    bool HasNumber(MappedValue.Number number, out MappedValue? to)
    {
        foreach (var (key, entry) in Entries)
        {
            if (decimal.TryParse(key, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var known) && known == number.Value)
            {
                to = entry;
                return true;
            }
        }

        to = null;
        return false;
    }

    /// <summary>Reads <c>{"DE": "Germany", "*": null}</c>.</summary>
    public static (MapTransform? Map, string? Fault) Read(string json)
    {
        const string Rule = "map: is followed by a JSON object of texts, numbers, true, false or null, " +
            "e.g. map:{\"19\": \"V19\", \"*\": \"V0\"}";
        try
        {
            using var read = JsonDocument.Parse(json);
            if (read.RootElement.ValueKind is not JsonValueKind.Object)
                return (null, $"{Rule}.");

            var entries = new Dictionary<string, MappedValue?>(StringComparer.Ordinal);
            foreach (var entry in read.RootElement.EnumerateObject())
            {
                var value = MappedValue.Of(entry.Value);
                if (value.Fault is not null)
                    return (null, $"{Rule}; of “{Shown.Name(entry.Name)}” {value.Fault}.");
                if (value.Value is MappedValue.Text text && text.Value.Contains('\0'))
                    return (null, $"{Rule}; “{Shown.Name(entry.Name)}” has a NUL character.");
                if (!entries.TryAdd(entry.Name, value.Value))
                    return (null, $"{Rule}; “{Shown.Name(entry.Name)}” stands there twice.");
            }

            return entries.Count is 0 or > MaxEntries
                ? (null, $"{Rule}, with 1 to {MaxEntries} entries.")
                : (new(entries, ResultOf([.. entries.Values])), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // half a surrogate pair is the second
        {
            return (null, $"{Rule}; this is not valid JSON.");
        }
    }

    static ValueShape ResultOf(IReadOnlyList<MappedValue?> values) =>
        values.All(v => v is MappedValue.Text) ? ValueShape.Text
        : values.All(v => v is MappedValue.Number) ? ValueShape.Number
        : ValueShape.Any;
}
