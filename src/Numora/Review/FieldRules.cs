using System.Globalization;
using System.Text.Json;
using Numora.Engine;

namespace Numora.Review;

/// <summary>Which JSON values fit a field's type.</summary>
static class FieldRules
{
    public const int MaxText = 2_000;
    public const int MaxNames = 100;

    /// <summary>Amounts up to 10^15 with at most ten decimals: what accounting systems can take.</summary>
    const decimal MaxNumber = 1_000_000_000_000_000m;
    const int MaxDecimals = 10;

    /// <summary>ISO 4217 codes that the machine's culture data knows, and those without a country.</summary>
    static readonly HashSet<string> Currencies =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name).ISOCurrencySymbol).Where(c => c.Length == 3),
        "XAF", "XOF", "XPF", "XCD", "XDR", "XAU", "XAG",
    ];

    /// <summary>The value, or null and the rule that it breaks.</summary>
    public static FieldValue? Read(FieldType type, JsonElement json, out string fault)
    {
        fault = "";
        switch (type)
        {
            case FieldType.Number:
                fault = $"Must be a JSON number, at most 10^15, with at most {MaxDecimals} decimals.";
                return json.ValueKind is JsonValueKind.Number && json.TryGetDecimal(out var number)
                    && Math.Abs(number) <= MaxNumber && number.Scale <= MaxDecimals ? FieldValue.Of(number) : null;
            case FieldType.Names:
                fault = $"Must be a list of 1 to {MaxNames} names of 1 to {MaxText} characters.";
                return json.ValueKind is JsonValueKind.Array && json.GetArrayLength() is >= 1 and <= MaxNames
                    && json.EnumerateArray().Select(Text).ToList() is var names && names.All(n => n is not null)
                    ? FieldValue.Of(names.ConvertAll(n => n!)) : null;
            case FieldType.Text:
                fault = $"Must be text of 1 to {MaxText} characters, without NUL.";
                return Text(json) is { } text ? FieldValue.Of(text) : null;
            case FieldType.Date:
                fault = "Must be a date like 2026-03-21.";
                return Text(json) is { } date && DateOnly.TryParseExact(
                    date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? FieldValue.Of(day) : null;
            case FieldType.Time:
                fault = "Must be a time like 14:20 or 14:20:05.";
                return Text(json) is { } time && TimeOnly.TryParseExact(
                    time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                    ? FieldValue.Of(time) : null;
            case FieldType.Currency:
                fault = "Must be an ISO 4217 code like EUR.";
                return Text(json) is { } code && Currencies.Contains(code) ? FieldValue.Of(code) : null;
            default:
                throw new InvalidOperationException($"No rule for {type}.");
        }
    }

    /// <summary>Trimmed text that can be kept, or null.</summary>
    static string? Text(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.String)
            return null;
        try
        {
            var text = json.GetString()!.Trim();
            return text.Length is >= 1 and <= MaxText && !text.Contains('\0') ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }
}
