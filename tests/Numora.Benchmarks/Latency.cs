using System.Diagnostics;

namespace Numora.Benchmarks;

/// <summary>From the first byte of the upload to <c>review_required</c> as a polling client sees it, on an idle service.</summary>
static class Latency
{
    const int WarmUps = 30;
    const int Documents = 100;
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync(ServiceUnderTest service)
    {
        var times = new List<double>();
        for (var i = 0; i < WarmUps + Documents; i++)
        {
            var file = SamplePdf.Invoice(i);
            var watch = Stopwatch.StartNew();
            var id = await service.UploadAsync(file);
            var status = await service.WaitAsync(id, Poll);
            if (status != "review_required")
                throw new InvalidOperationException($"{id} ended {status}.");
            if (i >= WarmUps)
                times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(20); // idle again
        }

        Console.WriteLine($"ingest to review_required, one-page text PDF, {Documents} documents: {Figures.Of(times)}");
    }
}
