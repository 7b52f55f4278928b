using Numora.Engine.Checks;
using Numora.Engine.Invoices;
using Numora.Engine.Pages;
using Numora.Engine.Reading;

namespace Numora.Engine.Pdf;

/// <summary>
/// Compares an embedded e-invoice with what is printed: a difference may be a fraud, and a person pays what is printed.
/// A false alarm costs trust, so a field differs only where the page is read confidently as something else and the XML's
/// value stands nowhere on it.
/// </summary>
static class PrintedInvoice
{
    /// <summary>Of the page's reading; below, it may be the reading that errs.</summary>
    const double Confident = 0.8;

    /// <summary>A number or date that short may stand inside any other.</summary>
    const int MinLettersToSearch = 3;

    static readonly string[] s_compared = ["invoice_number", "invoice_date", "total_amount"];

    /// <returns>Null where nothing can be compared: the pages have no text, or show none of it.</returns>
    public static Check? Agrees(Extraction embedded, IReadOnlyList<Page> pages)
    {
        if (pages.Count == 0)
            return null;
        var (printed, text) = (InvoiceReader.Read(pages), DocumentText.Of(pages));
        var told = s_compared.Where(embedded.Fields.ContainsKey).ToList();
        var standing = told.Where(name => Stands(embedded.Fields[name].Value, text)).ToList();
        var differing = told.Except(standing).Where(name => printed.Fields.TryGetValue(name, out var read)
            && read.Confidence >= Confident && !embedded.Fields[name].Value.Equals(read.Value)).ToList();
        return (differing.Count, standing.Count) switch
        {
            (0, 0) => null,
            (0, _) => new(CheckCode.EInvoiceAgrees, true,
                $"The page shows the {Labels(standing, " and the ")} of the e-invoice inside the PDF.", standing),
            _ => new(CheckCode.EInvoiceAgrees, false,
                $"The page shows another {Labels(differing, " and another ")} than the e-invoice inside the PDF. "
                + "The fields are those of the e-invoice.", differing),
        };
    }

    static string Labels(List<string> fields, string and) =>
        string.Join(and, fields.Select(name => Schemas.Invoice.Field(name)!.Label.ToLowerInvariant()));

    /// <summary>Whether the value stands anywhere on the pages, in any way of writing it.</summary>
    static bool Stands(FieldValue value, DocumentText text) => value switch
    {
        FieldValue.Number(var number) => text.Lines.Any(l => l.Numbers.Any(n => Math.Abs(n.Value) == Math.Abs(number))),
        FieldValue.Text(var word) when DateOnly.TryParseExact(word, "yyyy-MM-dd", out var date) =>
            text.Lines.Any(l => l.Dates.Any(d => d.Readings.Any(r => r.Date == date))),
        FieldValue.Text(var word) => Contains(text, Letters(word)),
        _ => true,
    };

    static bool Contains(DocumentText text, string letters) => letters.Length < MinLettersToSearch
        || text.Lines.Any(l => Letters(l.Line.Text).Contains(letters, StringComparison.OrdinalIgnoreCase));

    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
