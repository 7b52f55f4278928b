namespace Numora.Engine.Pdf;

/// <summary>A file inside a PDF.</summary>
/// <param name="Index">From 0, as the PDF lists them.</param>
/// <param name="Name">As the PDF has it: for choosing and showing, never a path.</param>
readonly record struct PdfAttachment(int Index, string Name);

/// <summary>Reads the list of attachments and their bytes.</summary>
static unsafe class PdfAttachments
{
    public const int MaxAttachments = 100;

    /// <summary>Also the limit of a bare e-invoice (spec/reliability.md §4).</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    const int MaxNameBytes = 2_048;

    public static List<PdfAttachment> List(nint document)
    {
        var found = new List<PdfAttachment>();
        var count = Math.Min(Pdfium.FPDFDoc_GetAttachmentCount(document), MaxAttachments);
        for (var i = 0; i < count; i++)
        {
            var attachment = Pdfium.FPDFDoc_GetAttachment(document, i);
            if (attachment != 0)
                found.Add(new(i, NameOf(attachment)));
        }

        return found;
    }

    /// <summary>The bytes of one attachment; null when there are none or too many.</summary>
    public static byte[]? Read(nint document, int index)
    {
        var attachment = Pdfium.FPDFDoc_GetAttachment(document, index);
        if (attachment == 0 || Pdfium.FPDFAttachment_GetFile(attachment, null, new(0), out var size) == 0
            || size.Value is 0 or > MaxBytes)
            return null;
        var bytes = new byte[(int)size.Value];
        fixed (byte* start = bytes)
            return Pdfium.FPDFAttachment_GetFile(attachment, start, size, out var written) != 0
                && written.Value == size.Value ? bytes : null;
    }

    static string NameOf(nint attachment)
    {
        var buffer = stackalloc char[MaxNameBytes / sizeof(char)];
        var bytes = Pdfium.FPDFAttachment_GetName(attachment, buffer, new(MaxNameBytes)).Value;
        return bytes is > sizeof(char) and <= MaxNameBytes ? new(buffer, 0, (int)bytes / sizeof(char) - 1) : "";
    }
}
