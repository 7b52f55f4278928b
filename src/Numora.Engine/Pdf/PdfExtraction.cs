using Numora.Engine.Recognition;

namespace Numora.Engine.Pdf;

/// <summary>From an open PDF to fields.</summary>
static class PdfExtraction
{
    /// <summary>Number, date and total of an invoice stand on its first pages or on its last but few.</summary>
    const int MaxPagesToCompare = 30;

    /// <param name="schema">Null to find out which fits.</param>
    public static Extraction Read(PdfDocument pdf, Schema? schema, ReadingProgress progress)
    {
        var warnings = new List<Warning>();
        if (schema is null || schema == Schemas.Invoice)
        {
            var embedded = EmbeddedInvoice.Read(pdf, warnings);
            if (embedded is not null)
                return Compared(embedded, pdf, warnings);
        }

        var reading = ReadPages(pdf, progress);
        var extraction = TwoReadings.Read(
            reading.Pages, schema ?? Classifier.SchemaOf(reading.Pages), reading.ReadAgain);
        return extraction with
        {
            PageCount = pdf.PageCount,
            Warnings = [.. warnings, .. reading.Warnings(), .. extraction.Warnings],
        };
    }

    /// <summary>What the XML says, with a warning where the printed page says something else.</summary>
    static Extraction Compared(Extraction embedded, PdfDocument pdf, List<Warning> warnings)
    {
        var printed = Enumerable.Range(1, Math.Min(pdf.PageCount, MaxPagesToCompare))
            .Select(pdf.ReadPage).OfType<PdfPage>()
            .Where(p => p.Layer == TextLayer.Good).Select(p => p.Page).ToList();
        var agrees = PrintedInvoice.Agrees(embedded, printed);
        if (agrees is { Ok: false })
            warnings.Add(new("einvoice_mismatch", agrees.Message, agrees.Fields));
        return embedded with
        {
            PageCount = pdf.PageCount,
            Warnings = [.. warnings, .. embedded.Warnings],
            Checks = agrees is null ? [] : [agrees],
        };
    }

    /// <summary>The pages with what could be read of them, and what a reviewer should know about the rest.</summary>
    /// <exception cref="UnreadableException">No page has any text.</exception>
    public static PdfPages ReadPages(PdfDocument pdf, ReadingProgress progress)
    {
        var reading = new PdfPages(pdf, progress);
        for (var number = 1; number <= pdf.PageCount; number++)
            reading.Read(number);
        reading.RequireText();
        return reading;
    }
}
