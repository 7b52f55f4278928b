namespace Numora.Engine.Reading;

/// <summary>Finds every date of a line: numbers in all orders, month names in eight languages, ISO and compact.</summary>
internal static class DateFinder
{
    const int EarliestYear = 1950;
    const int LatestYear = 2100;

    public static List<DateCandidate> Find(Line line) => Find(line, Lexemes.Of(line));

    public static List<DateCandidate> Find(Line line, List<Lexeme> lexemes)
    {
        var found = new List<DateCandidate>();
        var at = 0;
        while (at < lexemes.Count)
        {
            var match = MatchAt(lexemes, at)
                ?? (line.Words[lexemes[at].Word].Confidence < 1 ? SeparatorLost(lexemes, at) : null);
            if (match is null || SpansColumns(line, lexemes[at].Word, lexemes[match.End].Word))
            {
                at++;
                continue;
            }

            var span = new TextSpan(line, lexemes[at].Word, lexemes[match.End].Word);
            found.Add(new(span, match.Readings, match.Separator, match.Weak));
            at = match.End + 1;
        }

        return found;
    }

    /// <param name="End">Index of the last lexeme.</param>
    sealed record Match(int End, IReadOnlyList<DateReading> Readings, char Separator = ' ', bool Weak = false);

    static Match? MatchAt(List<Lexeme> all, int at)
    {
        if (all[at].Kind is LexemeKind.Letters)
            return MonthFirst(all, at);
        if (all[at].Kind is not LexemeKind.Digits || PartOfLongerNumber(all, at))
            return null;

        return Numeric(all, at) ?? Named(all, at) ?? YearFirstNamed(all, at) ?? Compact(all, at) ?? Spaced(all, at);
    }

    /// <summary>The middle of a telephone number or of an article number is no date.</summary>
    static bool PartOfLongerNumber(List<Lexeme> all, int at) =>
        at > 0 && all[at].Glued && all[at - 1].Kind is LexemeKind.Other && all[at - 1].Text[0] is '.' or '/' or '-' or '_'
        && at > 1 && all[at - 1].Glued && all[at - 2].Kind is not LexemeKind.Other;

    /// <summary>Number, separator, number, the same separator, number.</summary>
    static Match? Numeric(List<Lexeme> all, int at)
    {
        if (at + 4 >= all.Count || SeparatorAt(all, at + 1) is not { } separator || !all[at + 3].Is(separator))
            return null;

        var (first, middle, last) = (all[at], all[at + 2], all[at + 4]);
        if (middle.Number < 1 || last.Number < 0 || first.Number < 1 || GoesOn(all, at + 4, separator))
            return null;
        if (AnySpace(all, at, at + 4) && separator == '-')
            return null; // "10 - 12 - 14" is a list

        var readings = NumericReadings(first, middle, last);
        return readings.Count == 0 ? null : new(at + 4, readings, separator);
    }

    static char? SeparatorAt(List<Lexeme> all, int at) =>
        all[at].Kind is LexemeKind.Other && all[at].Text[0] is '.' or '/' or '-' or '\u2010' or '\u2011' or '\u2013' or '\u2212'
            ? all[at].Text[0]
            : null;

    static bool AnySpace(List<Lexeme> all, int first, int last)
    {
        for (var i = first + 1; i <= last; i++)
        {
            if (!all[i].Glued)
                return true;
        }

        return false;
    }

    /// <summary>Another digit, letter or part follows without a space; ISO's <c>T12:30</c> may.</summary>
    static bool GoesOn(List<Lexeme> all, int last, char separator)
    {
        if (last + 1 >= all.Count || !all[last + 1].Glued)
            return false;

        var next = all[last + 1];
        return next.Kind switch
        {
            LexemeKind.Letters => next.Text is not ("T" or "t" or "r" or "Z"), // r: Polish "12.03.2024r."
            LexemeKind.Other => next.Is(separator) && last + 2 < all.Count && all[last + 2].Glued
                && all[last + 2].Kind is LexemeKind.Digits,
            _ => true,
        };
    }

    static List<DateReading> NumericReadings(Lexeme first, Lexeme middle, Lexeme last)
    {
        var readings = new List<DateReading>();
        if (first.Text.Length == 4)
        {
            if (last.Text.Length <= 2)
                AddReading(readings, Year(first), middle.Number, last.Number, DateOrder.YearMonthDay);
            return readings;
        }

        if (first.Text.Length > 2 || middle.Text.Length > 2 || last.Text.Length is not (2 or 4))
            return readings;

        AddReading(readings, Year(last), middle.Number, first.Number, DateOrder.DayMonthYear);
        if (first.Number != middle.Number)
            AddReading(readings, Year(last), first.Number, middle.Number, DateOrder.MonthDayYear);
        if (readings.Count == 0 && first.Text.Length == 2 && last.Text.Length == 2)
            AddReading(readings, Year(first), middle.Number, last.Number, DateOrder.YearMonthDay);
        return readings;
    }

    static void AddReading(List<DateReading> readings, int year, int month, int day, DateOrder order)
    {
        if (Date(year, month, day) is { } date)
            readings.Add(new(date, order));
    }

    static DateOnly? Date(int year, int month, int day) =>
        year is >= EarliestYear and <= LatestYear && month is >= 1 and <= 12
        && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new(year, month, day)
            : null;

    /// <summary>Two digits mean 1970 to 2069.</summary>
    static int Year(Lexeme lexeme) => lexeme.Text.Length switch
    {
        4 => lexeme.Number,
        2 => lexeme.Number < 70 ? 2000 + lexeme.Number : 1900 + lexeme.Number,
        _ => -1,
    };

    /// <summary>Day, month name, year: <c>7. Mai 2014</c>, <c>1er octobre 2023</c>, <c>12MAR2018</c>, <c>20 de abril de 22</c>.</summary>
    static Match? Named(List<Lexeme> all, int at)
    {
        if (all[at].Text.Length > 2)
            return null;

        var month = AfterDay(all, at + 1);
        if (month >= all.Count || all[month].Kind is not LexemeKind.Letters || MonthNames.MonthOf(all[month].Text) is not (> 0 and var m))
            return null;

        var year = AfterMonth(all, month + 1);
        return YearAt(all, year) is { } y && Date(y.Year, m, all[at].Number) is { } date ? Only(y.End, date) : null;
    }

    /// <summary>Month name, day, year: <c>April 20, 2022</c>, <c>Mar-12-2018</c>, <c>Jan 1st 2022</c>.</summary>
    static Match? MonthFirst(List<Lexeme> all, int at)
    {
        if (MonthNames.MonthOf(all[at].Text) is not (> 0 and var month))
            return null;

        var day = Skip(all, at + 1, 3, l => l.Is('.') || l.Is('-') || l.Is('/') || l.Is(','));
        if (day >= all.Count || all[day].Kind is not LexemeKind.Digits || all[day].Text.Length > 2)
            return null;

        var year = AfterDay(all, day + 1);
        return YearAt(all, year) is { } y && Date(y.Year, month, all[day].Number) is { } date ? Only(y.End, date) : null;
    }

    static Match? YearFirstNamed(List<Lexeme> all, int at)
    {
        if (all[at].Text.Length != 4)
            return null;

        var month = Skip(all, at + 1, 2, l => l.Is('-') || l.Is('.') || l.Is('/') || l.Is(','));
        if (month >= all.Count || all[month].Kind is not LexemeKind.Letters || MonthNames.MonthOf(all[month].Text) is not (> 0 and var m))
            return null;

        var day = Skip(all, month + 1, 2, l => l.Is('-') || l.Is('.') || l.Is('/') || l.Is(','));
        return day < all.Count && all[day].Text.Length <= 2 && Date(all[at].Number, m, all[day].Number) is { } date
            ? Only(day, date)
            : null;
    }

    static Match Only(int end, DateOnly date) => new(end, [new(date, DateOrder.Named)]);

    static int AfterDay(List<Lexeme> all, int at) => Skip(all, at, 4, l => l.Kind is LexemeKind.Other
        ? l.Text[0] is '.' or '-' or '/' or ',' or 'º' or '°' or 'ª'
        : l.Kind is LexemeKind.Letters && IsBesideDay(l.Text));

    static int AfterMonth(List<Lexeme> all, int at) => Skip(all, at, 4, l => l.Kind is LexemeKind.Other
        ? l.Text[0] is '.' or '-' or '/' or ',' or '\'' or '’'
        : l.Kind is LexemeKind.Letters && IsBesideMonth(l.Text));

    static bool IsBesideDay(string word) =>
        word.ToLowerInvariant() is "st" or "nd" or "rd" or "th" or "er" or "ste" or "de" or "of" or "o" or "di" or "º" or "ª";

    static bool IsBesideMonth(string word) => word.ToLowerInvariant() is "de" or "del" or "of" or "do" or "di";

    static int Skip(List<Lexeme> all, int at, int most, Func<Lexeme, bool> skipped)
    {
        for (var end = at + most; at < all.Count && at < end && skipped(all[at]); at++)
        {
        }

        return at;
    }

    static (int Year, int End)? YearAt(List<Lexeme> all, int at)
    {
        if (at >= all.Count || all[at].Kind is not LexemeKind.Digits)
            return null;
        if (at + 1 < all.Count && all[at + 1].Glued && all[at + 1].Kind is LexemeKind.Digits)
            return null;

        var year = Year(all[at]);
        return year is >= EarliestYear and <= LatestYear ? (year, at) : null;
    }

    /// <summary>Eight digits that stand alone; a number as good as a date.</summary>
    static Match? Compact(List<Lexeme> all, int at)
    {
        var text = all[at].Text;
        if (text.Length != 8 || all[at].Glued || (at + 1 < all.Count && all[at + 1].Glued && all[at + 1].Kind is not LexemeKind.Other))
            return null;

        var readings = new List<DateReading>();
        var number = all[at].Number;
        AddReading(readings, number / 10000, number / 100 % 100, number % 100, DateOrder.YearMonthDay);
        if (readings.Count == 0)
        {
            AddReading(readings, number % 10000, number / 10000 % 100, number / 1000000, DateOrder.DayMonthYear);
            AddReading(readings, number % 10000, number / 1000000, number / 10000 % 100, DateOrder.MonthDayYear);
        }

        return readings.Count == 0 ? null : new(at, readings, Weak: true);
    }

    /// <summary>Recognition has lost one of two separators: <c>2705/2018</c>, <c>27/052018</c>.</summary>
    static Match? SeparatorLost(List<Lexeme> all, int at)
    {
        if (at + 2 >= all.Count || all[at].Kind is not LexemeKind.Digits || all[at].Glued || SeparatorAt(all, at + 1) is null
            || all[at + 2].Kind is not LexemeKind.Digits || !all[at + 1].Glued || !all[at + 2].Glued || GoesOn(all, at + 2, '/'))
            return null;

        var digits = all[at].Text + all[at + 2].Text;
        if (digits.Length != 8 || all[at].Text.Length is not (2 or 4))
            return null;
        Lexeme Part(int from, int length) => all[at] with { Text = digits.Substring(from, length) };
        var readings = NumericReadings(Part(0, 2), Part(2, 2), Part(4, 4));
        return readings.Count == 0 ? null : new(at + 2, readings, Weak: true);
    }

    /// <summary>Three numbers with spaces between, the last a full year: forms print dates so.</summary>
    static Match? Spaced(List<Lexeme> all, int at)
    {
        if (at + 2 >= all.Count || all[at].Glued || all[at + 1].Glued || all[at + 2].Glued
            || all[at].Text.Length != 2 || all[at + 1].Text.Length != 2 || all[at + 1].Kind is not LexemeKind.Digits
            || all[at + 2].Text.Length != 4 || all[at + 2].Kind is not LexemeKind.Digits || GoesOn(all, at + 2, '.'))
        {
            return null;
        }

        var readings = NumericReadings(all[at], all[at + 1], all[at + 2]);
        return readings.Count == 0 ? null : new(at + 2, readings, Weak: true);
    }

    /// <summary>The parts of one date stand close together.</summary>
    static bool SpansColumns(Line line, int first, int last)
    {
        for (var i = first + 1; i <= last; i++)
        {
            if (line.GapBefore(i) > WidestGap)
                return true;
        }

        return false;
    }

    /// <summary>In ems.</summary>
    const double WidestGap = 1.2;
}
