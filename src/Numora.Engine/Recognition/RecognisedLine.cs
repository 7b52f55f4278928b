using Numora.Engine.Pages;

namespace Numora.Engine.Recognition;

/// <summary>Gives the words of one recognised text line a common font size and boxes of a text layer's kind.</summary>
static class RecognisedLine
{
    // Parts of the font size of common fonts: from the baseline up to a capital or digit, to a small letter, and down.
    const double CapitalEms = 0.72;
    const double SmallEms = 0.52;
    const double DescenderEms = 0.21;

    /// <summary>A box of a text layer reaches from the font's ascent to its descent.</summary>
    const double AscentEms = 0.8;
    const double DescentEms = 0.22;

    const string Small = "acegmnopqrsuvwxyz";
    const string Descending = "gjpqy,;Q()[]{}|/ç";
    const string Level = "-–—_=~.,:;'\"*•·+<>«»";

    /// <param name="pointsPerPixel">Of the picture.</param>
    public static IEnumerable<Word> Words(IReadOnlyList<RecognisedWord> line, double pointsPerPixel)
    {
        var size = FontSize(line);
        return line.Select(w => new Word(w.Text, Scaled(Loose(w, size), pointsPerPixel), size * pointsPerPixel,
            Confidence: Math.Round(w.Confidence, 4)));
    }

    /// <summary>The median of what each word's height says, in pixels; words with high letters only where there are some.</summary>
    static double FontSize(IReadOnlyList<RecognisedWord> line)
    {
        var telling = line.Where(w => w.Text.Any(char.IsLetterOrDigit)).ToList();
        var sizes = (telling.Count > 0 ? telling : line).Select(w => w.Box.Height / HeightEms(w.Text)).Order().ToList();
        return sizes[sizes.Count / 2];
    }

    static double HeightEms(string text)
    {
        if (text.All(c => Level.Contains(c, StringComparison.Ordinal)))
            return 1;
        var height = text.All(c => Small.Contains(c, StringComparison.Ordinal) || Level.Contains(c, StringComparison.Ordinal))
            ? SmallEms : CapitalEms;
        return text.Any(c => Descending.Contains(c, StringComparison.Ordinal)) ? height + DescenderEms : height;
    }

    /// <summary>A dash or comma would stand on no line by its ink alone.</summary>
    static Box Loose(RecognisedWord word, double size)
    {
        var ink = word.Box;
        var (top, bottom) = (word.Baseline - AscentEms * size, word.Baseline + DescentEms * size);
        var isPlausible = ink.CentreY > top && ink.CentreY < bottom;
        return isPlausible ? new(ink.X0, top, ink.X1, bottom) : ink;
    }

    static Box Scaled(Box box, double scale) => new(box.X0 * scale, box.Y0 * scale, box.X1 * scale, box.Y1 * scale);
}
