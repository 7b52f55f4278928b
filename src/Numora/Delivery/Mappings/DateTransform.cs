using System.Globalization;

namespace Numora.Delivery.Mappings;

/// <summary>A day in another form. Month and day names are English; the day of a time stamp is the one in UTC.</summary>
/// <param name="Format">A custom format of .NET, of <c>y M d</c>, separators and quoted text (<see cref="Fault"/>).</param>
sealed record DateTransform(string Format) : Transform("date")
{
    public const int MaxLength = 64;
    const string Separators = "-./, _:()";
    const int MaxRun = 4;

    // A single letter would be one of .NET's standard formats, which means something else.
    readonly string _format = Format.Length == 1 ? "%" + Format : Format;

    public override string Takes => "a date like 2026-03-21";

    public override ValueShape? After(ValueShape before) =>
        before is ValueShape.Date or ValueShape.Any ? ValueShape.Text : null;

    public override Outcome Apply(MappedValue value)
    {
        if (value is not MappedValue.Text text)
            return CannotTake(value);
        if (DayOf(text.Value) is not { } day)
            return CannotTake(value);

        return new(new MappedValue.Text(day.ToString(_format, CultureInfo.InvariantCulture)));
    }

    static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : WireTime.TryRead(text, out var at) ? DateOnly.FromDateTime(at.UtcDateTime)
        : null;

    /// <summary>What is wrong with a format, or null.</summary>
    public static string? Fault(string format)
    {
        if (format.Length is 0 or > MaxLength)
            return $"date: is followed by a format of 1 to {MaxLength} characters, e.g. date:dd.MM.yyyy.";

        var hasPart = false;
        for (var i = 0; i < format.Length;)
        {
            switch (format[i])
            {
                case 'y' or 'M' or 'd':
                    var run = format.AsSpan(i).IndexOfAnyExcept(format[i]) is var n && n < 0 ? format.Length - i : n;
                    if (run > MaxRun)
                        return $"{new string(format[i], run)} is longer than {MaxRun} letters; use e.g. yyyy, MM, dd.";
                    (hasPart, i) = (true, i + run);
                    break;
                case '\'' or '"':
                    var end = format.IndexOf(format[i], i + 1);
                    if (end < 0 || format.IndexOf('\\', i, end - i) >= 0)
                        return "A quoted text in a date format ends with the same quote and has no backslash.";
                    i = end + 1;
                    break;
                case var c when Separators.Contains(c, StringComparison.Ordinal):
                    i++;
                    break;
                default:
                    return $"“{format[i]}” has no meaning in a date format. It is made of y, M and d (yyyy-MM-dd), " +
                        "separators (- . / , : _ ( ) and blanks) and text in quotes ('Q').";
            }
        }

        return hasPart ? null : "A date format has at least one of y, M and d, e.g. date:yyyyMMdd.";
    }
}
