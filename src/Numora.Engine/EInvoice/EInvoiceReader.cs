namespace Numora.Engine.EInvoice;

/// <summary>
/// Reads an e-invoice: UBL 2.1 Invoice and CreditNote, UN/CEFACT CII (Factur-X, ZUGFeRD 2.x, XRechnung) and
/// ZUGFeRD 1.0. The fields are those of EN 16931-1; the code names them by their business terms (BT-…).
/// </summary>
public static class EInvoiceReader
{
    /// <summary>The longest invoices, of telephone companies, have about 10,000.</summary>
    public const int MaxLines = 20_000;

    /// <param name="xml">The XML file, in any encoding that it declares.</param>
    /// <returns>
    /// An <c>invoice_v2</c> without pages: each field with confidence 1 and source <see cref="FieldSource.EInvoice"/>.
    /// A value that is not of its field's type is left out with the warning <c>einvoice_invalid_value</c>.
    /// </returns>
    /// <exception cref="UnreadableException">
    /// <see cref="FailureCode.FileCorrupt"/> for XML that is not well-formed, has a DTD or is not an e-invoice,
    /// <see cref="FailureCode.FileTooLarge"/> beyond 20 MB or <see cref="MaxLines"/>.
    /// </exception>
    public static Extraction Read(ReadOnlyMemory<byte> xml)
    {
        var (syntax, root) = EInvoiceXml.Read(xml.Span);
        var warnings = new List<Warning>();

        var head = new FieldSet(Schemas.Invoice.Field, warnings);
        switch (syntax)
        {
            case Syntax.Ubl:
                UblInvoice.ReadHead(root, head);
                break;
            case Syntax.Cii:
                CiiInvoice.ReadHead(root, head);
                break;
        }

        var charges = syntax is Syntax.Ubl ? UblInvoice.Charges(root) : CiiInvoice.Charges(root);
        return Extraction.Of(Schemas.Invoice, head.Fields, Lines(syntax, root, warnings), pageCount: 0, warnings) with
        {
            Charges = [.. charges.OfType<decimal>().Where(c => c != 0)],
        };
    }

    static List<ExtractedLine> Lines(Syntax syntax, Element root, List<Warning> warnings)
    {
        var lines = new List<ExtractedLine>();
        foreach (var element in syntax is Syntax.Ubl ? UblInvoice.Lines(root) : CiiInvoice.Lines(root))
        {
            if (lines.Count == MaxLines)
                throw new UnreadableException(
                    FailureCode.FileTooLarge,
                    $"The e-invoice has more than {MaxLines} lines. Ask the sender to split the invoice.");

            var line = new FieldSet(Schemas.Invoice.LineField, warnings, lines.Count + 1);
            if (syntax is Syntax.Ubl)
                UblInvoice.ReadLine(element, line);
            else
                CiiInvoice.ReadLine(element, line);

            if (line.Fields.Count > 0)
                lines.Add(ExtractedLine.Of(line.Fields));
        }

        return lines;
    }
}
