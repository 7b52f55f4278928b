using Numora.Delivery.Mappings;
using Numora.Engine;

namespace Numora.Delivery.Providers.FileDrop.Ubl;

/// <summary>
/// A confirmed invoice as UBL 2.1 that validates against EN 16931 as far as its fields allow. It is made of the document's
/// own fields; a mapping adds the terms that no field has (<see cref="UblTerms.Head"/>, <see cref="UblTerms.Line"/>).
/// </summary>
static class UblFile
{
    public static DropContent Of(Payload payload, PushDocument document, bool allowIncomplete)
    {
        if (document.Schema != Schemas.Invoice.Id)
            return new(null, [$"Only invoices ({Schemas.Invoice.Id}) can be UBL, and this document is {document.Schema}."], []);

        var gaps = new UblGaps();
        var invoice = new UblReading(payload, document, gaps).Read();
        var bytes = gaps.Sentences.Count == 0 || allowIncomplete ? UblXml.Write(invoice) : null;
        return new(bytes, gaps.Sentences, gaps.Notes);
    }
}

/// <summary>The targets by which a mapping gives terms that no field of an invoice holds.</summary>
static class UblTerms
{
    public const string Prefix = "BT-";

    /// <summary>Buyer reference, payment terms, profile, specification, countries, reason of an exemption.</summary>
    public static readonly IReadOnlyList<string> Head =
        ["BT-10", "BT-20", "BT-23", "BT-24", "BT-40", "BT-55", "BT-80", "BT-120", "BT-121"];

    /// <summary>Unit code, VAT category, VAT rate.</summary>
    public static readonly IReadOnlyList<string> Line = ["BT-130", "BT-151", "BT-152"];
}
