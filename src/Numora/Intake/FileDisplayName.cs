using System.Globalization;
using System.Text;

namespace Numora.Intake;

/// <summary>A file's name as somebody outside gave it, made fit to be shown. Never a path, never opened.</summary>
static class FileDisplayName
{
    public const int MaxLength = 255;

    /// <summary>The last part of the name without anything unprintable, or null when nothing is left.</summary>
    public static string? Of(string? name)
    {
        if (name is null)
            return null;

        var clean = new StringBuilder();
        foreach (var rune in name[(name.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            if (rune != Rune.ReplacementChar && IsPrintable(rune)) // the replacement stands for half a letter
                clean.Append(rune);
        }

        var shown = clean.ToString().Trim();
        return shown.Trim('.').Length == 0 ? null : shown; // "." and ".." are folders
    }

    /// <summary>Also without format characters: one of them turns "fdp.exe" around to look like "exe.pdf".</summary>
    static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
