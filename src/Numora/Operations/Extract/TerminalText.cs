using System.Globalization;

namespace Numora.Operations;

/// <summary>What a document says, or a file is called, must neither move a terminal's cursor nor turn its writing around.</summary>
static class TerminalText
{
    public static string OneLine(string text) => string.Concat(text.Select(c => IsPlain(c) ? c : ' '));

    /// <summary>Cut to a number of characters and filled up to it.</summary>
    public static string Cell(string text, int width)
    {
        var line = OneLine(text);
        return line.Length <= width ? line.PadRight(width) : $"{line[..(width - 1)]}…";
    }

    /// <summary>A path cut on the left, where it says least: the file's name is at its end.</summary>
    public static string PathCell(string path, int width)
    {
        var line = OneLine(path);
        return line.Length <= width ? line.PadRight(width) : $"…{line[^(width - 1)..]}";
    }

    static bool IsPlain(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
