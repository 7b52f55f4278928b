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
/// <param name="Width">In points, as displayed (after rotation).</param>
/// <param name="Height">In points, as displayed (after rotation).</param>
public sealed record Page(int Number, double Width, double Height, IReadOnlyList<Word> Words)
{
    /// <summary>Whether the words were recognised in a picture; otherwise they are the file's own text.</summary>
    public bool IsRecognised { get; init; }

    /// <summary>A box of this page as fractions of it, clamped to the page.</summary>
    public FractionBox Fraction(Box box) => new(
        Math.Clamp(box.X0 / Width, 0, 1), Math.Clamp(box.Y0 / Height, 0, 1),
        Math.Clamp(box.X1 / Width, 0, 1), Math.Clamp(box.Y1 / Height, 0, 1));
}
