namespace Numora.Engine.Pages;

/// <summary>A rectangle in points (1/72 inch) on the page as displayed, counted from the top left corner.</summary>
public readonly record struct Box(double X0, double Y0, double X1, double Y1)
{
    public double Width => X1 - X0;

    public double Height => Y1 - Y0;

    public double CentreX => (X0 + X1) / 2;

    public double CentreY => (Y0 + Y1) / 2;

    /// <summary>The smallest box around both.</summary>
    public Box Union(Box other) =>
        new(Math.Min(X0, other.X0), Math.Min(Y0, other.Y0), Math.Max(X1, other.X1), Math.Max(Y1, other.Y1));
}

/// <summary>A run of characters without a space between them.</summary>
/// <param name="Text">Never empty, no white space, no control characters, no half surrogate pairs.</param>
/// <param name="FontSize">In points, as displayed.</param>
/// <param name="Bold">Whether the font's weight or name says so.</param>
/// <param name="Confidence">0 to 1; 1 for a text layer, less for recognised words.</param>
public sealed record Word(string Text, Box Box, double FontSize, bool Bold = false, double Confidence = 1);

/// <summary>One page and its words, in reading order as the file has them.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Width">In points, as displayed (after rotation) and then turned by <see cref="Alignment"/>.</param>
/// <param name="Height">In points, like the width.</param>
public sealed record Page(int Number, double Width, double Height, IReadOnlyList<Word> Words)
{
    /// <summary>Whether the words were read off a picture of the page.</summary>
    public bool IsRecognised { get; init; }

    /// <summary>Who reads what stands on it.</summary>
    internal FieldSource Source => IsRecognised ? FieldSource.Ocr : FieldSource.Text;

    /// <summary>What was done to the page as displayed before its words stood upright.</summary>
    public Alignment Alignment { get; init; }

    /// <summary>A box of this page as fractions of the page as displayed, clamped to it.</summary>
    public FractionBox Fraction(Box box)
    {
        var (shown, width, height) = Alignment.Displayed(box, Width, Height);
        return new(
            Math.Clamp(shown.X0 / width, 0, 1), Math.Clamp(shown.Y0 / height, 0, 1),
            Math.Clamp(shown.X1 / width, 0, 1), Math.Clamp(shown.Y1 / height, 0, 1));
    }
}
