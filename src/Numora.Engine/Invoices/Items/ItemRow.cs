using System.Globalization;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Items;

/// <summary>One line of goods while it is being read.</summary>
internal sealed class ItemRow(NumberCandidate amount)
{
    public NumberCandidate Amount { get; } = amount;

    public NumberCandidate? Quantity { get; set; }

    public NumberCandidate? UnitPrice { get; set; }

    public NumberCandidate? TaxRate { get; set; }

    public TextSpan? Unit { get; set; }

    public TextSpan? Code { get; set; }

    public List<TextSpan> Description { get; } = [];

    /// <summary>The code without a quantity that is printed against it.</summary>
    string? CodeText
    {
        get
        {
            if (Code is not { } code || Quantity is not { } quantity || !quantity.Span.Overlaps(code))
                return Code is { } alone ? ItemText.Code(alone.Text) : null;
            if (quantity.Span.First > code.First)
                return ItemText.Code((code with { Last = quantity.Span.First - 1 }).Text);

            var digits = quantity.Value.ToString("0.####", CultureInfo.InvariantCulture);
            var text = code.Text;
            return ItemText.Code(text.EndsWith(digits, StringComparison.Ordinal) ? text[..^digits.Length] : text);
        }
    }

    public Line Line => Amount.Span.Line;

    /// <summary>The last line that belongs to the row so far.</summary>
    public Line LastLine { get; set; } = amount.Span.Line;

    /// <summary>Whether quantity and price make the amount; null where one is missing.</summary>
    public bool? Multiplies => Quantity is null || UnitPrice is null
        ? null
        : Math.Abs(Bounded(Quantity.Value) * Bounded(UnitPrice.Value) - Amount.Value) <= Arithmetic.Tolerance;

    static decimal Bounded(decimal value) => Math.Clamp(value, -1e12m, 1e12m);

    const double Multiplied = 0.96;
    const double Unchecked = 0.85;
    const double Contradicted = 0.75;

    public ExtractedLine ToLine()
    {
        var confidence = Multiplies switch
        {
            true => Multiplied,
            null => Unchecked,
            false => Contradicted,
        };
        var fields = new Dictionary<string, ExtractedField>();
        if (ItemText.Description(Description) is { Length: > 0 } description)
            fields["description"] = Found.Text(description, Math.Min(confidence, Unchecked + 0.05), Description);
        if (Quantity is not null)
            fields["quantity"] = Found.Number(Quantity.Value, confidence, Quantity.Span);
        if (Unit is { } unit)
            fields["unit"] = Found.Text(unit.Text.Trim('.', ','), confidence * 0.95, unit);
        if (UnitPrice is not null)
            fields["unit_price"] = Found.Number(UnitPrice.Value, confidence, UnitPrice.Span);
        fields["amount"] = Found.Number(Amount.Value, confidence, Amount.Span);
        if (TaxRate is not null)
            fields["tax_rate"] = Found.Number(TaxRate.Value, 0.9, TaxRate.Span);
        if (CodeText is { Length: > 0 } text && Code is { } code)
            fields["product_code"] = Found.Text(text, 0.85, code);
        else if (Description.Count > 0 && ItemText.LeadingCode(Description[0]) is { } leading)
            fields["product_code"] = Found.Text(ItemText.Code(leading.Text), 0.8, leading);
        return ExtractedLine.Of(fields);
    }
}
