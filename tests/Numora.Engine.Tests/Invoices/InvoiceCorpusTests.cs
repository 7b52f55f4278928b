using System.Globalization;
using System.Text.Json;
using Numora.Engine.Invoices;
using Numora.Engine.Pages;
using Numora.Engine.Pdf;
using Numora.Engine.Reading;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Invoices;

/// <summary>The floor under the reading of real invoices: below it something is broken, whatever the other tests say.</summary>
public class InvoiceCorpusTests
{
    [CorpusFact]
    public void Invoices_with_a_text_layer_are_read_at_least_as_well_as_promised()
    {
        var scored = Corpus.Files("invoice-pdf/docs", "*.pdf").Select(f => (Truth: Truth(f), Read: Read(f))).ToList();

        Assert.True(scored.Count >= 50, $"Only {scored.Count} documents.");
        AssertShare(0.85, "invoice_number", scored);
        AssertShare(0.85, "invoice_date", scored);
        AssertShare(0.85, "total_amount", scored);
        AssertShare(0.75, "vendor_name", scored);
    }

    static void AssertShare(double least, string field, List<(JsonElement Truth, Extraction Read)> scored)
    {
        var wanted = scored.Where(s => s.Truth.GetProperty("fields").TryGetProperty(field, out _)).ToList();
        var right = wanted.Count(s => IsRight(field, s.Truth, s.Read));

        Assert.True(right >= least * wanted.Count, $"{field}: {right} of {wanted.Count} right, {least:P0} promised.");
    }

    static bool IsRight(string field, JsonElement truth, Extraction read)
    {
        if (!read.Fields.TryGetValue(field, out var found))
            return false;

        var right = truth.GetProperty("fields").GetProperty(field);
        if (right.ValueKind is JsonValueKind.Number)
            return found.Value is FieldValue.Number number && Math.Abs(Math.Abs(number.Value) - Math.Abs(right.GetDecimal())) <= 0.005m;

        var accepted = truth.TryGetProperty("alternatives", out var all) && all.TryGetProperty(field, out var some)
            ? some.EnumerateArray().Select(a => a.GetString()!).Append(right.GetString()!)
            : [right.GetString()!];
        return accepted.Any(a => TextFold.Squash(a) == TextFold.Squash(found.Value.ToString()!));
    }

    static JsonElement Truth(string pdf) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(
        Path.GetDirectoryName(Path.GetDirectoryName(pdf))!, "truth", Path.GetFileNameWithoutExtension(pdf) + ".json"))).RootElement;

    static Extraction Read(string pdf)
    {
        using var document = PdfDocument.Open(File.ReadAllBytes(pdf));
        List<Page> pages = [.. Enumerable.Range(1, document.PageCount)
            .Select(n => document.ReadPage(n)).OfType<PdfPage>().Select(p => p.Page)];
        var read = InvoiceReader.Read(pages);

        AssertWellFormed(read, pages);
        return read;
    }

    /// <summary>Whatever is read has a place on its page, a text and a confidence, and a value of the field's type.</summary>
    static void AssertWellFormed(Extraction read, List<Page> pages)
    {
        Assert.Equal("invoice_v2", read.Schema);
        foreach (var (name, field) in read.Fields.Concat(read.LineItems.SelectMany(l => l.Fields)))
        {
            var type = (Schemas.Invoice.Field(name) ?? Schemas.Invoice.LineField(name))!.Type;
            Assert.Equal(type is FieldType.Number, field.Value is FieldValue.Number);
            Assert.True(type is not FieldType.Date || DateOnly.TryParseExact(field.Value.ToString(), "yyyy-MM-dd",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
            Assert.InRange(field.Confidence, 0.01, 0.99);
            Assert.InRange(field.Page!.Value, 1, pages.Count);
            Assert.False(string.IsNullOrWhiteSpace(field.Text));
            Assert.True(field.Box is { } box && box.X0 >= 0 && box.X0 < box.X1 && box.X1 <= 1 && box.Y0 < box.Y1 && box.Y1 <= 1);
        }
    }
}
