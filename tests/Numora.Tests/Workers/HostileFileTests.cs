using System.Diagnostics;
using Numora.Engine;
using Numora.Engine.Files;
using Numora.Engine.Workers;
using Numora.Tests.Support;
using Xunit.Abstractions;

namespace Numora.Tests.Workers;

/// <summary>Every hostile file of the corpus through one pool; its manifests say what may come out.</summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    /// <summary>Every one of these files is refused or read well before its deadline.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [CorpusFact]
    public async Task Every_hostile_file_ends_as_its_manifest_says_and_the_pool_lives_on()
    {
        await using var pool = new WorkerPool(new());
        var wrong = new List<string>();

        foreach (var (path, expect) in Files())
        {
            var file = await File.ReadAllBytesAsync(path);
            var watch = Stopwatch.StartNew();
            var outcome = FileType.Of(file) is null ? "refused at intake" : await OutcomeAsync(pool, file);
            output.WriteLine($"{expect} {watch.ElapsedMilliseconds,6} ms {Path.GetFileName(path)}: {outcome}");
            if (!Fits(expect, outcome) || watch.Elapsed > s_patience)
                wrong.Add($"{expect} {Path.GetFileName(path)}: {outcome} after {watch.Elapsed}");
        }

        Assert.Empty(wrong);
        Assert.Equal(1, (await pool.ExtractAsync(TinyPdf.OfLines("Invoice 1"), Schemas.Auto)).PageCount);
    }

    [CorpusFact]
    public async Task Every_hostile_file_is_drawn_or_refused_and_the_pool_lives_on()
    {
        await using var pool = new WorkerPool(new());
        var wrong = new List<string>();

        foreach (var (path, _) in Files())
        {
            var file = await File.ReadAllBytesAsync(path);
            var watch = Stopwatch.StartNew();
            var outcome = await OutcomeAsync(async () => (await pool.DrawAsync(file, 1)) is { } png ? $"{png.Length} bytes" : "none");
            output.WriteLine($"{watch.ElapsedMilliseconds,6} ms {Path.GetFileName(path)}: {outcome}");
            if (outcome.StartsWith("died", StringComparison.Ordinal) || watch.Elapsed > s_patience)
                wrong.Add($"{Path.GetFileName(path)}: {outcome} after {watch.Elapsed}");
        }

        Assert.Empty(wrong);
        Assert.NotNull(await pool.DrawAsync(TinyPdf.OfLines("Invoice 1"), 1));
    }

    static IEnumerable<(string Path, string Expect)> Files()
    {
        foreach (var (manifest, folder) in new[] { ("nasty/gen/MANIFEST.tsv", "nasty/gen"), ("nasty/FETCHED.tsv", "nasty/fetched") })
            foreach (var row in File.ReadLines(Path.Combine(Corpus.Folder!, manifest)).Skip(1).Select(l => l.Split('\t')))
                yield return (Path.Combine(Corpus.Folder!, folder, row[0]), row[3]);
    }

    static Task<string> OutcomeAsync(WorkerPool pool, byte[] file) =>
        OutcomeAsync(async () => $"read as {(await pool.ExtractAsync(file, Schemas.Auto)).Schema}");

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

    static bool Fits(string expect, string outcome) => expect switch
    {
        "R" => outcome == "refused at intake",
        "A" => outcome.StartsWith("read", StringComparison.Ordinal),
        "P" => outcome == nameof(FailureCode.FileEncrypted),
        _ => !outcome.StartsWith("died", StringComparison.Ordinal),
    };
}
