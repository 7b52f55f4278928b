using System.Globalization;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Items;

/// <summary>Finds a quantity that stands in no column of its own by what price and amount say it must be.</summary>
internal static class Quantities
{
    const decimal Most = 1_000_000;

    /// <param name="row">From 1: where the number of the row is expected instead.</param>
    public static NumberCandidate? Find(RowCells cells, int row)
    {
        if (cells is not { Amount: { } amount, UnitPrice: { Value: not 0 } price } || amount == price)
            return null;
        if (cells.Position is { } position && (position.Decimals > 0 || position.Value != row) && IsProduct(position.Value, price, amount))
            return position;

        var quotient = Math.Abs(amount.Value) < Most && Math.Abs(price.Value) < Most ? amount.Value / price.Value : 0;
        return quotient >= 1 && quotient < Most && quotient == Math.Truncate(quotient)
            ? Printed(amount.Span.Line, price.Span.First, quotient)
            : null;
    }

    static bool IsProduct(decimal quantity, NumberCandidate price, NumberCandidate amount) =>
        Math.Abs(quantity) < Most && Math.Abs(price.Value) < Most
        && Math.Abs(quantity * price.Value - amount.Value) <= Arithmetic.Tolerance;

    /// <summary>The digits close before the price, also where they touch the word before them.</summary>
    static NumberCandidate? Printed(Line line, int price, decimal quantity)
    {
        var digits = quantity.ToString("0", CultureInfo.InvariantCulture);
        for (var i = price - 1; i >= Math.Max(0, price - WordsBefore); i--)
        {
            var text = line.Words[i].Text.Trim('x', 'X', '×');
            if (text == digits || (i == price - 1 && text.EndsWith(digits, StringComparison.Ordinal)))
                return new(new TextSpan(line, i, i), quantity, 0, null, false);
        }

        return null;
    }

    /// <summary>A currency may stand between.</summary>
    const int WordsBefore = 3;
}
