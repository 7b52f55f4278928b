using System.Text;
using Numora.Engine.Files;

namespace Numora.Engine.Workers;

/// <summary>Loads and compiles what the first document needs, before there is one.</summary>
static class WarmUp
{
    const string Page = "BT /F 10 Tf 1 0 0 1 50 700 Tm (Invoice 1 of 2024-01-01 Total EUR 1.00) Tj ET";

    public static void Run()
    {
        if (!NativeReader.Pdfium.IsInstalled)
            return;
        var file = Encoding.ASCII.GetBytes(SmallestPdf());
        foreach (var schema in new[] { Schemas.Invoice, Schemas.Contract })
            Engine.Extract(file, schema.Id);
    }

    /// <summary>Without a table of its objects: the reader finds them.</summary>
    static string SmallestPdf() => $"""
        %PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
        /Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj
        4 0 obj <</Length {Page.Length}>> stream
        {Page}
        endstream endobj
        trailer <</Root 1 0 R>>
        """;
}
