using System.Globalization;
using System.Text;

namespace Numora.Engine.Pdf;

enum CharacterKind
{
    Readable,
    Space,

    /// <summary>Nothing to see: controls, format characters.</summary>
    Ignored,

    /// <summary>A glyph is drawn, but nobody knows which character it is.</summary>
    Unreadable,
}

/// <summary>What the characters of a text layer stand for.</summary>
static class Characters
{
    public const uint SoftHyphen = 0xAD;

    // PDFium's marks for a hyphen at the end of a line, of older and newer releases.
    const uint LineEndHyphen = 0x02;
    const uint LineEndHyphenNew = 0xFFFE;

    public static CharacterKind KindOf(uint code) => code switch
    {
        LineEndHyphen or LineEndHyphenNew or SoftHyphen => CharacterKind.Readable,
        0 or 0xFFFD or (>= 0xD800 and <= 0xDFFF) or > 0x10FFFF => CharacterKind.Unreadable,
        >= 0x21 and <= 0x7E => CharacterKind.Readable,
        _ => KindOf((int)code),
    };

    /// <summary>The character as text: hyphens plain, ligatures as their letters.</summary>
    public static string TextOf(uint code) => code switch
    {
        LineEndHyphen or LineEndHyphenNew or SoftHyphen => "-",
        >= 0xFB00 and <= 0xFB17 or (>= 0x132 and <= 0x133) or (>= 0x1C4 and <= 0x1CC) =>
            new Rune(code).ToString().Normalize(NormalizationForm.FormKC),
        _ => new Rune(code).ToString(),
    };

    /// <param name="name">A PostScript font name, e.g. <c>ABCDEF+Arial-BoldMT</c>.</param>
    public static bool NamesBoldFont(ReadOnlySpan<byte> name) =>
        name.IndexOf("Bold"u8) >= 0 || name.IndexOf("bold"u8) >= 0 || name.IndexOf("BOLD"u8) >= 0
        || name.IndexOf("Black"u8) >= 0 || name.IndexOf("Heavy"u8) >= 0;

    static CharacterKind KindOf(int code) => CharUnicodeInfo.GetUnicodeCategory(code) switch
    {
        _ when Rune.IsWhiteSpace(new Rune(code)) => CharacterKind.Space,
        UnicodeCategory.Control or UnicodeCategory.Format => CharacterKind.Ignored,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => CharacterKind.Unreadable,
        _ => CharacterKind.Readable,
    };
}
