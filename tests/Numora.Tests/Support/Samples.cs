using System.Globalization;
using System.Text;

namespace Numora.Tests.Support;

/// <summary>Documents that the tests make themselves.</summary>
static class Samples
{
    static int _number = 1000;

    /// <summary>A one-page PDF invoice with a text layer: 2 lines, net 150.00, 19 % tax, gross 178.50 EUR.</summary>
    /// <param name="number">The invoice number; null for one that no other sample has.</param>
    public static byte[] Invoice(string? number = null, string vendor = "Muster Handel GmbH", string total = "178.50")
    {
        number ??= $"INV-2026-{Interlocked.Increment(ref _number)}";
        return Pdf(
            (50, 60, 16, vendor), (50, 80, 9, "Hauptstrasse 12"), (50, 92, 9, "10115 Berlin"),
            (50, 104, 9, "VAT ID: DE136695976"),
            (50, 150, 10, "Bill to:"), (50, 164, 10, "Kunde und Sohn AG"), (50, 178, 10, "Marktplatz 3"), (50, 192, 10, "50667 Koeln"),
            (350, 150, 18, "INVOICE"),
            (350, 175, 10, "Invoice number:"), (450, 175, 10, number),
            (350, 190, 10, "Invoice date:"), (450, 190, 10, "2026-03-14"),
            (350, 205, 10, "Due date:"), (450, 205, 10, "2026-04-13"),
            (50, 250, 10, "Description"), (300, 250, 10, "Quantity"), (380, 250, 10, "Unit price"), (480, 250, 10, "Amount"),
            (50, 270, 10, "Paper A4 white"), (300, 270, 10, "10"), (380, 270, 10, "5.00"), (480, 270, 10, "50.00"),
            (50, 285, 10, "Office chair"), (300, 285, 10, "1"), (380, 285, 10, "100.00"), (480, 285, 10, "100.00"),
            (380, 320, 10, "Subtotal"), (480, 320, 10, "150.00"),
            (380, 335, 10, "VAT 19%"), (480, 335, 10, "28.50"),
            (380, 350, 12, "Total EUR"), (480, 350, 12, total),
            (50, 760, 8, "IBAN: DE89 3704 0044 0532 0130 00"));
    }

    /// <summary>One A4 page in Helvetica with text at points from the top left: x, y of the base line, font size.</summary>
    public static byte[] Pdf(params (int X, int Y, int Size, string Text)[] words)
    {
        var content = new StringBuilder();
        foreach (var (x, y, size, text) in words)
            content.Append(CultureInfo.InvariantCulture,
                $"BT /F1 {size} Tf {x} {842 - y} Td ({text.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)")}) Tj ET\n");
        return Assemble(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}endstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    }

    /// <summary>A PDF page without any text.</summary>
    public static byte[] BlankPdf() => Pdf();

    /// <summary>Numbered objects, a cross-reference table and a trailer (ISO 32000-1, 7.5).</summary>
    static byte[] Assemble(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var xref = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
