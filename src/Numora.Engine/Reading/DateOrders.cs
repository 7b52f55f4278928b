namespace Numora.Engine.Reading;

/// <summary>Settles for a whole document what 03/04/2024 means.</summary>
internal static class DateOrders
{
    /// <summary>
    /// Dates that can be read only one way decide by majority; then full stops and hyphens, which nobody writes with the
    /// month first; then whether the document comes from where the month stands first.
    /// </summary>
    public static DateOrder Settle(IEnumerable<DateCandidate> dates, bool monthFirstCountry)
    {
        var (day, month, dotted) = (0, 0, 0);
        foreach (var date in dates)
        {
            if (date.Weak)
                continue;
            if (date.Ambiguous)
                dotted += date.Separator == '.' ? 1 : 0;
            else if (date.Readings[0].Order is DateOrder.DayMonthYear && date.Readings[0].Date.Day > 12)
                day++;
            else if (date.Readings[0].Order is DateOrder.MonthDayYear)
                month++;
        }

        if (day != month)
            return day > month ? DateOrder.DayMonthYear : DateOrder.MonthDayYear;

        return monthFirstCountry && dotted == 0 ? DateOrder.MonthDayYear : DateOrder.DayMonthYear;
    }
}
