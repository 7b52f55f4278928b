using System.Collections.Concurrent;
using System.Globalization;
using Numora.Engine;
using Numora.Engine.Workers;
using Numora.Tests.Support;
using Xunit.Abstractions;

namespace Numora.Tests.Workers;

/// <summary>
/// 2,000 broken files through one pool: each is read or refused, no reading process dies, and none grows beyond what two of
/// them may hold beside a service.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    const int Count = 2_000;
    const int Seed = 20_261_122;

    /// <summary>So many mutants for each whose page is drawn, too.</summary>
    const int DrawEach = 5;

    const int ProgressEach = 100;

    /// <summary>The kernel's limit while recognising is 2.5 GB: nothing as small as these may come near it.</summary>
    const long MaxPeakBytes = 1L << 30;

    [Fact]
    public async Task Two_thousand_broken_files_are_each_read_or_refused_and_no_reading_process_dies()
    {
        var mutants = All();
        await using var pool = new WorkerPool(new() { Size = 2, MaxDocuments = int.MaxValue });
        var outcomes = new ConcurrentBag<(string Kind, string Outcome)>();
        var late = new ConcurrentBag<(string Name, Func<Task<string>> Ask)>();
        var peak = 0L;

        await Parallel.ForEachAsync(mutants, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (mutant, _) =>
        {
            await TryAsync($"{mutant.Name} read, {mutant.File.Faults}", () => ReadAsync(pool, mutant.File.Bytes));
            if (mutant.Number % DrawEach == 0)
                await TryAsync($"{mutant.Name} drawn, {mutant.File.Faults}", () => DrawAsync(pool, mutant.File.Bytes));
            if (mutant.Number % ProgressEach == 0)
                peak = Math.Max(peak, PeakBytes(pool));

            async Task TryAsync(string name, Func<Task<string>> ask)
            {
                var outcome = await OutcomeAsync(ask);
                outcomes.Add((mutant.Kind, outcome));
                if (outcome == nameof(FailureCode.ExtractionTimeout))
                    late.Add((name, ask));
                if (outcome.StartsWith("died", StringComparison.Ordinal))
                    output.WriteLine($"{name}: {outcome}");
            }
        });
        peak = Math.Max(peak, PeakBytes(pool));

        // A busy machine may make one late; alone it has to be in time.
        var slow = new List<string>();
        foreach (var (name, ask) in late)
            if (await OutcomeAsync(ask) is nameof(FailureCode.ExtractionTimeout))
                slow.Add(name);
        Report(outcomes, peak, pool);
        Assert.Empty(slow);
        Assert.DoesNotContain(outcomes, o => o.Outcome.StartsWith("died", StringComparison.Ordinal));
        Assert.Equal(2 + late.Count, pool.ProcessesStarted);
        Assert.InRange(peak, 1, MaxPeakBytes);
        Assert.True(outcomes.Count(o => o.Outcome == "read") >= Count / 4, "most mutants are refused at the door: they try nothing out");
        Assert.Equal(1, (await pool.ExtractAsync(TinyPdf.OfLines("Invoice 1"), Schemas.Auto)).PageCount);
    }

    [Fact]
    public async Task The_files_that_mutants_are_made_of_are_valid_and_of_every_type()
    {
        await using var pool = new WorkerPool(new());

        var types = new List<string>();
        foreach (var (kind, file) in Samples())
        {
            Assert.Equal("read", await OutcomeAsync(() => ReadAsync(pool, file)));
            types.Add(Engine.Files.FileType.Of(file)!.Name);
        }

        Assert.Equal(9, types.Distinct().Count());
    }

    static List<(int Number, string Name, string Kind, Mutant File)> All()
    {
        var (samples, mutants) = (Samples(), new Mutants(new Random(Seed)));
        return [.. Enumerable.Range(1, Count).Select(number =>
        {
            var (kind, file) = samples[number % samples.Count];
            return (number, $"{number} ({kind})", kind, mutants.Of(file));
        })];
    }

    static List<(string Kind, byte[] File)> Samples()
    {
        var cii = File.ReadAllBytes(Path.Combine(TidyTests.Root, "tests/Numora.Engine.Tests/Samples/einvoice/cii-invoice.xml"));
        var (form, attached, scan) = (new TinyPdf(), new TinyPdf(), new TinyPdf());
        form.Page().Text(50, 60, "Invoice").Field("number", "4711", 150, 50, 100, 14).Text(50, 90, "Total EUR 12.50");
        attached.Page().Text(50, 60, "Invoice 4711");
        attached.Attach("factur-x.xml", cii);
        scan.Page(160, 60).Picture(WordPictures.Jpeg(), WordPictures.Width, WordPictures.Height, 8, 6, 144, 48);
        return
        [
            ("PDF with text", Support.Samples.Invoice("INV-1")), ("PDF with a form", form.ToBytes()),
            ("PDF with an attachment", attached.ToBytes()), ("scanned PDF", scan.ToBytes()),
            ("JPEG", WordPictures.Jpeg()), ("PNG", WordPictures.Png()), ("TIFF", WordPictures.Tiff()),
            ("WEBP", WordPictures.Webp()), ("GIF", WordPictures.Gif()), ("BMP", WordPictures.Bmp()),
            ("HEIC", WordPictures.Heic()), ("UBL", EInvoices.Ubl("UBL-1")), ("CII", cii),
        ];
    }

    static async Task<string> ReadAsync(WorkerPool pool, byte[] file)
    {
        await pool.ExtractAsync(file, Schemas.Auto);
        return "read";
    }

    static async Task<string> DrawAsync(WorkerPool pool, byte[] file) =>
        await pool.DrawAsync(file, 1) is null ? "no page" : "drawn";

    static async Task<string> OutcomeAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (UnreadableException no)
        {
            return no.Code.ToString();
        }
        catch (WorkerDiedException died)
        {
            return $"died: {died.Message} {died.Diagnostics}";
        }
    }

    /// <summary>The most that one of the reading processes has ever had in memory (proc(5), <c>VmHWM</c>).</summary>
    static long PeakBytes(WorkerPool pool) => pool.ProcessIds.Max(id =>
    {
        var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line.AsSpan("VmHWM:".Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
    });

    void Report(IEnumerable<(string Kind, string Outcome)> outcomes, long peak, WorkerPool pool)
    {
        foreach (var kind in outcomes.GroupBy(o => o.Kind).OrderBy(k => k.Key, StringComparer.Ordinal))
            output.WriteLine($"{kind.Key,-24} " + string.Join(", ", kind.GroupBy(o => o.Outcome).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => $"{g.Key} {g.Count()}")));
        output.WriteLine($"{peak / 1024 / 1024} MB at most in a reading process, {pool.ProcessesStarted} started");
    }
}
