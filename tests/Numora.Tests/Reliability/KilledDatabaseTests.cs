using System.Collections.Concurrent;
using System.Globalization;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>PostgreSQL, or the host together with its own PostgreSQL, ends with SIGKILL under load.</summary>
[Collection(nameof(RealProcesses))]
public sealed class KilledDatabaseTests
{
    [Fact]
    public async Task A_killed_database_is_answered_with_503_and_nothing_acknowledged_is_lost()
    {
        using var directory = new Directories();
        await using var host = await NumoraProcess.StartAsync(null, "all", directory.Path);
        var clients = new Clients(host.Http);
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(i => clients.SubmitAsync($"client {i}", 12)));

        for (var kill = 0; kill < 2; kill++)
        {
            var before = clients.Acknowledged.Count;
            await Queries.UntilAsync(() => Task.FromResult(clients.Acknowledged.Count >= before + 4 || load.IsCompleted), "some were sent");
            NumoraProcess.Signal("KILL", directory.Postmaster);
        }

        await load;
        Assert.True(clients.Faults.IsEmpty, $"{string.Join('\n', clients.Faults)}\n{string.Join('\n', host.Crashes)}");
        Assert.NotEmpty(clients.Unavailable);
        Assert.All(clients.Unavailable, retryAfter => Assert.True(retryAfter >= 1));
        Assert.Equal(48, clients.Acknowledged.Count);
        try
        {
            await AllAreReadAsync(host.Http, clients.Acknowledged);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', host.Crashes)}", e); // say why, not only that
        }
    }

    [Fact]
    public async Task A_host_that_was_killed_with_its_own_database_goes_on_where_it_was()
    {
        using var directory = new Directories();
        var clients = default(Clients);
        await using (var killed = await NumoraProcess.StartAsync(null, "all", directory.Path))
        {
            clients = new Clients(killed.Http);
            await clients.SubmitAsync("client", 6);
            killed.Kill();
        }

        await using var next = await NumoraProcess.StartAsync(null, "all", directory.Path);

        await AllAreReadAsync(next.Http, clients.Acknowledged);
    }

    /// <summary>Each can be read, has been read once, and there are no others.</summary>
    static async Task AllAreReadAsync(HttpClient http, ConcurrentDictionary<string, string> acknowledged)
    {
        foreach (var (externalId, id) in acknowledged)
        {
            await UntilServedAsync(http, $"/v1/documents/{id}");
            var document = await http.ReadAsync(id);
            Assert.Equal((externalId, "review_required"), (document.GetProperty("external_id").GetString(), document.Status()));
            await UntilServedAsync(http, $"/v1/documents/{id}/events");
            var trail = (await http.GetJsonAsync($"/v1/documents/{id}/events")).GetProperty("data");
            Assert.Single(trail.EnumerateArray(), e => e.GetProperty("type").GetString() == "document.review_required");
        }

        await UntilServedAsync(http, "/v1/documents?limit=200");
        var all = await http.GetJsonAsync("/v1/documents?limit=200");
        Assert.Equal(acknowledged.Values.Order(), all.GetProperty("data").EnumerateArray().Select(d => d.Id()).Order());
    }

    /// <summary>A connection that died with the database may answer one more request with 503: asked again, it is served.</summary>
    static Task UntilServedAsync(HttpClient http, string path) =>
        Queries.UntilAsync(async () => (int)(await http.GetAsync(path)).StatusCode != 503, $"{path} is served", withinSeconds: 5);

    /// <summary>Clients that send again what was not acknowledged, under the same external_id.</summary>
    sealed class Clients(HttpClient http)
    {
        public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

        public ConcurrentQueue<int> Unavailable { get; } = new();

        public ConcurrentQueue<string> Faults { get; } = new();

        public async Task SubmitAsync(string client, int count)
        {
            for (var i = 0; i < count; i++)
                while (!await SubmitAsync($"{client} {i}"))
                    await Task.Delay(100);
        }

        async Task<bool> SubmitAsync(string externalId)
        {
            using var answer = await http.UploadAsync(Samples.Invoice(), externalId: externalId);
            var status = (int)answer.StatusCode;
            if (status is 200 or 202)
                Acknowledged[externalId] = (await answer.JsonAsync(status)).Id();
            else if (status == 503)
                Unavailable.Enqueue(int.Parse(answer.Headers.GetValues("retry-after").Single(), CultureInfo.InvariantCulture));
            else
                Faults.Enqueue($"{status} {await answer.Content.ReadAsStringAsync()}");
            return status != 503;
        }
    }

    sealed class Directories : IDisposable
    {
        readonly ScratchDirectory _scratch = new();

        public string Path => _scratch.Path;

        public int Postmaster
        {
            get
            {
                var file = System.IO.Path.Combine(Path, "postgres", "data", "postmaster.pid");
                for (var attempt = 0; ; attempt++)
                {
                    if (File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid))
                        return pid;
                    Assert.True(attempt < 200, "There is no postmaster.");
                    Thread.Sleep(50);
                }
            }
        }

        public void Dispose()
        {
            for (var attempt = 0; Directory.Exists(Path); attempt++)
            {
                try
                {
                    _scratch.Dispose();
                }
                catch (IOException) when (attempt < 50)
                {
                    Thread.Sleep(100); // PostgreSQL goes on writing for a moment after its host
                }
            }
        }
    }
}
