using System.Diagnostics;
using System.Globalization;
using Numora.Engine;
using Numora.Engine.Workers;

namespace Numora.Benchmarks;

/// <summary>
/// Documents of the corpus through reading processes and through the service, beside what others need for their text alone:
/// the same files, the same run, one at a time and two at a time.
/// </summary>
static class Reading
{
    /// <summary>The better one counts: what else runs on the machine only ever adds.</summary>
    const int Rounds = 2;

    public static DocumentSet Texts { get; } = new("text PDF", "invoice-pdf", "*.pdf", MaxFiles: 55, Repeats: 4, Peer.OfText);

    public static DocumentSet Scans { get; } = new("scan (PDF)", "invoice-scan", "*.pdf", MaxFiles: 6, Repeats: 1, Peer.OfScans);

    public static DocumentSet Receipts { get; } =
        new("receipt (JPEG)", "receipt-sroie", "*.jpg", MaxFiles: 8, Repeats: 1, Peer.OfPictures);

    public static async Task RunAsync(ServiceUnderTest service, params DocumentSet[] sets)
    {
        foreach (var set in sets)
        {
            var files = set.Files();
            var pages = await PagesAsync(files);
            Console.WriteLine($"{set.Name}: {files.Length} files, {pages} pages, {set.Repeats} times, {Rounds} rounds");
            var measured = new List<Measured>();
            for (var round = 0; round < Rounds; round++)
            {
                Add(await NumoraAsync(set, files));
                foreach (var peer in set.Peers)
                    Add(await PeerAsync(peer, files));
                Add(await ServiceAsync(service, set, files));
            }

            void Add(Measured one)
            {
                measured.Add(one);
                Console.WriteLine(one);
            }

            foreach (var reader in measured.GroupBy(m => m.Reader))
                Console.WriteLine(Row(set, pages / (double)files.Length, [.. reader]));
        }
    }

    /// <summary>Milliseconds a document; processor time null where it is not known.</summary>
    sealed record Measured(string Reader, double? OneMs, double? CpuMs, double TwoMs);

    static string Row(DocumentSet set, double pagesEach, List<Measured> rounds)
    {
        var (one, cpu, two) = (rounds.Min(m => m.OneMs), rounds.Min(m => m.CpuMs), rounds.Min(m => m.TwoMs));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {set.Name} | {rounds[0].Reader} | {one:0} | {cpu:0} | {one / pagesEach:0} | {cpu / pagesEach:0} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{1000 / one:0.00} | {1000 / two:0.00} |");
    }

    static async Task<Measured> NumoraAsync(DocumentSet set, string[] files)
    {
        var (one, cpu) = await In(1);
        var (two, _) = await In(2);
        return new("Numora, reading process", one, cpu, two);

        async Task<(double Wall, double Cpu)> In(int processes)
        {
            await using var pool = new WorkerPool(new() { Size = processes, MaxDocuments = int.MaxValue });
            await Task.WhenAll(Enumerable.Repeat(0, processes).Select(_ => ReadAsync(pool, files[0]))); // languages are loaded
            var (watch, before) = (Stopwatch.StartNew(), CpuTime.OfThis() + CpuTime.Of(pool.ProcessIds));
            for (var repeat = 0; repeat < set.Repeats; repeat++)
                await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = processes },
                    async (file, _) => await ReadAsync(pool, file));
            var spent = CpuTime.OfThis() + CpuTime.Of(pool.ProcessIds) - before;
            return (watch.Elapsed.TotalMilliseconds / files.Length / set.Repeats, spent.TotalMilliseconds / files.Length / set.Repeats);
        }
    }

    static async Task<Measured> PeerAsync(Peer peer, string[] files)
    {
        await peer.RunAsync(files[0]); // programs and data are in the page cache
        var (one, cpu) = await In(1);
        var (two, _) = await In(2);
        return new(peer.Name, one, cpu, two);

        async Task<(double Wall, double Cpu)> In(int processes)
        {
            var (watch, before) = (Stopwatch.StartNew(), CpuTime.OfEndedChildren());
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = processes },
                async (file, _) => await peer.RunAsync(file));
            var spent = CpuTime.OfEndedChildren() - before;
            return (watch.Elapsed.TotalMilliseconds / files.Length, spent.TotalMilliseconds / files.Length);
        }
    }

    /// <summary>From the first upload to the last document that can be reviewed, eight clients.</summary>
    static async Task<Measured> ServiceAsync(ServiceUnderTest service, DocumentSet set, string[] files)
    {
        var bytes = files.Select(File.ReadAllBytes).ToArray();
        var ids = new string[files.Length * set.Repeats];
        await service.WaitAsync(await service.UploadAsync(bytes[0], Schemas.Auto), TimeSpan.FromMilliseconds(20));
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, _) => ids[i] = await service.UploadAsync(bytes[i % bytes.Length], Schemas.Auto));
        foreach (var id in ids)
            if (await service.WaitAsync(id, TimeSpan.FromMilliseconds(20)) is not "review_required" and var status)
                Console.WriteLine($"{id} ended {status}.");
        return new("Numora, service (two processes)", null, null, watch.Elapsed.TotalMilliseconds / ids.Length);
    }

    static async Task<int> PagesAsync(string[] files)
    {
        await using var pool = new WorkerPool(new());
        var pages = await Task.WhenAll(files.Select(f => ReadAsync(pool, f)));
        return pages.Sum();
    }

    static async Task<int> ReadAsync(WorkerPool pool, string path)
    {
        await using var file = File.OpenRead(path);
        var read = await pool.ExtractAsync((to, ct) => file.CopyToAsync(to, ct), file.Length, Schemas.Auto, CancellationToken.None);
        return read.PageCount;
    }
}
