using System.Globalization;
using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Invoices.Items;

/// <summary>Line items without a head: lines with text on the left and an amount at a common edge on the right.</summary>
internal static class ItemList
{
    /// <summary>Amounts of one list end, or begin, within this of each other (in ems).</summary>
    const double Alignment = 1;

    const int LeastLetters = 3;

    /// <summary>Fewer lines count only where they make a total.</summary>
    const int LeastRows = 3;

    public static IReadOnlyList<ItemRow> Read(DocumentText text, IReadOnlyCollection<decimal> totals)
    {
        var rows = new List<ItemRow>();
        foreach (var content in text.Lines)
        {
            if (TotalsLines.Is(content) || TotalsLines.EndsTable(content))
            {
                if (rows.Count > 0)
                    break;
                continue;
            }

            if (RowOf(content) is { } row && (rows.Count == 0 || IsAligned(rows[0].Amount.Span.Box, row.Amount)))
                rows.Add(row);
            if (rows.Count >= ItemTable.MostRows)
                break;
        }

        var sum = rows.Sum(r => Math.Clamp(r.Amount.Value, -1e12m, 1e12m));
        return rows.Count >= LeastRows || totals.Any(t => Arithmetic.Equal(t, sum)) ? rows : [];
    }

    static bool IsAligned(Box first, NumberCandidate amount)
    {
        var near = Alignment * amount.Span.Em;
        return Math.Abs(first.X1 - amount.Span.Box.X1) <= near || Math.Abs(first.X0 - amount.Span.Box.X0) <= near;
    }

    static ItemRow? RowOf(LineContent content)
    {
        if (content.Numbers is not [.., { LooksLikeMoney: true } amount] || amount.Span.Last < content.Line.Words.Count - 1)
            return null;

        var segment = content.Line.Segments[0];
        var first = IsPosition(content.Line, segment) ? segment.First + 1 : segment.First;
        var last = Math.Min(segment.Last, amount.Span.First - 1);
        if (last < first)
            return null;
        var description = new TextSpan(content.Line, first, last);
        if (description.Text.Count(char.IsLetter) < LeastLetters || IsLabelled(content, description))
            return null;

        var row = new ItemRow(amount) { Quantity = QuantityOf(content, description, amount) };
        row.UnitPrice = content.Numbers.FirstOrDefault(n => n != amount && n.LooksLikeMoney && n.Span.First > last);
        row.Description.Add(description);
        return row;
    }

    /// <summary>"1." before the text.</summary>
    static bool IsPosition(Line line, TextSpan segment) => segment.Count > 1 && line.Words[segment.First].Text is { Length: <= 4 } word
        && word[^1] is '.' or ')' && word[..^1].All(char.IsAsciiDigit) && word.Length > 1;

    /// <summary>"Balance due: 12.00" is a field, no goods.</summary>
    static bool IsLabelled(LineContent content, TextSpan description) =>
        content.Labels.Any(l => l.Span.First <= description.First && (l.EndsInColon || l.Span.Last >= description.Last) && l.Weight >= 0.5)
        || content.Dates.Any(d => d.Span.Overlaps(description)) || description.Text[^1] is ':';

    /// <summary>A whole number between text and amount, also as <c>x4</c> or <c>4x</c>.</summary>
    static NumberCandidate? QuantityOf(LineContent content, TextSpan description, NumberCandidate amount)
    {
        foreach (var number in content.Numbers)
        {
            if (number.Span.First > description.Last && number.Span.Last < amount.Span.First && !number.LooksLikeMoney)
                return number;
        }

        for (var i = description.Last + 1; i < amount.Span.First; i++)
        {
            var digits = content.Line.Words[i].Text.Trim('x', 'X', '×');
            if (digits.Length is > 0 and < 7 && digits.All(char.IsAsciiDigit))
                return new(new(content.Line, i, i), decimal.Parse(digits, CultureInfo.InvariantCulture), 0, null, false);
        }

        return null;
    }
}
