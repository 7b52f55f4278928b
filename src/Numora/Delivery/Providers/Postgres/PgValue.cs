using System.Globalization;
using System.Text.Json.Nodes;

namespace Numora.Delivery.Providers.Postgres;

/// <summary>
/// A payload's value in the text form of a column's type. PostgreSQL converts it; what it would round, cut or not
/// understand is refused here, where the column can be named.
/// </summary>
static class PgValue
{
    /// <summary><c>atttypmod</c> counts four bytes of its own.</summary>
    const int ModifierHeader = 4;

    static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFF"];

    static readonly string[] LocalTimes =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <exception cref="PgRefusedException">It does not fit; names column and type.</exception>
    public static string? Of(JsonNode? value, PgColumn column)
    {
        if (value is null)
            return null;
        if (column.IsArray)
            return Array(value);
        if (column.Kind is "json" or "jsonb")
            return value.ToJsonString(Json.Options);

        var text = TemplateValues.TextOf(value)!;
        return Fault(text, value, column) is { } fault
            ? throw new PgRefusedException(
                "payload_invalid", $"The column {column.Name} ({column.FullType}) cannot take '{Short(text)}': {fault}.")
            : column.Kind is "int2" or "int4" or "int8" ? decimal.Truncate(NumberOf(text)!.Value).ToString(CultureInfo.InvariantCulture)
            : text;
    }

    static string? Fault(string text, JsonNode value, PgColumn column) => column.Kind switch
    {
        "text" => null,
        "varchar" or "bpchar" => column.Modifier < 0 || text.EnumerateRunes().Count() <= column.Modifier - ModifierHeader
            ? null
            : $"it has more than {column.Modifier - ModifierHeader} characters",
        "numeric" => NumberFault(text, column.Modifier),
        "int2" => IntegerFault(text, short.MinValue, short.MaxValue),
        "int4" => IntegerFault(text, int.MinValue, int.MaxValue),
        "int8" => IntegerFault(text, long.MinValue, long.MaxValue),
        "float4" or "float8" => NumberOf(text) is null ? "it is no number" : null,
        "bool" => value is JsonValue v && v.TryGetValue<bool>(out _) || text is "true" or "false" ? null : "it is neither true nor false",
        "date" => IsDate(text) ? null : "it is no date such as 2026-03-21",
        "time" => IsTime(text) ? null : "it is no time such as 14:20:00",
        "timestamptz" => IsDate(text) || WireTime.TryRead(text, out _)
            ? null : "it is neither a date nor a time with an offset such as 2026-03-21T14:20:00Z",
        "timestamp" => DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null : "it is no time without an offset such as 2026-03-21T14:20:00",
        "uuid" => Guid.TryParse(text, out _) ? null : "it is no UUID",
        "bytea" => "values are not bytes",
        _ => null, // enumerations, domains, types of extensions: PostgreSQL itself says
    };

    static string? NumberFault(string text, int modifier)
    {
        if (NumberOf(text) is not { } number)
            return "it is no number";
        if (modifier < 0)
            return null;

        var (precision, scale) = (((modifier - ModifierHeader) >> 16) & 0xffff, (modifier - ModifierHeader) & 0x7ff);
        var (whole, decimals) = Digits(number);
        return decimals > scale ? $"it has more than {scale} decimals; round it in the mapping"
            : whole > precision - scale ? $"it has more than {precision - scale} digits before the point"
            : null;
    }

    static (int Whole, int Decimals) Digits(decimal number)
    {
        var parts = Math.Abs(number).ToString(CultureInfo.InvariantCulture).Split('.');
        return (parts[0].TrimStart('0').Length, parts.Length > 1 ? parts[1].TrimEnd('0').Length : 0);
    }

    static string? IntegerFault(string text, long min, long max) => NumberOf(text) switch
    {
        null => "it is no number",
        { } number when number != decimal.Truncate(number) => "it is no whole number; round it in the mapping",
        { } number when number < min || number > max => "it is out of range",
        _ => null,
    };

    static decimal? NumberOf(string text) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        ? number
        : null;

    static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static bool IsTime(string text) =>
        TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>An array literal; a single value is a list of one.</summary>
    static string Array(JsonNode value)
    {
        var entries = value is JsonArray list ? list.Select(TemplateValues.TextOf) : [TemplateValues.TextOf(value)];
        return "{" + string.Join(',', entries.Select(e => e is null ? "NULL" : "\"" + e
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "}";
    }

    static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
