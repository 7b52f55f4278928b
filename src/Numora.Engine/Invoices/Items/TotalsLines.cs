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

    static bool IsTotal(Role role) => role is Role.Net or Role.LinesTotal or Role.Tax or Role.Total or Role.AmountDue
        or Role.Paid or Role.Rounding or Role.OtherAmount;
}
