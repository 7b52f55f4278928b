using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Platform;

/// <summary>Big list of naughty strings (github.com/minimaxir/big-list-of-naughty-strings) in every place for text.</summary>
public sealed class ConventionsNaughtyStringTests(ConventionsNaughtyStringTests.App app)
    : IClassFixture<ConventionsNaughtyStringTests.App>
{
    [CorpusFact]
    public async Task Naughty_strings_come_back_as_they_were_sent_in_external_ids_and_metadata()
    {
        var taken = 0;
        foreach (var batch in Strings().Where(t => t.Length is >= 1 and <= 200).Distinct().Chunk(16))
            taken += (await Task.WhenAll(batch.Select(IsKeptAsync))).Count(kept => kept);

        Assert.True(taken > 400, $"{taken} were taken");
    }

    internal static List<string> Strings() => JsonSerializer.Deserialize<List<string>>(
        File.ReadAllText(Path.Combine(Corpus.Folder!, "nasty", "strings", "blns.json")))!;

    /// <summary>Whether it was taken; then it came back as it was sent.</summary>
    async Task<bool> IsKeptAsync(string text)
    {
        var answer = await app.Http.SendAsync("POST", "/v1/documents", JsonSerializer.Serialize(new
        {
            schema = "contract_v1",
            file_url = "https://files.invalid/a.pdf",
            external_id = text,
            metadata = new Dictionary<string, string> { ["value"] = text, [text.Length <= 64 ? text : "key"] = "name" },
        }));
        if ((int)answer.StatusCode == 400)
            return false; // NUL

        var document = await app.Http.GetJsonAsync((await answer.JsonAsync(202)).Text("status_url")!);
        Assert.Equal(text, document.Text("external_id"));
        Assert.Equal(text == "value" ? "name" : text, document.GetProperty("metadata").Text("value"));
        Assert.True(text.Length > 64 || document.GetProperty("metadata").TryGetProperty(text, out _));
        return true;
    }

    [CorpusFact]
    public async Task Naughty_strings_as_ids_cursors_and_filters_are_answered_without_a_crash()
    {
        foreach (var text in Strings().Where(t => t.Length is >= 1 and <= 500 && !t.Contains('\0')).Select(Uri.EscapeDataString))
            foreach (var path in new[]
            {
                $"/v1/documents/{text}", $"/v1/documents?cursor={text}", $"/v1/documents?external_id={text}&status={text}",
                $"/v1/documents?created_after={text}", $"/v1/schemas/{text}",
            })
            {
                var answer = await app.Http.GetAsync(path);
                Assert.True((int)answer.StatusCode is 200 or 400 or 404 or 422, $"{answer.StatusCode} {path}");
            }
    }

    /// <summary>Without jobs: nothing is to be fetched for five hundred documents.</summary>
    public sealed class App : NumoraApp
    {
        protected override Dictionary<string, string?> Settings => new() { ["Numora:Role"] = "api" };
    }
}

public sealed class ConventionsNaughtyCorrectionTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [CorpusFact]
    public async Task Naughty_strings_come_back_trimmed_in_corrections()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(lines: 1))).Id();
        foreach (var batch in ConventionsNaughtyStringTests.Strings().Where(t => t.Trim().Length is >= 1 and <= 2_000).Chunk(60))
        {
            var answer = await app.Http.SendAsync("PATCH", $"/v1/documents/{id}/result", JsonSerializer.Serialize(new
            {
                line_items = new { upsert = batch.Select(t => new { fields = new { description = t } }) },
            }));

            var lines = (await answer.JsonAsync()).GetProperty("line_items").EnumerateArray().ToList()[^batch.Length..];
            Assert.Equal(
                batch.Select(t => t.Trim()),
                lines.Select(l => l.GetProperty("fields").GetProperty("description").Text("value")));
        }
    }
}
