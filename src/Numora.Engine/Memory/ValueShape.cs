using System.Text;

namespace Numora.Engine.Memory;

/// <summary>
/// What a value looks like: runs of capitals, small letters and digits as <c>A</c>, <c>a</c> and <c>9</c>, all else as it is.
/// <c>RE-2024/017</c> has the shape <c>A-9/9</c>.
/// </summary>
static class ValueShape
{
    const int Longest = 40;

    /// <summary>Letters that a value may be longer or shorter than the taught one.</summary>
    const int Slack = 3;

    public static string Of(string text)
    {
        var shape = new StringBuilder();
        foreach (var c in text)
        {
            var kind = char.IsAsciiDigit(c) ? '9' : char.IsUpper(c) ? 'A' : char.IsLetter(c) ? 'a' : c;
            if (shape.Length == 0 || shape[^1] != kind || kind is not ('9' or 'A' or 'a'))
                shape.Append(kind);
            if (shape.Length >= Longest)
                break;
        }

        return shape.ToString();
    }

    public static bool Same(string taught, string text) => Of(text) == taught;

    /// <summary>Digits where there were digits, and about the same marks: what a later number of the same kind may look like.</summary>
    public static bool Fits(string taught, string text)
    {
        var shape = Of(text);
        return shape.Contains('9') == taught.Contains('9') && Math.Abs(shape.Length - taught.Length) <= Slack
            && (shape.Length == 0 || taught.Length == 0 || char.IsLetter(shape[0]) == char.IsLetter(taught[0]));
    }
}
