using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Documents;

public sealed class ErasureTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    [Fact]
    public async Task An_erased_document_is_found_nowhere_and_leaves_an_anonymous_tombstone()
    {
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(), externalId: "erase-me")).Id();

        var answer = await app.Http.DeleteAsync($"/v1/documents/{id}");

        Assert.Equal(204, (int)answer.StatusCode);
        foreach (var path in new[] { "", "/result", "/file", "/pages/1", "/events" })
            await (await app.Http.GetAsync($"/v1/documents/{id}{path}")).IsErrorAsync(404, "not_found");
        foreach (var action in new[] { "approve", "reject", "retry-push", "reprocess" })
            await (await app.Http.ActAsync(id, action)).IsErrorAsync(404, "not_found");
        await (await app.Http.DeleteAsync($"/v1/documents/{id}")).IsErrorAsync(404, "not_found");
        Assert.Empty((await app.Http.GetJsonAsync("/v1/documents?external_id=erase-me")).Data());
        foreach (var table in new[] { "file_chunks", "document_results", "document_events" })
            Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from {table} where document_id = $1", id));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from jobs where subject = $1", id));
        Assert.Equal(
            ["created_at", "document_id", "erased_at", "workspace_id"],
            JsonDocument.Parse(await app.ScalarAsync<string>(
                "select to_json(t)::text from document_tombstones t where document_id = $1", id))
                .RootElement.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_external_id_of_an_erased_document_is_free()
    {
        var first = (await app.Http.InReviewAsync(EInvoices.Ubl(), externalId: "again")).Id();
        await app.Http.DeleteAsync($"/v1/documents/{first}");

        var answer = await app.Http.UploadAsync(EInvoices.Ubl(), externalId: "again");

        Assert.NotEqual(first, (await answer.JsonAsync(202)).Id());
    }

    [Fact]
    public async Task A_document_can_be_erased_while_it_is_read()
    {
        var id = (await (await app.Http.UploadAsync(Samples.Invoice())).JsonAsync(202)).Id();

        var answer = await app.Http.DeleteAsync($"/v1/documents/{id}");

        // Whoever is faster: the reading's end, by which the erasure is a conflict to be tried again, or the erasure.
        Assert.True((int)answer.StatusCode is 204 or 409, $"{answer.StatusCode}");
        if ((int)answer.StatusCode == 409)
            Assert.Equal(204, (int)(await app.Http.DeleteAsync($"/v1/documents/{id}")).StatusCode);
        await (await app.Http.GetAsync($"/v1/documents/{id}")).IsErrorAsync(404, "not_found");
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from jobs where subject = $1", id));
    }

    [Fact]
    public async Task Of_twenty_simultaneous_erasures_one_has_an_effect()
    {
        var id = (await app.Http.InReviewAsync()).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.DeleteAsync($"/v1/documents/{id}")));

        Assert.Single(answers, a => (int)a.StatusCode == 204);
        Assert.All(answers, a => Assert.True((int)a.StatusCode is 204 or 404 or 409, $"{a.StatusCode}"));
    }

    [Fact]
    public async Task An_erasure_among_edits_and_approvals_breaks_none_of_them()
    {
        for (var round = 0; round < 3; round++)
        {
            var id = (await app.Http.InReviewAsync(EInvoices.Ubl())).Id();

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 5) switch
            {
                0 => app.Http.ActAsync(id, "approve"),
                1 => app.Http.ActAsync(id, "reject"),
                2 => app.Http.ActAsync(id, "reprocess"),
                3 when i > 10 => app.Http.DeleteAsync($"/v1/documents/{id}"),
                _ => app.Http.CorrectAsync(id, new { fields = new { invoice_number = $"N-{i}" } }),
            }));

            Assert.All(answers, a => Assert.True((int)a.StatusCode is 200 or 202 or 204 or 404 or 409, $"{a.StatusCode}"));
        }
    }
}
