using Numora.Engine.Files;
using Numora.Engine.Images;
using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>One PDF, opened from memory.</summary>
sealed unsafe partial class PdfDocument : IDisposable
{
    public const int MaxPages = 500;

    // FPDF_GetLastError
    const uint ErrorPassword = 4;
    const uint ErrorSecurity = 5;

    readonly FileBytes _file;
    readonly nint _document;
    readonly Lazy<PdfForm?> _form;
    bool _closed;

    PdfDocument(FileBytes file, nint document, int pageCount)
    {
        (_file, _document, PageCount) = (file, document, pageCount);
        _form = new(() => PdfForm.Open(_document));
    }

    /// <summary>As the file declares them; some may turn out to be unreadable.</summary>
    public int PageCount { get; }

    /// <summary>Opens a document over its own copy of the bytes.</summary>
    public static PdfDocument Open(ReadOnlySpan<byte> bytes) => Open(FileBytes.Of(bytes));

    /// <param name="file">Belongs to the document from now on, also when it cannot be opened.</param>
    /// <exception cref="UnreadableException">Encrypted, damaged, too many pages, or no PDFium on this machine.</exception>
    public static PdfDocument Open(FileBytes file)
    {
        nint document = 0;
        lock (Pdfium.Gate)
        {
            try
            {
                Pdfium.Start();
                document = Pdfium.FPDF_LoadMemDocument64(file.Start, (nuint)file.Length, null);
                if (document == 0)
                    throw WhyNot(Pdfium.FPDF_GetLastError());
                return new(file, document, CountPages(document));
            }
            catch
            {
                if (document != 0)
                    Pdfium.FPDF_CloseDocument(document);
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>The words of a page, or null when the page cannot be read.</summary>
    /// <param name="number">From 1.</param>
    public PdfPage? ReadPage(int number) => WithPage(number, (page, geometry) =>
    {
        var (words, unreadable) = PageText.Read(page, geometry);
        var layer = PageLayer.Of(page, geometry, words, unreadable);
        var values = _form.Value?.Values(page, geometry, words) ?? [];
        return new PdfPage(new Page(number, geometry.Width, geometry.Height, [.. words, .. values]), layer, values);
    });

    /// <summary>The page as a picture to recognise its text on, or null when the page cannot be read.</summary>
    /// <param name="number">From 1.</param>
    public Picture? PicturePage(int number) =>
        WithPage(number, (page, geometry) => PdfPicture.Of(page, geometry, _form.Value));

    /// <summary>The page as PNG, or null when the page cannot be read.</summary>
    /// <param name="number">From 1.</param>
    public byte[]? DrawPage(int number) =>
        WithPage(number, (page, geometry) => PdfDrawing.Draw(page, geometry, _form.Value));

    public IReadOnlyList<PdfAttachment> Attachments()
    {
        lock (Pdfium.Gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return PdfAttachments.List(_document);
        }
    }

    /// <summary>An attachment's bytes; null when it is empty, broken or larger than the limit.</summary>
    public byte[]? ReadAttachment(PdfAttachment attachment)
    {
        lock (Pdfium.Gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return PdfAttachments.Read(_document, attachment.Index);
        }
    }

    public void Dispose()
    {
        lock (Pdfium.Gate)
        {
            if (_closed)
                return;
            _closed = true;
            if (_form.IsValueCreated)
                _form.Value?.Dispose();
            Pdfium.FPDF_CloseDocument(_document);
            _file.Dispose();
        }
    }

    T? WithPage<T>(int number, Func<nint, PageGeometry, T> read) where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        lock (Pdfium.Gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var page = number <= PageCount ? Pdfium.FPDF_LoadPage(_document, number - 1) : 0;
            if (page == 0)
                return null;
            try
            {
                return read(page, PageGeometry.Of(page));
            }
            finally
            {
                Pdfium.FPDF_ClosePage(page);
            }
        }
    }

    static int CountPages(nint document) => Pdfium.FPDF_GetPageCount(document) switch
    {
        > MaxPages and var count => throw new UnreadableException(FailureCode.FileTooLarge,
            $"The PDF has {count} pages; at most {MaxPages} are read. Split it and send the parts."),
        > 0 and var count => count,
        _ => throw new UnreadableException(FailureCode.FileCorrupt,
            "The PDF has no pages. Send it again from its source."),
    };

    static UnreadableException WhyNot(uint error) => error switch
    {
        ErrorPassword => new(FailureCode.FileEncrypted,
            "The PDF needs a password. Save it without one and send it again."),
        ErrorSecurity => new(FailureCode.FileEncrypted,
            "The PDF is protected, by a password or otherwise, in a way that cannot be opened here. " +
            "Save it without protection and send it again."),
        _ => new(FailureCode.FileCorrupt,
            "The PDF is damaged and cannot be opened. Export or print it to a new PDF and send that."),
    };
}
