using System.Globalization;

namespace Numora.Engine.Checks;

/// <summary>Amounts that should be equal, give or take what rounding makes of them.</summary>
static class Sums
{
    /// <summary>Credit notes are printed with and without a minus, and not always both sides alike.</summary>
    public static bool AreEqual(decimal sum, decimal amount, decimal tolerance) =>
        Math.Abs(Math.Abs(sum) - Math.Abs(amount)) <= tolerance;

    /// <summary>An amount for a person.</summary>
    public static string Text(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);
}
