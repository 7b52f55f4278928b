using System.Text;

namespace Numora.Engine.EInvoice;

/// <summary>
/// Decodes an XML file (XML 1.0, appendix F), but believes the bytes before the declaration: "utf-16" in front of UTF-8
/// is common, since programs write what they had in memory.
/// </summary>
static class XmlText
{
    /// <summary>The declaration is ASCII and stands in the first bytes.</summary>
    const int MaxDeclarationLength = 256;

    /// <exception cref="UnreadableException">The encoding is unknown or the bytes are not of it.</exception>
    public static string Of(ReadOnlySpan<byte> xml)
    {
        var (encoding, skip) = Find(xml);
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;

        try
        {
            return strict.GetString(xml[skip..]);
        }
        catch (DecoderFallbackException e)
        {
            var line = xml[..Math.Clamp(skip + e.Index, 0, xml.Length)].Count((byte)'\n') + 1;
            throw new UnreadableException(
                FailureCode.FileCorrupt,
                $"Line {line} of the e-invoice XML has bytes that are not valid in its encoding " +
                $"({encoding.WebName}). Ask the sender for a file saved as UTF-8.", e);
        }
    }

    /// <summary>The text that a file begins with; what was cut in two at the end does not matter.</summary>
    /// <exception cref="UnreadableException">The encoding is unknown.</exception>
    public static string Head(ReadOnlySpan<byte> start)
    {
        var (encoding, skip) = Find(start);
        return encoding.GetString(start[skip..]);
    }

    /// <returns>The encoding, and how many bytes of a byte order mark precede the text.</returns>
    static (Encoding Encoding, int Skip) Find(ReadOnlySpan<byte> xml) => xml switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [(byte)'<', 0, ..] => (Encoding.Unicode, 0),
        [0, (byte)'<', ..] => (Encoding.BigEndianUnicode, 0),
        _ => (Declared(xml), 0),
    };

    /// <summary>What the declaration says. It is readable as ASCII, so a letter has not two bytes.</summary>
    static Encoding Declared(ReadOnlySpan<byte> xml)
    {
        var start = Encoding.Latin1.GetString(xml[..Math.Min(xml.Length, MaxDeclarationLength)]).TrimStart();
        var declaration = start.StartsWith("<?xml", StringComparison.Ordinal) ? start.Split("?>")[0] : "";
        var name = declaration.Split("encoding") is [_, var rest, ..]
            ? rest.TrimStart(' ', '\t', '\r', '\n', '=').Split('"', '\'') is [_, var quoted, ..] ? quoted.Trim() : ""
            : "";

        if (name is "" || name.StartsWith("utf", StringComparison.OrdinalIgnoreCase)
                       || name.StartsWith("ucs", StringComparison.OrdinalIgnoreCase)
                       || name.StartsWith("iso-10646", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8;

        return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? BuiltIn(name);
    }

    static Encoding BuiltIn(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new UnreadableException(
                FailureCode.FileCorrupt,
                $"The e-invoice XML says that its encoding is “{PlainText.Of(name, 40)}”, which is unknown. Ask the " +
                "sender for a file saved as UTF-8.", e);
        }
    }
}
