using System.Runtime.InteropServices;
using Numora.Engine.Files;

namespace Numora.Engine.Pdf;

/// <summary>
/// The part of PDFium's C API that is used here (fpdfview.h, fpdf_text.h, fpdf_annot.h, fpdf_attachment.h,
/// fpdf_edit.h, fpdf_transformpage.h). PDFium is not thread-safe: every call is made under <see cref="Gate"/>.
/// </summary>
static unsafe partial class Pdfium
{
    const string Library = NativeReader.PdfiumName;

    public static readonly Lock Gate = new();

    static readonly Lazy<bool> s_started = new(() =>
    {
        NativeReader.Pdfium.Require();
        FPDF_InitLibrary();
        return true;
    });

    /// <summary>Loads and starts the library once; call under <see cref="Gate"/>.</summary>
    public static void Start() => _ = s_started.Value;

    /// <summary>FS_RECTF: in page units, the y axis points up.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Rect
    {
        public float Left, Top, Right, Bottom;
    }

    /// <summary>FS_MATRIX.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Matrix
    {
        public float A, B, C, D, E, F;
    }

    [LibraryImport(Library)] private static partial void FPDF_InitLibrary();

    [LibraryImport(Library)] public static partial nint FPDF_LoadMemDocument64(byte* data, nuint size, byte* password);

    [LibraryImport(Library)] public static partial void FPDF_CloseDocument(nint document);

    [LibraryImport(Library)] public static partial uint FPDF_GetLastError();

    [LibraryImport(Library)] public static partial int FPDF_GetPageCount(nint document);

    [LibraryImport(Library)] public static partial nint FPDF_LoadPage(nint document, int index);

    [LibraryImport(Library)] public static partial void FPDF_ClosePage(nint page);

    [LibraryImport(Library)] public static partial float FPDF_GetPageWidthF(nint page);

    [LibraryImport(Library)] public static partial float FPDF_GetPageHeightF(nint page);

    [LibraryImport(Library)] public static partial int FPDF_GetPageBoundingBox(nint page, out Rect box);

    [LibraryImport(Library)] public static partial int FPDFPage_GetRotation(nint page);

    [LibraryImport(Library)] public static partial int FPDFPage_CountObjects(nint page);

    [LibraryImport(Library)] public static partial nint FPDFPage_GetObject(nint page, int index);

    [LibraryImport(Library)] public static partial int FPDFPageObj_GetType(nint pageObject);

    [LibraryImport(Library)]
    public static partial int FPDFPageObj_GetBounds(
        nint pageObject, out float left, out float bottom, out float right, out float top);

    [LibraryImport(Library)] public static partial nint FPDFText_LoadPage(nint page);

    [LibraryImport(Library)] public static partial void FPDFText_ClosePage(nint text);

    [LibraryImport(Library)] public static partial int FPDFText_CountChars(nint text);

    [LibraryImport(Library)] public static partial uint FPDFText_GetUnicode(nint text, int index);

    [LibraryImport(Library)] public static partial int FPDFText_GetLooseCharBox(nint text, int index, out Rect box);

    [LibraryImport(Library)] public static partial double FPDFText_GetFontSize(nint text, int index);

    [LibraryImport(Library)] public static partial int FPDFText_GetFontWeight(nint text, int index);

    [LibraryImport(Library)] public static partial int FPDFText_GetTextRenderMode(nint text, int index);

    [LibraryImport(Library)] public static partial int FPDFText_GetMatrix(nint text, int index, out Matrix matrix);

    /// <summary>Bytes of the font's name in UTF-8 with its closing zero; writes nothing when they do not fit.</summary>
    [LibraryImport(Library)]
    public static partial nuint FPDFText_GetFontInfo(nint text, int index, byte* name, nuint length, int* flags);

    [LibraryImport(Library)] public static partial int FPDF_GetFormType(nint document);

    [LibraryImport(Library)] public static partial nint FPDFDOC_InitFormFillEnvironment(nint document, void* callbacks);

    [LibraryImport(Library)] public static partial void FPDFDOC_ExitFormFillEnvironment(nint form);

    [LibraryImport(Library)] public static partial void FORM_OnAfterLoadPage(nint page, nint form);

    [LibraryImport(Library)] public static partial void FORM_OnBeforeClosePage(nint page, nint form);

    [LibraryImport(Library)] public static partial void FPDF_SetFormFieldHighlightAlpha(nint form, byte alpha);

    [LibraryImport(Library)]
    public static partial void FPDF_FFLDraw(
        nint form, nint bitmap, nint page, int left, int top, int width, int height, int rotate, int flags);

    [LibraryImport(Library)] public static partial int FPDFPage_GetAnnotCount(nint page);

    [LibraryImport(Library)] public static partial nint FPDFPage_GetAnnot(nint page, int index);

    [LibraryImport(Library)] public static partial void FPDFPage_CloseAnnot(nint annotation);

    [LibraryImport(Library)] public static partial int FPDFAnnot_GetSubtype(nint annotation);

    [LibraryImport(Library)] public static partial int FPDFAnnot_GetFlags(nint annotation);

    [LibraryImport(Library)] public static partial int FPDFAnnot_GetRect(nint annotation, out Rect box);

    [LibraryImport(Library)] public static partial int FPDFAnnot_GetFormFieldType(nint form, nint annotation);

    [LibraryImport(Library)] public static partial int FPDFAnnot_GetFormFieldFlags(nint form, nint annotation);

    [LibraryImport(Library)] public static partial int FPDFAnnot_GetFontSize(nint form, nint annotation, out float size);

    /// <summary>Bytes of the value in UTF-16 with its closing zero; writes nothing when they do not fit.</summary>
    [LibraryImport(Library)]
    public static partial CULong FPDFAnnot_GetFormFieldValue(nint form, nint annotation, void* value, CULong length);

    [LibraryImport(Library)] public static partial int FPDFDoc_GetAttachmentCount(nint document);

    [LibraryImport(Library)] public static partial nint FPDFDoc_GetAttachment(nint document, int index);

    [LibraryImport(Library)]
    public static partial CULong FPDFAttachment_GetName(nint attachment, void* name, CULong length);

    [LibraryImport(Library)]
    public static partial int FPDFAttachment_GetFile(nint attachment, void* file, CULong length, out CULong needed);

    [LibraryImport(Library)]
    public static partial nint FPDFBitmap_CreateEx(int width, int height, int format, void* pixels, int stride);

    [LibraryImport(Library)] public static partial void FPDFBitmap_Destroy(nint bitmap);

    [LibraryImport(Library)]
    public static partial void FPDFBitmap_FillRect(nint bitmap, int left, int top, int width, int height, uint argb);

    [LibraryImport(Library)]
    public static partial void FPDF_RenderPageBitmap(
        nint bitmap, nint page, int left, int top, int width, int height, int rotate, int flags);
}
