namespace Numora.Engine.Reading;

/// <summary>How the parts of a date follow each other.</summary>
internal enum DateOrder
{
    /// <summary>The month is a word: there is only one reading.</summary>
    Named,
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

internal readonly record struct DateReading(DateOnly Date, DateOrder Order);

/// <summary>A date on the page with everything it may mean: 03/04/2024 has two readings.</summary>
/// <param name="Weak">Digits that are a date only if a label says so: <c>20240312</c>, <c>12 03 2024</c>.</param>
/// <param name="Separator">Between the numbers; a space where there is none.</param>
internal sealed record DateCandidate(TextSpan Span, IReadOnlyList<DateReading> Readings, char Separator, bool Weak)
{
    /// <summary>The reading in this order, or the only one there is.</summary>
    public DateOnly Read(DateOrder preferred)
    {
        foreach (var reading in Readings)
        {
            if (reading.Order == preferred)
                return reading.Date;
        }

        return Readings[0].Date;
    }

    public bool Ambiguous => Readings.Count > 1;
}
