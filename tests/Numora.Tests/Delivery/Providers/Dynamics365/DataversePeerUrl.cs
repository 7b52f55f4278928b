using System.Globalization;
using System.Text.RegularExpressions;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>Reads the peer's URLs as they came over the wire, strictly.</summary>
sealed record PeerUrl(string EntitySet, string? Key, IReadOnlyDictionary<string, string> Query)
{
    public const string Root = "/api/data/v9.2/";

    /// <summary>What real environments cannot find by alternate keys, however it is encoded.</summary>
    const string NotInKeys = "/<>*%&:\\?+";

    public static PeerUrl Of(string target)
    {
        if (!target.StartsWith(Root, StringComparison.Ordinal))
            throw new PeerRefusal(404, "0x80060888", $"Resource not found for the segment '{target}'.");
        var (path, query) = target.IndexOf('?') is var at and >= 0
            ? (target[Root.Length..at], target[(at + 1)..])
            : (target[Root.Length..], "");
        if (path.Contains('/') || path.Contains(' '))
            throw new PeerRefusal(400, "0x80060888", $"Bad request: '{path}' cannot be read.");
        var options = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Split('=', 2))
            .ToDictionary(o => Uri.UnescapeDataString(o[0]), o => Uri.UnescapeDataString(o[1]));
        var (set, key) = Segment(Uri.UnescapeDataString(path));
        return new(set, key, options);
    }

    /// <summary><c>invoices(invoicenumber='a')</c>, decoded, into its two halves.</summary>
    public static (string EntitySet, string? Key) Segment(string text)
    {
        var open = text.IndexOf('(');
        if (open < 0)
            return (text, null);
        if (text[^1] != ')')
            throw new PeerRefusal(400, "0x80060888", $"Bad Request - Error in query syntax: '{text}'.");
        return (text[..open], text[(open + 1)..^1]);
    }

    /// <summary>The columns of a key and their values; one GUID alone is the primary key.</summary>
    public static Dictionary<string, string> Keys(PeerTable table, string key)
    {
        if (Guid.TryParse(key, out var id))
            return new() { [table.PrimaryId] = id.ToString() };
        var found = Split(key, ",").Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p.Length == 2 ? p[1] : "");
        var isKey = (found.Count == 1 && found.ContainsKey(table.PrimaryId))
            || table.Keys.Any(k => k.Length == found.Count && k.All(found.ContainsKey));
        if (!isKey)
            throw new PeerRefusal(400, "0x80060888",
                $"The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.{table.LogicalName}'.");
        var values = found.ToDictionary(p => p.Key, p => Value(table.TypeOf(p.Key), p.Value));
        return values.Values.Any(v => v.Any(NotInKeys.Contains))
            ? throw new PeerRefusal(404, "0x80060888", "A record with the specified key values does not exist; its key cannot be read.")
            : values;
    }

    /// <summary>A filter of equalities as (navigation, column, value).</summary>
    public static IEnumerable<(string? Navigation, string Column, string Value)> Filter(PeerTable table, string filter)
    {
        foreach (var term in Split(filter, " and "))
        {
            if (Regex.Match(term, @"\A(?:(\w+)/)?(\w+) eq (.+)\z", RegexOptions.Singleline) is not { Success: true } match)
                throw new PeerRefusal(400, "0x80060888", $"Syntax error in the filter '{term}'.");
            var navigation = match.Groups[1].Success ? match.Groups[1].Value : null;
            var owner = navigation is null ? table : PeerTable.Of(
                table.Navigations.GetValueOrDefault(navigation) ?? throw table.NoProperty(navigation));
            var column = match.Groups[2].Value;
            yield return (navigation, column, Value(owner.TypeOf(column), match.Groups[3].Value));
        }
    }

    /// <summary>The literal's value as text; a literal of the wrong kind is refused.</summary>
    static string Value(string type, string literal)
    {
        var quoted = literal.Length >= 2 && literal[0] == '\'' && literal[^1] == '\'';
        var inner = quoted ? literal[1..^1] : literal;
        var right = type switch
        {
            "String" or "Memo" => quoted && !inner.Replace("''", "", StringComparison.Ordinal).Contains('\''),
            "Uniqueidentifier" => !quoted && Guid.TryParse(literal, out _),
            "DateTime" => !quoted && Regex.IsMatch(literal, @"\A\d{4}-\d\d-\d\d"),
            "Boolean" => literal is "true" or "false",
            _ => !quoted && decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        };
        return right ? inner.Replace("''", "'", StringComparison.Ordinal) : throw new PeerRefusal(
            400, "0x80060888", $"The literal {literal} is not compatible with the type 'Edm.{type}'.");
    }

    /// <summary>Cuts outside of quotes.</summary>
    static IEnumerable<string> Split(string text, string by)
    {
        var (start, inside) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            inside ^= text[i] == '\'';
            if (inside || string.CompareOrdinal(text, i, by, 0, by.Length) != 0)
                continue;
            yield return text[start..i];
            start = i + by.Length;
        }

        yield return text[start..];
    }
}
