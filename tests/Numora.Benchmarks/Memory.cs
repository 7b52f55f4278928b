using System.Globalization;

namespace Numora.Benchmarks;

/// <summary>Resident memory of the host and its reading processes, idle and after documents.</summary>
static class Memory
{
    const int Documents = 1_000;

    public static async Task RunAsync(ServiceUnderTest service)
    {
        Print("before", service.ProcessId);
        for (var part = 0; part < 4; part++)
        {
            var ids = new string[Documents / 4];
            await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (i, _) => ids[i] = await service.UploadAsync(SamplePdf.Invoice(2_000_000 + part * ids.Length + i)));
            foreach (var id in ids)
                await service.WaitAsync(id, TimeSpan.FromMilliseconds(50));
            Print($"after {(part + 1) * ids.Length} documents", service.ProcessId);
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        Print("10 s later", service.ProcessId);
    }

    static void Print(string when, int host)
    {
        var workers = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(p => int.TryParse(p, out _) && ParentOf(p!) == host).Select(p => int.Parse(p!, CultureInfo.InvariantCulture));
        var each = string.Join(", ", workers.Select(w => $"{ResidentMb(w)} MB"));
        Console.WriteLine($"{when}: host {ResidentMb(host)} MB, reading processes {each}");
    }

    static int ParentOf(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    static long ResidentMb(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(l => long.Parse(l[6..^3].Trim(), CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
}
