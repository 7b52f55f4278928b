using Numora.Engine.Reading;
using Numora.Engine.Reading.Labels;

namespace Numora.Engine.Invoices.Items;

/// <summary>Lines that sum up instead of naming goods.</summary>
internal static class TotalsLines
{
    const double SureLabel = 0.55;

    /// <summary>A label of a total begins a segment, and an amount stands right of it.</summary>
    public static bool Is(LineContent content)
    {
        foreach (var label in content.Labels)
        {
            if (label.Weight < SureLabel || !IsTotal(label.Role))
                continue;
            var segment = content.Line.SegmentOf(label.Span.First);
            if (label.Span.First - segment.First <= 1 && content.Numbers.Any(n => n.Span.First > label.Span.Last && !n.Percent))
                return true;
        }

        return false;
    }

    /// <summary>The text of the row is the label and no more: "Total" is not the name of goods.</summary>
    public static bool IsAllOf(LineContent content, TextSpan? text) => text is { } span
        && content.Labels.Any(l => IsTotal(l.Role) && l.Weight >= SureLabel && l.Span.First <= span.First && l.Span.Last >= span.Last);

    /// <summary>The heading of the terms of payment, or the head of a table of taxes.</summary>
    public static bool EndsTable(LineContent content)
    {
        if (content.Numbers.Any(n => n.LooksLikeMoney))
            return false;

        var first = content.Labels.Where(l => l.Span.First == 0).MaxBy(l => l.Weight);
        if (first is { Role: Role.PaymentTerms or Role.BankAccount or Role.Iban or Role.Payee, Weight: > SureLabel })
            return true;

        var sums = content.Labels.Where(l => l.Role is Role.Tax or Role.Net or Role.OtherAmount or Role.ColumnTaxAmount or Role.Total)
            .DistinctBy(l => l.Span.First).Count();
        return sums >= LeastSums
            && !content.Labels.Any(l => l.Role is Role.ColumnDescription or Role.ColumnQuantity or Role.ColumnUnitPrice);
    }

    /// <summary>Heads of columns that a table of taxes has at least.</summary>
    const int LeastSums = 2;

    static bool IsTotal(Role role) => role is Role.Net or Role.LinesTotal or Role.Tax or Role.Total or Role.AmountDue
        or Role.Paid or Role.Rounding or Role.OtherAmount;
}
