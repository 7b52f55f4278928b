using System.Globalization;
using Numora.Engine;
using Numora.Engine.Files;
using Numora.Engine.Workers;
using Numora.Tests.Support;

namespace Numora.Tests.Workers;

/// <summary>Scans and pictures in a worker: confined, limited, and kept for the next document.</summary>
public class RecognitionTests
{
    const long Megabyte = 1024 * 1024;

    static readonly byte[] s_text = TinyPdf.OfLines("Invoice 4711", "Date 2024-05-06", "Total EUR 12.50");

    [RecognitionFact]
    public async Task A_picture_is_read_by_a_worker_that_lives_on_with_its_languages()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        var picture = (await pool.DrawAsync(Invoice(), 1))!.Value.ToArray();
        var worker = pool.ProcessIds.Single();

        for (var i = 0; i < 3; i++)
        {
            var read = await pool.ExtractAsync(picture, Schemas.Invoice.Id);

            Assert.Equal("RE-4711", read.Fields["invoice_number"].Value.ToString());
            Assert.Equal((FieldSource.Ocr, 1), (read.Fields["total_amount"].Source, read.Fields["total_amount"].Page));
        }

        Assert.Equal(worker, pool.ProcessIds.Single()); // it holds less than the limit, and nothing made it end
    }

    [RecognitionFact]
    public async Task More_memory_is_allowed_only_while_a_page_is_recognised()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        var picture = (await pool.DrawAsync(Invoice(), 1))!.Value.ToArray();
        var worker = pool.ProcessIds.Single();

        await pool.ExtractAsync(picture, Schemas.Invoice.Id);
        var recognising = DataLimit(worker);
        await pool.ExtractAsync(s_text, Schemas.Invoice.Id);
        var reading = DataLimit(worker);

        Assert.Equal((2560 * Megabyte, 1536 * Megabyte), (recognising, reading));
    }

    [RecognitionFact]
    public async Task A_picture_that_breaks_off_is_read_or_refused_and_the_worker_lives_on()
    {
        await using var pool = new WorkerPool(new() { Size = 1 });
        var picture = (await pool.DrawAsync(Invoice(), 1))!.Value.ToArray();
        var worker = pool.ProcessIds.Single();

        foreach (var length in new[] { 60, 1_000, picture.Length / 2 })
        {
            try
            {
                await pool.ExtractAsync(picture[..length], Schemas.Auto);
            }
            catch (UnreadableException no)
            {
                Assert.Equal(FailureCode.FileCorrupt, no.Code);
            }
        }

        Assert.Equal(1, (await pool.ExtractAsync(s_text, Schemas.Auto)).PageCount);
        Assert.Equal(worker, pool.ProcessIds.Single());
    }

    static byte[] Invoice() => TinyPdf.OfLines(
        "ACME Trading Ltd", "Invoice number: RE-4711", "Invoice date: 06.05.2024", "Net 100.00 EUR", "VAT 19 % 19.00 EUR",
        "Total amount 119.00 EUR", "Thank you very much for your order. Please pay within fourteen days.");

    /// <summary>The soft limit in bytes (proc(5), limits).</summary>
    static long DataLimit(int processId)
    {
        const string name = "Max data size";
        var line = File.ReadLines($"/proc/{processId}/limits").Single(l => l.StartsWith(name, StringComparison.Ordinal));
        var soft = line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return long.Parse(soft, CultureInfo.InvariantCulture);
    }

    sealed class RecognitionFactAttribute : FactAttribute
    {
        public RecognitionFactAttribute()
        {
            if (TessData.Languages.Count == 0 || !NativeReader.Tesseract.IsInstalled)
                Skip = TessData.Advice;
        }
    }
}
