namespace Numora.Engine.Contracts;

/// <summary>A value read from the running text.</summary>
/// <param name="Span">The words that say it.</param>
/// <param name="Confidence">0 to 1.</param>
sealed record Finding(FieldValue Value, Span Span, double Confidence)
{
    /// <summary>The API's limit for the printed text of a field.</summary>
    const int MaxPrinted = 500;

    public ExtractedField ToField(ContractText text)
    {
        var (page, box) = text.Place(Span);
        var printed = text[Span].Trim();
        if (printed.Length > MaxPrinted)
            printed = printed[..(char.IsHighSurrogate(printed[MaxPrinted - 1]) ? MaxPrinted - 1 : MaxPrinted)];
        return new ExtractedField(Value, Confidence, page.Source, page.Number, box, printed);
    }
}
