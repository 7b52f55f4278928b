using System.Text.RegularExpressions;
using Numora.Engine.Contracts;
using Numora.Engine.EInvoice;
using Numora.Engine.Files;
using Numora.Engine.Images;
using Numora.Engine.Invoices;
using Numora.Engine.Memory;
using Numora.Engine.Pages;
using Numora.Engine.Pdf;
using Numora.Engine.Ranking;
using Numora.Engine.Receipts;
using Numora.Engine.Recognition;

namespace Numora.Engine;

/// <summary>Which fields of a document's bytes are which: the whole of the reading, in this process.</summary>
/// <remarks>
/// Documents are hostile: the service calls this only inside a worker process (Workers/WorkerPool).
/// </remarks>
public static class Engine
{
    /// <param name="schemaId">A schema's id or <see cref="Schemas.Auto"/>.</param>
    /// <exception cref="UnreadableException">A final no with its reason.</exception>
    public static Extraction Extract(ReadOnlyMemory<byte> file, string schemaId)
    {
        using var bytes = FileBytes.Of(file.Span);
        return Extract(bytes, schemaId, ReadingProgress.Untold);
    }

    internal static Extraction Extract(FileBytes file, string schemaId, ReadingProgress progress)
    {
        var schema = Schemas.Find(schemaId);
        if (schema is null && schemaId != Schemas.Auto)
            throw new ArgumentException($"There is no schema {schemaId}.", nameof(schemaId));
        var type = TypeOf(file);
        if (type == FileType.Pdf)
        {
            using var pdf = PdfDocument.Open(file);
            progress.Opened(pdf.PageCount);
            return PdfExtraction.Read(pdf, schema, progress);
        }

        if (type == FileType.EInvoice)
            return ReadEInvoice(file, schema);
        var pages = ImageHeader.Check(type, file.GetSpan());
        progress.Opened(pages);
        return new PictureExtraction(type, file, pages, progress).Read(schema);
    }

    /// <summary>A page as PNG; null where there is no such page.</summary>
    /// <param name="number">From 1.</param>
    internal static byte[]? DrawPage(FileBytes file, int number, Action<int> opened)
    {
        var type = TypeOf(file);
        if (type == FileType.EInvoice)
            return null;
        if (type == FileType.Pdf)
        {
            using var pdf = PdfDocument.Open(file);
            opened(pdf.PageCount);
            return pdf.DrawPage(number);
        }

        var pages = ImageHeader.Check(type, file.GetSpan());
        opened(pages);
        return number <= pages ? ImageDrawing.Draw(type, file, number) : null;
    }

    /// <summary>The words of a file's pages.</summary>
    /// <exception cref="UnreadableException">There are none.</exception>
    internal static IReadOnlyList<Page> ReadPages(ReadOnlyMemory<byte> file)
    {
        var bytes = FileBytes.Of(file.Span);
        var type = TypeOf(bytes);
        if (type == FileType.Pdf)
        {
            using var pdf = PdfDocument.Open(bytes);
            return PdfExtraction.ReadPages(pdf, ReadingProgress.Untold).Pages;
        }

        using (bytes)
        {
            var count = ImageHeader.Check(type, file.Span);
            return new PictureExtraction(type, bytes, count, ReadingProgress.Untold).ReadPages();
        }
    }

    /// <summary>Reads the pages of a document of a known kind.</summary>
    /// <param name="models">Null for those of this program.</param>
    internal static Extraction Read(IReadOnlyList<Page> pages, Schema schema, Models? models = null)
    {
        models ??= Models.Shipped;
        try
        {
            var read = schema == Schemas.Contract ? ContractReader.Read(pages)
                : schema == Schemas.Receipt ? ReceiptReader.Read(pages, models)
                : InvoiceReader.Read(pages, models);
            // Contracts are written anew each time: there is nothing to remember.
            var words = schema == Schemas.Contract ? null : DocumentWords.Of(pages, read);
            return Calibrated.Of(read, models) with { Words = words };
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new UnreadableException(FailureCode.ExtractionTimeout,
                "The document's text is built so that reading it takes too long. Export or print it to a new PDF.", e);
        }
    }

    static FileType TypeOf(FileBytes file) => FileType.Of(file.GetSpan())
        ?? throw new UnreadableException(FailureCode.UnsupportedFileType,
            "The file is of no type that can be read: PDF, JPEG, PNG, TIFF, HEIC, WEBP, GIF, BMP and e-invoice XML are.");

    static Extraction ReadEInvoice(FileBytes file, Schema? schema)
    {
        if (schema is not null && schema != Schemas.Invoice)
            throw new UnreadableException(FailureCode.UnsupportedFileType,
                $"The file is an e-invoice (XML) and cannot be read as {schema.Label.ToLowerInvariant()}. "
                + $"Send it with the schema {Schemas.Invoice.Id}.");
        if (file.Length > PdfAttachments.MaxBytes)
            throw new UnreadableException(FailureCode.FileTooLarge,
                $"The e-invoice has more than {PdfAttachments.MaxBytes / 1024 / 1024} MB.");
        return EInvoiceReader.Read(file.Memory);
    }
}
