using System.Xml;

namespace Numora.Engine.EInvoice;

/// <summary>
/// Builds the tree of an e-invoice while streaming, so that its limits hold before anything large exists. The documents
/// are hostile: no DTD, no entities, nothing fetched, no recursion.
/// </summary>
static class EInvoiceXml
{
    /// <summary>20 MB; attachments inside the XML included.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>EN 16931 needs less than 15 levels.</summary>
    public const int MaxDepth = 64;

    /// <summary>About 15,000 invoice lines.</summary>
    public const int MaxElements = 1_000_000;

    const string AskAgain = "Send the file again, or ask the sender for a correct one.";

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <exception cref="UnreadableException">Not well-formed, not an e-invoice, or beyond a limit.</exception>
    public static (Syntax Syntax, Element Root) Read(ReadOnlySpan<byte> xml)
    {
        if (xml.Length > MaxBytes)
            throw new UnreadableException(
                FailureCode.FileTooLarge,
                $"The e-invoice XML is larger than {MaxBytes / (1024 * 1024)} MB. Ask the sender for a file without " +
                "attachments inside the XML.");

        // Stray marks and padding around the document, e.g. in a PDF attachment, are no reason to refuse it.
        var text = XmlText.Of(xml).Trim('\uFEFF', '\0', ' ', '\t', '\r', '\n');
        LongTags.Refuse(text);

        using var reader = XmlReader.Create(new StringReader(text), Settings);
        var inProlog = true;
        try
        {
            reader.MoveToContent();
            inProlog = false;
            return Build(reader, (IXmlLineInfo)reader);
        }
        catch (XmlException e)
        {
            // The parser's own words are not repeated: they quote the document.
            var dtd = inProlog ? text.IndexOf("<!DOCTYPE", StringComparison.Ordinal) : -1;
            throw Refused(dtd < 0
                ? NotWellFormedAt(e.LineNumber, e.LinePosition)
                : DtdAt(text.AsSpan(0, dtd).Count('\n') + 1), e);
        }
    }

    static (Syntax, Element) Build(XmlReader reader, IXmlLineInfo at)
    {
        var vocabulary = Vocabulary.Of(reader.LocalName, reader.NamespaceURI) ?? throw Refused(
            $"This XML is not an e-invoice that can be read: its root is “{PlainText.Of(reader.LocalName, 60)}”. " +
            "Send a UBL 2.1 invoice or credit note, a CII invoice (Factur-X, ZUGFeRD, XRechnung), or a PDF.");

        var root = NewElement(reader, at);
        var open = new Stack<Element>(MaxDepth);
        if (!reader.IsEmptyElement)
            open.Push(root);

        for (var elements = 1; reader.Read();)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Check(reader.Depth, ++elements, at);
                    var element = NewElement(reader, at);
                    if (vocabulary.Has(reader.NamespaceURI))
                        open.Peek().Add(element); // an extension is left out with all that it holds
                    if (!reader.IsEmptyElement)
                        open.Push(element);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().AddText(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
            }
        }

        return (vocabulary.Syntax, root);
    }

    static Element NewElement(XmlReader reader, IXmlLineInfo at) => new(reader.LocalName, at.LineNumber)
    {
        Currency = reader.GetAttribute("currencyID"),
        Scheme = reader.GetAttribute("schemeID"),
        Unit = reader.GetAttribute("unitCode"),
    };

    static void Check(int depth, int elements, IXmlLineInfo at)
    {
        if (depth >= MaxDepth)
            throw Refused(
                $"The e-invoice XML is nested more than {MaxDepth} levels deep (line {at.LineNumber}), " +
                $"which no invoice needs. {AskAgain}");

        if (elements > MaxElements)
            throw new UnreadableException(
                FailureCode.FileTooLarge,
                $"The e-invoice XML has more than {MaxElements} elements. Ask the sender to split the invoice.");
    }

    static string DtdAt(int line) =>
        $"Line {line} of the e-invoice XML declares a document type (DTD), which no e-invoice needs and which is " +
        "refused for safety. Ask the sender for a file without it.";

    static string NotWellFormedAt(int line, int column) =>
        $"The e-invoice XML is not well-formed: reading stopped at line {line}, column {column}. The file is empty, " +
        $"cut off or altered. {AskAgain}";

    static UnreadableException Refused(string message, Exception? inner = null) =>
        new(FailureCode.FileCorrupt, message, inner);
}
