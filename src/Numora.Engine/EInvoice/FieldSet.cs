using System.Globalization;

namespace Numora.Engine.EInvoice;

/// <summary>
/// The fields of an invoice's head or of one of its lines. Each value is read as the type that the schema gives its
/// field; what does not fit is left out, with a warning.
/// </summary>
/// <param name="schema">Finds the field with a name.</param>
/// <param name="warnings">Where the warnings of the whole document are collected.</param>
/// <param name="lineNumber">The number of the line from 1; null for the head.</param>
sealed class FieldSet(Func<string, Field?> schema, List<Warning> warnings, int? lineNumber = null)
{
    /// <summary>Enough to see that something is wrong with all lines.</summary>
    const int MaxWarnings = 100;

    const int MaxValueLength = 2_000;
    const int MaxRawLength = 500;
    const int MaxShownLength = 40;

    readonly Dictionary<string, ExtractedField> _fields = [];

    public IReadOnlyDictionary<string, ExtractedField> Fields => _fields;

    /// <summary>Sets a field from the text of an element; nothing happens where there is none.</summary>
    public void Set(string name, Element? element)
    {
        if (element is not null)
            Set(name, element.Text, element.LineNumber);
    }

    /// <summary>Sets a field from several texts that make one line, such as an address.</summary>
    public void SetJoined(string name, IEnumerable<string> parts)
    {
        var filled = parts.Select(p => PlainText.Of(p, MaxValueLength)).Where(p => p.Length > 0);
        Set(name, string.Join(", ", filled), xmlLine: 0);
    }

    /// <summary>Sets a field from the unit code that goes with a quantity (UN/ECE Recommendation 20 and 21).</summary>
    public void SetUnit(string name, Element? quantity)
    {
        if (quantity?.Unit is { } code)
            Set(name, code, quantity.LineNumber);
    }

    /// <summary>
    /// Sets an amount that may stand in the XML twice: in the invoice's currency, and in the seller's for accounting
    /// (BT-6), which says nothing to the one who pays.
    /// </summary>
    public void SetAmount(string name, IEnumerable<Element> amounts, Element? currency)
    {
        var given = amounts.Where(a => !string.IsNullOrWhiteSpace(a.Text)).ToList();
        var code = currency?.Text.Trim();
        var amount = given.FirstOrDefault(a => code is null || string.IsNullOrWhiteSpace(a.Currency)
            || a.Currency.Trim().Equals(code, StringComparison.OrdinalIgnoreCase));

        if (amount is not null)
            Set(name, amount);
        else if (given is [var other, ..])
            Warn(FieldOf(name), $"{other.Text} {other.Currency}", other.LineNumber, "in the currency of the invoice");
    }

    void Set(string name, string raw, int xmlLine)
    {
        var field = FieldOf(name);
        var text = PlainText.Of(raw, MaxValueLength);
        if (text.Length == 0)
            return;

        var (value, expected) = ValueOf(field.Type, text);
        if (value is null)
            Warn(field, text, xmlLine, expected);
        else
            _fields[name] = new(value, 1, FieldSource.EInvoice, Text: PlainText.Of(raw, MaxRawLength));
    }

    Field FieldOf(string name) =>
        schema(name) ?? throw new ArgumentException($"The schema has no field {name}.", nameof(name));

    static (FieldValue? Value, string Expected) ValueOf(FieldType type, string text) => type switch
    {
        FieldType.Date => (DayOf(text) is { } day ? FieldValue.Of(day) : null, "a date"),
        FieldType.Number => (NumberOf(text) is { } number ? FieldValue.Of(number) : null, "a number"),
        FieldType.Currency => (CurrencyOf(text) is { } code ? FieldValue.Of(code) : null, "a currency code"),
        FieldType.Text => (FieldValue.Of(text), "a text"),
        FieldType.Time or FieldType.Names =>
            throw new ArgumentException($"No invoice field is a {type}.", nameof(type)),
    };

    /// <summary>xs:decimal: a point for the decimals, nothing between the thousands, no exponent.</summary>
    public static decimal? NumberOf(string text)
    {
        const NumberStyles XsDecimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, XsDecimal, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    static string? CurrencyOf(string text) =>
        text.Length == 3 && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;

    /// <summary>
    /// UBL has xs:date, perhaps with time or zone; CII the UN/EDIFACT formats 102 (<c>CCYYMMDD</c>), 203 and 204 (with
    /// minutes, seconds). The day is the one that is written, whatever the zone.
    /// </summary>
    static DateOnly? DayOf(string text)
    {
        var isCompact = text.Length is 8 or 12 or 14 && text.All(char.IsAsciiDigit);
        var isIso = text.Length >= 10 && text[4] == '-'
            && text[10..].All(c => char.IsAsciiDigit(c) || "T:.+-Z".Contains(c));
        var written = isCompact ? text[..8] : isIso ? text[..10] : "";

        return DateOnly.TryParseExact(
            written, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and < 2200 // 0001-01-01 is how programs write "none"
            ? day : null;
    }

    void Warn(Field field, string text, int xmlLine, string expected)
    {
        if (warnings.Count >= MaxWarnings)
            return;

        var what = lineNumber is null ? field.Label : $"{field.Label} of line {lineNumber}";
        warnings.Add(new(
            "einvoice_invalid_value",
            $"{what}: “{PlainText.Of(text, MaxShownLength)}” in line {xmlLine} of the e-invoice XML is not " +
            $"{expected}. It was left empty; fill it in from the document.",
            [lineNumber is null ? field.Name : "line_items"]));
    }
}
