using Numora.Engine.Workers;
using Numora.Tests.Support;

namespace Numora.Tests.Workers;

/// <summary>Counts what the whole process allocates: other tests at the same time would be counted too.</summary>
[CollectionDefinition(nameof(HostMemory), DisableParallelization = true)]
public sealed class HostMemory;

[Collection(nameof(HostMemory))]
public class HostMemoryTests
{
    [Fact]
    public async Task A_file_of_30_MB_does_not_grow_the_host()
    {
        var invoice = TinyPdf.OfLines("Invoice 4711", "Date 2024-05-06", "Total EUR 12.50");
        const int bytes = 30 * 1024 * 1024;
        await using var pool = new WorkerPool(new() { Size = 1 });
        await pool.ExtractAsync(invoice, "auto");
        var block = new byte[64 * 1024];
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var extraction = await pool.ExtractAsync(
            async (file, ct) =>
            {
                await file.WriteAsync(invoice, ct);
                for (var left = bytes - invoice.Length; left > 0; left -= block.Length)
                    await file.WriteAsync(block.AsMemory(0, Math.Min(left, block.Length)), ct);
            },
            bytes, "auto", CancellationToken.None);

        Assert.Equal(1, extraction.PageCount);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * 1024 * 1024);
    }
}
