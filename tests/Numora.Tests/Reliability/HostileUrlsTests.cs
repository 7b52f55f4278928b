using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>The team's list of URL tricks through the whole service; Intake's tests play them on the door alone.</summary>
public sealed class HostileUrlsTests
{
    [CorpusFact]
    public async Task No_trick_of_the_list_reaches_this_machine_through_the_service()
    {
        using var canary = Canary.Start();
        await using var open = await TestReceiver.StartAsync();
        var app = new HostOn("all", allow: open.HostAndPort);
        await app.InitializeAsync();
        var tricks = File.ReadAllLines(Path.Combine(Corpus.Folder!, "nasty", "strings", "ssrf_urls.tsv")).Skip(1)
            .Select(row => JsonSerializer.Deserialize<string>(row.Split('\t')[1])!)
            .Select(trick => trick.Replace("{ALLOW}", open.Base, StringComparison.Ordinal)
                .Replace(":21290", $":{canary.Port}", StringComparison.Ordinal)).ToList();

        var answers = await Task.WhenAll(tricks.Select(async url => (Url: url,
            Answer: await app.Http.PostAsJsonAsync("/v1/documents", new { schema = "auto", file_url = url }))));

        var taken = new List<(string Url, string Id)>();
        foreach (var (url, answer) in answers)
        {
            var status = (int)answer.StatusCode;
            Assert.True(status is 202 or (>= 400 and < 500), $"{status} for {url}");
            if (status == 202)
                taken.Add((url, (await answer.JsonAsync(202)).Id()));
        }

        await Queries.UntilAsync(async () =>
        {
            // A hand on the table: what failed for now is tried again at once instead of in a minute.
            await app.Databases.Owner.HurryJobsAsync();
            return await app.ProcessingAsync() == 0;
        }, "all have ended", withinSeconds: 60);
        foreach (var (url, id) in taken)
        {
            var document = await app.Http.GetJsonAsync($"/v1/documents/{id}");
            Assert.True(document.Status() == "failed", $"{document.Status()} for {url}");
            var message = document.GetProperty("failure").GetProperty("message").GetString()!;
            Assert.DoesNotContain("127.0.0.1", message, StringComparison.Ordinal);
        }

        Assert.Equal(71, tricks.Count);
        Assert.False(canary.WasReached);
        await app.DisposeAsync();
    }
}
