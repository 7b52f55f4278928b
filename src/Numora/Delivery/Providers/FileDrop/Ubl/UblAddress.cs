using System.Text.RegularExpressions;

namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>
/// A printed address in the terms of BG-5 and BG-8. Only a last part that is a postcode and a place is taken apart; joined
/// again the parts are the same text.
/// </summary>
sealed partial record UblAddress(string? Street, string? Additional, string? Rest, string? PostCode, string? City)
{
    public static UblAddress Of(string? printed)
    {
        var parts = (printed ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        var place = parts.Count > 0 ? Place().Match(parts[^1]) : Match.Empty;
        if (place.Success)
            parts.RemoveAt(parts.Count - 1);

        return new(
            parts.ElementAtOrDefault(0), parts.ElementAtOrDefault(1), parts.Count > 2 ? string.Join(", ", parts.Skip(2)) : null,
            place.Success ? place.Groups["code"].Value : null, place.Success ? place.Groups["city"].Value : null);
    }

    /// <summary>Postcodes that begin with their digits: Germany, France, the Netherlands, Poland, Sweden and the like.</summary>
    [GeneratedRegex(@"^(?<code>([A-Z]{1,2}-)?([0-9]{4,6}|[0-9]{4} [A-Z]{2}|[0-9]{2}-[0-9]{3}|[0-9]{3} [0-9]{2})) (?<city>\p{L}.*)\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
