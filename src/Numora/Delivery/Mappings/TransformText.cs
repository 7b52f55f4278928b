using System.Globalization;
using System.Text;

namespace Numora.Delivery.Mappings;

/// <summary>Reads a transform as a mapping writes it: <c>name</c> or <c>name:argument</c>.</summary>
static class TransformText
{
    /// <summary>A <c>map</c> with all its entries included.</summary>
    public const int MaxLength = 10_000;

    public const int MaxDecimals = 6;
    public const int MaxTruncate = 10_000;

    static readonly string[] Forms =
    [
        "trim", "upper", "lower", "round:<decimals>", "date:<format>", "number:<culture>", "replace:<from>=<to>",
        "map:{…}", "truncate:<length>", "concat", "concat:<separator>",
    ];

    static readonly string[] Names = [.. Forms.Select(f => f.Split(':')[0]).Distinct()];

    /// <summary>Those that the system's culture data knows: .NET makes up any other name that is asked for.</summary>
    static readonly Dictionary<string, CultureInfo> Cultures = CultureInfo.GetCultures(CultureTypes.AllCultures)
        .Where(c => c.Name.Length > 0)
        .ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <returns>The transform, or what would be right as whole sentences.</returns>
    public static (Transform? Transform, string? Fault) Read(string? text)
    {
        if (text is null or { Length: 0 or > MaxLength })
            return (null, $"A transform has 1 to {MaxLength} characters: {string.Join(", ", Forms)}.");

        var colon = text.IndexOf(':');
        var name = colon < 0 ? text : text[..colon];
        var argument = colon < 0 ? null : text[(colon + 1)..];
        return name switch
        {
            "trim" or "upper" or "lower" => argument is null ? (Plain(name), null) : (null, $"{name} takes nothing after it."),
            "round" => Round(argument),
            "date" => Date(argument),
            "number" => Number(argument),
            "replace" => Replace(argument),
            "map" => argument is null ? MapTransform.Read("") : MapTransform.Read(argument),
            "truncate" => Truncate(argument),
            "concat" => (new ConcatTransform(argument ?? ""), null),
            _ => (null, $"There is no transform “{Shown.Name(name)}”." + Nearest.Hint(name, Names)
                + $" There are: {string.Join(", ", Forms)}."),
        };
    }

    static TextTransform Plain(string name) => new(name, name switch
    {
        "trim" => static t => t.Trim(),
        "upper" => static t => t.ToUpperInvariant(),
        _ => static t => t.ToLowerInvariant(),
    }, KeepsDates: true);

    static (Transform?, string?) Round(string? argument) => Count(argument, 0, MaxDecimals) is { } decimals
        ? (new RoundTransform(decimals), null)
        : (null, $"round: is followed by the number of decimals, 0 to {MaxDecimals}, e.g. round:2.");

    static (Transform?, string?) Truncate(string? argument) => Count(argument, 1, MaxTruncate) is { } length
        ? (new TextTransform("truncate", t => TextTransform.Truncate(t, length), KeepsDates: false), null)
        : (null, $"truncate: is followed by the number of characters to keep, 1 to {MaxTruncate}, e.g. truncate:80.");

    static (Transform?, string?) Date(string? argument) => DateTransform.Fault(argument ?? "") is { } fault
        ? (null, fault)
        : (new DateTransform(argument!), null);

    static (Transform?, string?) Number(string? argument)
    {
        if (argument is not null && Cultures.TryGetValue(argument, out var culture))
            return (new NumberTransform(culture.NumberFormat.NumberDecimalSeparator), null);

        return (null, "number: is followed by the name of a culture, e.g. number:de-DE."
            + (argument is null ? "" : Nearest.Hint(argument, Cultures.Keys)));
    }

    static (Transform?, string?) Replace(string? argument)
    {
        if (argument is null || Split(argument) is not { From.Length: > 0 } pair)
            return (null, "replace: is followed by <from>=<to>, e.g. replace:/=-. " +
                "What is replaced has at least one character; \\= stands for an equals sign, \\\\ for a backslash.");

        return (new TextTransform(
            "replace", t => t.Replace(pair.From, pair.To, StringComparison.Ordinal), KeepsDates: false), null);
    }

    /// <summary>At the first equals sign without a backslash before it; null where there is none.</summary>
    static (string From, string To)? Split(string argument)
    {
        string? from = null;
        var part = new StringBuilder();
        for (var i = 0; i < argument.Length; i++)
        {
            if (argument[i] == '\\' && i + 1 < argument.Length && argument[i + 1] is '=' or '\\')
            {
                part.Append(argument[++i]);
            }
            else if (argument[i] == '=' && from is null)
            {
                from = part.ToString();
                part.Clear();
            }
            else
            {
                part.Append(argument[i]);
            }
        }

        return from is null ? null : (from, part.ToString());
    }

    static int? Count(string? argument, int least, int most) =>
        int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && count >= least && count <= most ? count : null;
}
