using Numora.Tests.Support;

namespace Numora.Tests.Extraction;

public sealed class ReadingRaceTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task Asking_again_and_again_to_read_a_document_reads_it_once_for_each_time_it_began()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answers = new List<int>();
        for (var round = 0; round < 4; round++)
            answers.AddRange((await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.Http.ActAsync(id, "reprocess"))))
                .Select(a => (int)a.StatusCode));

        Assert.Equal("review_required", (await app.Http.ReadAsync(id)).Status());
        Assert.All(answers, a => Assert.True(a is 202 or 409, $"{a}"));
        var trail = (await app.Http.GetJsonAsync($"/v1/documents/{id}/events?limit=200")).GetProperty("data")
            .EnumerateArray().Select(e => e.GetProperty("type").GetString()!).ToList();
        var begins = trail.Where(t => t is "document.processing").ToList();
        Assert.Equal(begins.Count, trail.Count(t => t == "document.review_required"));
        Assert.All(trail.Zip(trail.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task Twenty_simultaneous_submissions_of_one_external_id_make_one_document()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => app.Http.UploadAsync(Samples.Invoice(), externalId: "order 1")));

        Assert.Equal(1, answers.Count(a => (int)a.StatusCode == 202));
        Assert.Equal(19, answers.Count(a => (int)a.StatusCode == 200));
        var ids = new HashSet<string>();
        foreach (var answer in answers)
            ids.Add((await answer.JsonAsync((int)answer.StatusCode)).Id());
        Assert.Equal("review_required", (await app.Http.ReadAsync(Assert.Single(ids))).Status());
    }

    [Fact]
    public async Task Twenty_simultaneous_new_files_for_a_failed_external_id_start_it_once()
    {
        var broken = await (await app.Http.UploadAsync("%PDF-1.7"u8.ToArray(), externalId: "order 2")).JsonAsync(202);
        Assert.Equal("failed", (await app.Http.ReadAsync(broken.Id())).Status());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => app.Http.UploadAsync(Samples.Invoice(), externalId: "order 2")));

        Assert.Equal(1, answers.Count(a => (int)a.StatusCode == 202));
        Assert.Equal(19, answers.Count(a => (int)a.StatusCode == 200));
        Assert.Equal("review_required", (await app.Http.ReadAsync(broken.Id())).Status());
        Assert.True(await app.Databases.Owner.OneAsync<bool>("""
            select count(distinct d.id) = 1 and sum(octet_length(c.bytes)) = max(d.file_size)
                and encode(sha256(string_agg(c.bytes, '' order by number)), 'hex') = max(d.file_sha256)
            from documents d join file_chunks c on c.document_id = d.id where d.external_id = 'order 2'
            """));
    }
}
