using System.Collections.Concurrent;
using System.Diagnostics;
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
    const int DrawEach = 7;

    /// <summary>Every third is a picture or a scan.</summary>
    const int RecogniseEach = 3;

    /// <summary>So many of the samples, the first ones, need no recognition.</summary>
    const int TextSamples = 5;

    /// <summary>After so many, memory is looked at.</summary>
    const int LookEach = 100;

    /// <summary>The kernel's limit while recognising is 2.5 GB: nothing as small as these may come near it.</summary>
    const long MaxPeakBytes = 1L << 30;

    [Fact]
    public async Task Two_thousand_broken_files_are_each_read_or_refused_and_no_reading_process_dies()
    {
        var mutants = All();
        await using var pool = new WorkerPool(new() { Size = 2, MaxDocuments = int.MaxValue });
        var outcomes = new ConcurrentBag<Tried>();
        var late = new ConcurrentBag<(string Name, Func<Task<string>> Ask)>();
        var peak = 0L;

        await Parallel.ForEachAsync(mutants, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (mutant, _) =>
        {
            await TryAsync($"{mutant.Name} read, {mutant.File.Faults}", () => ReadAsync(pool, mutant.File.Bytes));
            if (mutant.Number % DrawEach == 0)
                await TryAsync($"{mutant.Name} drawn, {mutant.File.Faults}", () => DrawAsync(pool, mutant.File.Bytes));
            if (mutant.Number % LookEach == 0)
                peak = Math.Max(peak, PeakBytes(pool));

            async Task TryAsync(string name, Func<Task<string>> ask)
            {
                var began = Stopwatch.GetTimestamp();
                var outcome = await OutcomeAsync(ask);
                outcomes.Add(new(mutant.Kind, outcome, Stopwatch.GetElapsedTime(began)));
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
        Assert.InRange(pool.ProcessesStarted, 2, 2 + late.Count);
        Assert.InRange(peak, 1, MaxPeakBytes);
        Assert.True(outcomes.Count(o => o.Outcome == "read") >= Count / 4, "nearly all are refused at the door: they try nothing out");
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

    sealed record Tried(string Kind, string Outcome, TimeSpan Took);

    static List<(int Number, string Name, string Kind, Mutant File)> All()
    {
        var (samples, mutants) = (Samples(), new Mutants(new Random(Seed)));
        return [.. Enumerable.Range(1, Count).Select(number =>
        {
            var (kind, file) = Chosen(number);
            return (number, $"{number} ({kind})", kind, mutants.Of(file));
        })];

        // Recognition takes a hundred times as long as text: those without it have most of the mutants.
        (string Kind, byte[] File) Chosen(int number) => number % RecogniseEach == 0
            ? samples[TextSamples + number / RecogniseEach % (samples.Count - TextSamples)]
            : samples[number % TextSamples];
    }

    static List<(string Kind, byte[] File)> Samples()
    {
        var cii = File.ReadAllBytes(Path.Combine(TidyTests.Root, "tests/Numora.Engine.Tests/Samples/einvoice/cii-invoice.xml"));
        var (text, form, attached, scan) = (new TinyPdf(), new TinyPdf(), new TinyPdf(), new TinyPdf());
        text.Page(200, 80).Text(10, 20, "Invoice 4711").Text(10, 35, "Date 2026-03-14").Text(10, 50, "Total EUR 12.50");
        form.Page(200, 80).Text(10, 20, "Invoice").Field("number", "4711", 90, 10, 90, 14).Text(10, 50, "Total EUR 12.50");
        attached.Page(200, 80).Text(10, 20, "Invoice 4711").Text(10, 50, "Total EUR 12.50");
        attached.Attach("factur-x.xml", cii);
        scan.Page(160, 60).Picture(WordPictures.Jpeg(), WordPictures.Width, WordPictures.Height, 8, 6, 144, 48);
        return
        [
            ("PDF with text", text.ToBytes()), ("PDF with a form", form.ToBytes()),
            ("PDF with an attachment", attached.ToBytes()), ("UBL", EInvoices.Ubl("UBL-1")), ("CII", cii),
            ("scanned PDF", scan.ToBytes()), ("JPEG", WordPictures.Jpeg()), ("PNG", WordPictures.Png()),
            ("TIFF", WordPictures.Tiff()), ("WEBP", WordPictures.Webp()), ("GIF", WordPictures.Gif()),
            ("BMP", WordPictures.Bmp()), ("HEIC", WordPictures.Heic()),
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

    void Report(IEnumerable<Tried> outcomes, long peak, WorkerPool pool)
    {
        foreach (var kind in outcomes.GroupBy(o => o.Kind).OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var (mean, most) = (kind.Average(o => o.Took.TotalMilliseconds), kind.Max(o => o.Took.TotalMilliseconds));
            var counts = kind.CountBy(o => o.Outcome).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}");
            output.WriteLine($"{kind.Key,-24}{mean,6:0} ms, at most {most,6:0}: {string.Join(", ", counts)}");
        }

        output.WriteLine($"{peak / 1024 / 1024} MB at most in a reading process, {pool.ProcessesStarted} started");
    }
}
