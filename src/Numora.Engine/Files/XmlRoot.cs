using System.Xml;
using Numora.Engine.EInvoice;

namespace Numora.Engine.Files;

/// <summary>Looks at an XML document's root element only.</summary>
static class XmlRoot
{
    static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
    };

    /// <summary>Whether this is the start of a UBL or CII invoice, cut off or not; a DTD makes it none.</summary>
    public static bool IsEInvoice(ReadOnlySpan<byte> head)
    {
        if (!LooksLikeMarkup(head))
            return false;
        try
        {
            using var reader = XmlReader.Create(new StringReader(TextOf(head)), s_settings);
            return reader.MoveToContent() == XmlNodeType.Element
                && Vocabulary.Of(reader.LocalName, reader.NamespaceURI) is not null;
        }
        catch (Exception e) when (e is XmlException or UnreadableException)
        {
            return false; // not XML, in no known encoding, or cut off before the root
        }
    }

    static string TextOf(ReadOnlySpan<byte> head) =>
        EInvoice.XmlText.Head(head).Trim('\uFEFF', '\0', ' ', '\t', '\r', '\n');

    /// <summary>Cheap: begins with an angle bracket after white space, byte order mark or the zeros of UTF-16.</summary>
    static bool LooksLikeMarkup(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> before = [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n'];
        var first = head.IndexOfAnyExcept(before);
        return first >= 0 && head[first] == (byte)'<';
    }
}
