using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Numora.Tests.Support;
using Xunit.Abstractions;

namespace Numora.Tests.Reliability;

/// <summary>The team's hostile files, each uploaded to a real host: the outcome stands in the files' own list.</summary>
[Collection(nameof(RealProcesses))]
public sealed class HostileFilesTests(ITestOutputHelper output)
{
    /// <summary>Where the files' external references point to.</summary>
    const int CanaryPort = 21290;

    const long MaxHostBytes = 700L << 20;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    [CorpusFact]
    public async Task Every_hostile_file_ends_as_it_must_while_others_are_served()
    {
        using var canary = new TcpListener(IPAddress.Loopback, CanaryPort);
        canary.Start();
        var database = await TestPostgres.CreateDatabaseAsync(NumoraApp.MigrateAsync);
        await using var host = await NumoraProcess.StartAsync(database);
        using var over = new CancellationTokenSource();
        var healthy = HealthyClientAsync(host.Http, over.Token);
        var clock = Stopwatch.StartNew();
        var faults = new ConcurrentQueue<string>();

        var sent = new List<(string Name, char Expect, string? Id)>();
        foreach (var (path, expect) in Listed())
            sent.Add((Path.GetFileName(path), expect, await SendAsync(host.Http, path, expect, faults)));
        foreach (var (name, expect, id) in sent.Where(s => s.Id is not null))
            await JudgeAsync(host.Http, name, expect, id!, Patience - clock.Elapsed, faults);
        var took = clock.Elapsed;
        await over.CancelAsync();
        var latencies = (await healthy).Order().ToList();

        var peak = PeakBytes(host.ProcessId);
        output.WriteLine($"{sent.Count} files in {took.TotalSeconds:0} s; host's peak {peak >> 20} MB; healthy requests: " +
            $"{latencies.Count}, p50 {latencies[latencies.Count / 2]:0} ms, " +
            $"p95 {latencies[latencies.Count * 95 / 100]:0} ms, max {latencies[^1]:0} ms");
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
        Assert.True(sent.Count >= 100, $"{sent.Count} files");
        Assert.False(canary.Pending(), "a file made the service connect somewhere");
        Assert.True(peak < MaxHostBytes, $"the host held {peak >> 20} MB");
    }

    static IEnumerable<(string Path, char Expect)> Listed()
    {
        var folder = Path.Combine(Corpus.Folder!, "nasty");
        return new[] { ("gen", "gen/MANIFEST.tsv"), ("fetched", "FETCHED.tsv") }.SelectMany(list =>
            File.ReadAllLines(Path.Combine(folder, list.Item2)).Skip(1).Where(row => row.Length > 0)
                .Select(row => row.Split('\t'))
                .Select(cells => (Path.Combine(folder, list.Item1, cells[0]), cells[3][0])));
    }

    static async Task<string?> SendAsync(HttpClient http, string path, char expect, ConcurrentQueue<string> faults)
    {
        var name = Path.GetFileName(path);
        using var answer = await http.UploadAsync(await File.ReadAllBytesAsync(path), fileName: name);
        var status = (int)answer.StatusCode;
        if (status == 202)
        {
            if (expect == 'R')
                faults.Enqueue($"{name}: taken although it must be refused");
            return (await answer.JsonAsync(202)).Id();
        }

        if (status is < 400 or >= 500 || expect is 'A' or 'P')
            faults.Enqueue($"{name} ({expect}): {status} {await answer.Content.ReadAsStringAsync()}");
        return null;
    }

    static async Task JudgeAsync(
        HttpClient http, string name, char expect, string id, TimeSpan patience, ConcurrentQueue<string> faults)
    {
        var document = await http.GetJsonAsync($"/v1/documents/{id}");
        for (var clock = Stopwatch.StartNew(); document.Status() == "processing"; await Task.Delay(100))
        {
            if (clock.Elapsed > patience)
            {
                faults.Enqueue($"{name} ({expect}) is still processing");
                return;
            }

            document = await http.GetJsonAsync($"/v1/documents/{id}");
        }

        var failure = document.GetProperty("failure");
        var (code, message) = document.Status() == "failed"
            ? (failure.GetProperty("code").GetString()!, failure.GetProperty("message").GetString()!)
            : ("", "");
        var isRight = (expect, document.Status(), code) switch
        {
            ('A', "review_required", _) => true,
            ('P', "failed", "file_encrypted") => message.Contains("password", StringComparison.Ordinal),
            ('T' or 'X', "review_required", _) => true,
            ('T' or 'X', "failed", _) => message.Length > 20 && !message.Contains("Exception", StringComparison.Ordinal),
            _ => false,
        };
        if (!isRight)
            faults.Enqueue($"{name} ({expect}): {document.Status()} {code} {message}");
        if (document.Status() == "review_required")
        {
            var result = await http.GetStringAsync($"/v1/documents/{id}/result?include=geometry");
            if (result.Contains("root:x:", StringComparison.Ordinal)
                || result.Contains($"\"{Dns.GetHostName()}\"", StringComparison.Ordinal))
                faults.Enqueue($"{name}: a file of this machine stands in the result");
        }
    }

    /// <returns>Milliseconds of each request.</returns>
    static async Task<List<double>> HealthyClientAsync(HttpClient http, CancellationToken ct)
    {
        var latencies = new List<double>();
        while (!ct.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await http.GetAsync("/v1/documents?limit=5", CancellationToken.None);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            latencies.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(50, CancellationToken.None);
        }

        return latencies;
    }

    static long PeakBytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
    }
}
