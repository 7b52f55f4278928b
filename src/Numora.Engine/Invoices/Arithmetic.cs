namespace Numora.Engine.Invoices;

/// <summary>The sums of an invoice, within what rounding each line to a cent may add up to.</summary>
internal static class Arithmetic
{
    /// <summary>One cent for each of a few rates or lines.</summary>
    public const decimal Tolerance = 0.02m;

    public static bool Equal(decimal a, decimal b) => Math.Abs(a - b) <= Tolerance;

    /// <summary>Whether a tax is the base at a rate in percent.</summary>
    public static bool IsTaxOf(decimal tax, decimal netBase, decimal rate) =>
        rate != 0 && netBase != 0 && Math.Abs(Bounded(netBase) * Bounded(rate) / 100 - tax) <= Tolerance;

    /// <summary>Amounts have at most 15 digits, so that no product overflows.</summary>
    static decimal Bounded(decimal value) => Math.Clamp(value, -1e14m, 1e14m);
}
