using System.Runtime.InteropServices;
using Numora.Engine.Pages;

namespace Numora.Engine.Pdf;

/// <summary>The values that people typed into a PDF's form fields: PDFium's text page does not have them.</summary>
sealed unsafe class PdfForm : IDisposable
{
    const int MaxAnnotations = 2_000;
    const int MaxValueCharacters = 4_000;

    const int Widget = 20;
    const int Hidden = 1 << 1;
    const int NoView = 1 << 5;
    const int Password = 1 << 13;
    const int ComboBox = 4;
    const int ListBox = 5;
    const int TextField = 6;

    /// <summary>Bytes of FPDF_FORMFILLINFO with room to spare; only its version is set, no callback is given.</summary>
    const int CallbacksSize = 1024;

    readonly void* _callbacks;
    readonly nint _form;

    PdfForm(void* callbacks, nint form)
    {
        _callbacks = callbacks;
        _form = form;
    }

    /// <summary>Null where the document has no form.</summary>
    public static PdfForm? Open(nint document)
    {
        if (Pdfium.FPDF_GetFormType(document) == 0)
            return null;
        var callbacks = NativeMemory.AllocZeroed(CallbacksSize);
        *(int*)callbacks = 1; // version without XFA
        var form = Pdfium.FPDFDOC_InitFormFillEnvironment(document, callbacks);
        if (form != 0)
            return new(callbacks, form);
        NativeMemory.Free(callbacks);
        return null;
    }

    /// <summary>The visible values of the page's fields that its words do not show already.</summary>
    public List<Word> Values(nint page, PageGeometry geometry, IReadOnlyList<Word> printed)
    {
        var words = new List<Word>();
        var count = Math.Min(Pdfium.FPDFPage_GetAnnotCount(page), MaxAnnotations);
        for (var i = 0; i < count; i++)
        {
            var annotation = Pdfium.FPDFPage_GetAnnot(page, i);
            if (annotation == 0)
                continue;
            if (ValueOf(annotation) is { Length: > 0 } value
                && Pdfium.FPDFAnnot_GetRect(annotation, out var rectangle) != 0)
                words.AddRange(FormValue.Words(value, geometry.Displayed(rectangle), FontSize(annotation), printed));
            Pdfium.FPDFPage_CloseAnnot(annotation);
        }

        return words;
    }

    /// <summary>Draws the fields over a drawn page, also those whose appearance the file leaves to the viewer.</summary>
    public void Draw(nint bitmap, nint page, int width, int height)
    {
        Pdfium.FORM_OnAfterLoadPage(page, _form);
        Pdfium.FPDF_SetFormFieldHighlightAlpha(_form, 0);
        Pdfium.FPDF_FFLDraw(_form, bitmap, page, 0, 0, width, height, 0, 0);
        Pdfium.FORM_OnBeforeClosePage(page, _form); // the form keeps a pointer to the page otherwise
    }

    public void Dispose()
    {
        Pdfium.FPDFDOC_ExitFormFillEnvironment(_form);
        NativeMemory.Free(_callbacks);
    }

    string? ValueOf(nint annotation)
    {
        if (Pdfium.FPDFAnnot_GetSubtype(annotation) != Widget
            || (Pdfium.FPDFAnnot_GetFlags(annotation) & (Hidden | NoView)) != 0)
            return null;
        var isText = Pdfium.FPDFAnnot_GetFormFieldType(_form, annotation) is ComboBox or ListBox or TextField;
        if (!isText || (Pdfium.FPDFAnnot_GetFormFieldFlags(_form, annotation) & Password) != 0)
            return null;

        var needed = (int)Math.Min(Pdfium.FPDFAnnot_GetFormFieldValue(_form, annotation, null, new(0)).Value, int.MaxValue);
        var characters = needed / sizeof(char) - 1;
        if (characters is <= 0 or > MaxValueCharacters)
            return null;
        var buffer = new char[characters + 1];
        fixed (char* start = buffer)
            Pdfium.FPDFAnnot_GetFormFieldValue(_form, annotation, start, new((nuint)needed));
        return new(buffer, 0, characters);
    }

    double FontSize(nint annotation) =>
        Pdfium.FPDFAnnot_GetFontSize(_form, annotation, out var size) != 0 ? size : 0;
}
