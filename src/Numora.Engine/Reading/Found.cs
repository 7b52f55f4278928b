namespace Numora.Engine.Reading;

/// <summary>Turns a value and the place it was read at into a field.</summary>
internal static class Found
{
    /// <summary>Characters of <see cref="ExtractedField.Text"/>.</summary>
    const int LongestText = 500;

    /// <summary>Characters of a text value (api.md, "Fields").</summary>
    const int LongestValue = 2000;

    public static ExtractedField Text(string value, double confidence, params IReadOnlyList<TextSpan> spans) =>
        Field(FieldValue.Of(Cut(value, LongestValue)), confidence, spans);

    public static ExtractedField Value(FieldValue value, double confidence, IReadOnlyList<TextSpan> spans) =>
        Field(value is FieldValue.Text text ? FieldValue.Of(Cut(text.Value, LongestValue)) : value, confidence, spans);

    public static ExtractedField Number(decimal value, double confidence, params IReadOnlyList<TextSpan> spans) =>
        Field(FieldValue.Of(value), confidence, spans);

    /// <param name="spans">In reading order; what continues on another page counts as text, not for the box.</param>
    static ExtractedField Field(FieldValue value, double confidence, IReadOnlyList<TextSpan> spans)
    {
        var page = spans[0].Line.Page;
        var box = spans[0].Box;
        foreach (var span in spans)
        {
            if (span.Line.Page == page)
                box = box.Union(span.Box);
        }

        var sure = spans.Min(s => s.Confidence);
        var text = string.Join('\n', spans.Select(s => s.Text));
        return new(value, Math.Round(Math.Clamp(confidence * sure, 0.01, 0.99), 4), page.Source, page.Number,
            page.Fraction(box), Cut(text, LongestText));
    }

    /// <summary>Never cuts a surrogate pair in two.</summary>
    internal static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
