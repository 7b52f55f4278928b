using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>From an open PDF to fields.</summary>
static class PdfExtraction
{
    /// <summary>In one document; the words of further pages are left out, and a warning says so.</summary>
    const int MaxWords = 300_000;

    /// <summary>Number, date and total of an invoice stand on its first pages or on its last but few.</summary>
    const int MaxPagesToCompare = 30;

    /// <param name="schema">Null to find out which fits.</param>
    public static Extraction Read(PdfDocument pdf, Schema? schema)
    {
        var warnings = new List<Warning>();
        if (schema is null || schema == Schemas.Invoice)
        {
            var embedded = EmbeddedInvoice.Read(pdf, warnings);
            if (embedded is not null)
                return Checked(embedded, pdf, warnings);
        }

        var (pages, about) = ReadPages(pdf);
        var extraction = Engine.Read(pages, schema ?? Classifier.SchemaOf(pages));
        return extraction with { PageCount = pdf.PageCount, Warnings = [.. warnings, .. about, .. extraction.Warnings] };
    }

    /// <summary>What the XML says, with a warning where the printed page says something else.</summary>
    static Extraction Checked(Extraction embedded, PdfDocument pdf, List<Warning> warnings)
    {
        var printed = Enumerable.Range(1, Math.Min(pdf.PageCount, MaxPagesToCompare))
            .Select(pdf.ReadPage).OfType<PdfPage>()
            .Where(p => p.Layer == TextLayer.Good).Select(p => p.Page).ToList();
        if (PrintedInvoice.Differs(embedded, printed) is { } mismatch)
            warnings.Add(mismatch);
        return embedded with { PageCount = pdf.PageCount, Warnings = [.. warnings, .. embedded.Warnings] };
    }

    /// <summary>The pages with what could be read of them, and what a reviewer should know about the rest.</summary>
    /// <exception cref="UnreadableException">No page has any text.</exception>
    public static (IReadOnlyList<Page> Pages, IReadOnlyList<Warning> Warnings) ReadPages(PdfDocument pdf)
    {
        var pages = new List<Page>();
        var (broken, textless, left) = (new List<int>(), new List<int>(), new List<int>());
        var (words, hasText) = (0, false);
        for (var number = 1; number <= pdf.PageCount; number++)
        {
            if (words > MaxWords)
            {
                left.Add(number);
                continue;
            }

            var read = pdf.ReadPage(number);
            if (read is null)
                broken.Add(number);
            else if (read.Layer is TextLayer.Garbage or TextLayer.Picture)
                textless.Add(number);
            hasText |= read?.Layer == TextLayer.Good;
            var page = read switch
            {
                null => new Page(number, 1, 1, []),
                { Layer: TextLayer.Garbage } => read.Page with { Words = [] },
                _ => read.Page,
            };
            words += page.Words.Count;
            pages.Add(page);
        }

        if (!hasText)
            throw NoText(broken.Count == pdf.PageCount);
        return (pages, [.. Warnings(broken, textless, left)]);
    }

    static UnreadableException NoText(bool isBroken) => isBroken
        ? new(FailureCode.FileCorrupt,
            "None of the PDF's pages can be read. Export or print it to a new PDF and send that.")
        : new(FailureCode.RecognitionUnavailable,
            "The PDF holds no text, only pictures (a scan), and recognition (OCR) is not part of this version. "
            + "Send the document as a PDF with text.");

    static IEnumerable<Warning> Warnings(List<int> broken, List<int> textless, List<int> left)
    {
        if (broken.Count > 0)
            yield return new("pages_unreadable", $"{Named(broken)} could not be read: damaged.", []);
        if (textless.Count > 0)
            yield return new("pages_without_text",
                $"{Named(textless)} could not be read: a picture without text, and recognition (OCR) is not part of "
                + "this version.", []);
        if (left.Count > 0)
            yield return new("pages_not_read",
                $"{Named(left)} could not be read: the pages before hold more than {MaxWords} words.", []);
    }

    static string Named(List<int> numbers)
    {
        const int named = 10;
        var list = string.Join(", ", numbers.Take(named)) + (numbers.Count > named ? " and more" : "");
        return numbers.Count == 1 ? $"Page {list}" : $"Pages {list}";
    }
}
