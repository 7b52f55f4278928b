namespace Numora.Engine.Reading;

/// <summary>A number of the page: amount, quantity, rate, or a mere number.</summary>
/// <param name="Span">With sign and currency where they stand apart.</param>
/// <param name="Value">Under the document's convention; in percent where <paramref name="Percent"/>.</param>
/// <param name="Decimals">Digits after the decimal mark.</param>
/// <param name="Currency">The symbol or code beside it as printed, or null.</param>
internal sealed record NumberCandidate(TextSpan Span, decimal Value, int Decimals, string? Currency, bool Percent)
{
    /// <summary>Looks like money: two or more decimals, or a currency beside it.</summary>
    public bool LooksLikeMoney => !Percent && (Decimals >= 2 || Currency is not null);
}
