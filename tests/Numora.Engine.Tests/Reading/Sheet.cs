using System.Globalization;
using Numora.Engine.Pages;

namespace Numora.Engine.Tests.Reading;

/// <summary>
/// Lays words on an A4 page from a drawing in text: each line <c>x,y[,size]: words</c> in points from the top left;
/// <c>&gt;x</c> means that the words end there. A line of dashes begins the next page.
/// </summary>
static class Sheet
{
    const double Width = 595;
    const double Height = 842;
    const double UsualSize = 10;

    /// <summary>Width of a character in ems, about that of Helvetica.</summary>
    const double CharacterWidth = 0.5;

    const double SpaceWidth = 0.28;

    public static IReadOnlyList<Page> Of(string drawing, double confidence = 1) =>
        [.. drawing.ReplaceLineEndings("\n").Split("\n---\n").Select((page, i) => PageOf(i + 1, page, confidence))];

    static Page PageOf(int number, string drawing, double confidence) =>
        new(number, Width, Height, [.. drawing.Split('\n').Where(l => l.Trim().Length > 0).SelectMany(l => WordsOf(l, confidence))]);

    static IEnumerable<Word> WordsOf(string line, double confidence)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var place = line[..colon].Trim().Split(',');
        var words = line[(colon + 2)..].Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var size = place.Length > 2 ? Number(place[2]) : UsualSize;
        var x = place[0][0] == '>' ? Number(place[0][1..]) - LengthOf(words, size) : Number(place[0]);
        var y = Number(place[1]);
        foreach (var word in words)
        {
            var right = x + (word.Length * CharacterWidth * size);
            yield return new(word, new(x, y - size, right, y + (size * 0.2)), size, false, confidence);
            x = right + (SpaceWidth * size);
        }
    }

    static double LengthOf(string[] words, double size) =>
        (words.Sum(w => w.Length) * CharacterWidth * size) + ((words.Length - 1) * SpaceWidth * size);

    static double Number(string text) => double.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
