using System.Globalization;

namespace Numora.Engine.Checks;

static class DateChecks
{
    /// <summary>The later date may be the same day, but not before.</summary>
    public static Check? InOrder(CheckedValues values, string earlier, string later, string code, Schema schema)
    {
        if ((values.Date(earlier), values.Date(later)) is not ({ } first, { } second))
            return null;
        var ok = second >= first;
        return new(code, ok,
            $"{schema.Field(later)!.Label} {Text(second)} is {(ok ? "not before" : "before")} the "
            + $"{schema.Field(earlier)!.Label.ToLowerInvariant()} {Text(first)}.",
            [earlier, later]);
    }

    static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
