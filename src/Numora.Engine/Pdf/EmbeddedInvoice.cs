using Numora.Engine.EInvoice;
using Numora.Engine.Files;

namespace Numora.Engine.Pdf;

/// <summary>Finds the e-invoice that a PDF carries (Factur-X, ZUGFeRD, XRechnung).</summary>
static class EmbeddedInvoice
{
    /// <summary>Bytes of attachments that are looked at before the search is given up.</summary>
    const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The names that the standards give it, newest first.</summary>
    static readonly string[] s_names = ["factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml"];

    /// <returns>Null where there is none, or none that can be read; then a warning says so.</returns>
    public static Extraction? Read(PdfDocument pdf, List<Warning> warnings)
    {
        var looked = 0;
        foreach (var attachment in pdf.Attachments().OrderBy(a => Rank(a.Name)))
        {
            if (looked > MaxBytes)
                break;
            if (pdf.ReadAttachment(attachment) is not { } bytes)
                continue;
            looked += bytes.Length;
            var isNamed = Rank(attachment.Name) < s_names.Length;
            if (!isNamed && FileType.Of(bytes) != FileType.EInvoice)
                continue;
            try
            {
                return EInvoiceReader.Read(bytes);
            }
            catch (UnreadableException why)
            {
                warnings.Add(new("einvoice_unreadable",
                    $"The e-invoice inside the PDF cannot be read; the fields are those of the page. {why.Message}", []));
            }
        }

        return null;
    }

    static int Rank(string name)
    {
        var known = Array.FindIndex(s_names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return known >= 0 ? known
            : name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? s_names.Length
            : s_names.Length + 1;
    }
}
