using System.Xml;

namespace Numora.Engine.Files;

/// <summary>Looks at an XML document's root element only.</summary>
static class XmlRoot
{
    static readonly (string Name, string NamespaceStart)[] s_eInvoices =
    [
        ("Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"),
        ("CreditNote", "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"),
        ("CrossIndustryInvoice", "urn:un:unece:uncefact:data:"),
        ("CrossIndustryDocument", "urn:ferd:CrossIndustryDocument:"), // ZUGFeRD 1
    ];

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
            using var reader = XmlReader.Create(new MemoryStream(head.ToArray()), s_settings);
            while (reader.Read())
                if (reader.NodeType == XmlNodeType.Element)
                    return Array.Exists(s_eInvoices, e => e.Name == reader.LocalName
                        && reader.NamespaceURI.StartsWith(e.NamespaceStart, StringComparison.Ordinal));
        }
        catch (XmlException)
        {
            // Not XML, or cut off before the root: no e-invoice either way.
        }

        return false;
    }

    /// <summary>Cheap: begins with an angle bracket after white space, byte order mark or the zeros of UTF-16.</summary>
    static bool LooksLikeMarkup(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> before = [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n'];
        var first = head.IndexOfAnyExcept(before);
        return first >= 0 && head[first] == (byte)'<';
    }
}
