using System.Diagnostics;

namespace Numora.Benchmarks;

/// <summary>Documents a second from upload to <c>review_required</c>, text PDFs, eight clients that do not wait.</summary>
static class Throughput
{
    const int Documents = 600;
    const int Clients = 8;

    public static async Task RunAsync(ServiceUnderTest service)
    {
        var files = Enumerable.Range(0, Documents).Select(i => SamplePdf.Invoice(100_000 + i)).ToArray();
        var ids = new string[Documents];
        var (host, postgres) = (CpuTime.Of([service.ProcessId]), service.PostgresCpu());
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Documents, new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (i, _) => ids[i] = await service.UploadAsync(files[i]));
        var accepted = watch.Elapsed;
        foreach (var id in ids)
            if (await service.WaitAsync(id, TimeSpan.FromMilliseconds(20)) is not "review_required" and var status)
                throw new InvalidOperationException($"{id} ended {status}.");

        Console.WriteLine($"{Documents} one-page text PDFs: accepted in {accepted.TotalSeconds:0.0} s, all read in " +
            $"{watch.Elapsed.TotalSeconds:0.0} s: {Documents / watch.Elapsed.TotalSeconds:0.0} documents a second");
        Console.WriteLine($"processor time a document: host {EachMs(CpuTime.Of([service.ProcessId]) - host):0.0} ms, " +
            $"PostgreSQL {EachMs(service.PostgresCpu() - postgres):0.0} ms");
    }

    static double EachMs(TimeSpan all) => all.TotalMilliseconds / Documents;
}
