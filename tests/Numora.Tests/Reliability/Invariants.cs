using System.Text.Json;
using Npgsql;
using Numora.Tests.Support;

namespace Numora.Tests.Reliability;

/// <summary>What must hold of every document when the faults are over (spec/reliability.md §1: I1, I2, I5, I6, I11).</summary>
static class Invariants
{
    /// <summary>All of them ended as told, none twice, and no job is left.</summary>
    public static async Task HoldAsync(
        HttpClient http, NpgsqlDataSource owner, IReadOnlyCollection<string> ids, string end = "review_required")
    {
        foreach (var id in ids)
        {
            var document = await http.ReadAsync(id);
            Assert.True(document.Status() == end, $"{id} is {document.Status()}: {document.GetProperty("failure")}");
            var trail = (await http.GetJsonAsync($"/v1/documents/{id}/events?limit=200")).GetProperty("data");
            Assert.Single(trail.EnumerateArray(), e => e.GetProperty("type").GetString() == $"document.{end}");
            RisesStrictly(trail);
            Assert.Equal(document.UpdatedAt(), trail.EnumerateArray().Max(At));
        }

        await Queries.UntilAsync(async () => await owner.OneAsync<long>("select count(*) from jobs") == 0, "no job is left");
        Assert.Empty(await owner.ListAsync<string>("""
            select external_id from documents where external_id is not null
            group by workspace_id, requested_schema, external_id having count(*) > 1
            """));
        Assert.Empty(await owner.ListAsync<string>("""
            select d.id from documents d where d.file_sha256 is not null and d.file_size <>
                (select coalesce(sum(octet_length(bytes)), 0) from file_chunks c where c.document_id = d.id)
            """));
    }

    /// <summary>No job of documents, runs or endpoints is shown as waiting or at work, and none stays for ever.</summary>
    public static async Task EndedOnTheDashboardAsync(NpgsqlDataSource owner)
    {
        List<string> open = [];
        try
        {
            await Queries.UntilAsync(async () =>
            {
                open = await owner.ListAsync<string>("""
                    select id || ' ' || statename || ' ' || invocationdata::text from hangfire.job
                    where invocationdata ->> 'Method' <> 'Periodic'
                        and (statename not in ('Succeeded', 'Failed', 'Deleted') or expireat is null)
                    """);
                return open.Count == 0;
            }, "all of Hangfire's jobs have ended");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\n{string.Join('\n', open)}", e); // say which
        }
    }

    static void RisesStrictly(JsonElement trail)
    {
        var times = trail.EnumerateArray().Select(At).ToList();
        Assert.Equal(times.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), times);
    }

    static string At(JsonElement change) => change.GetProperty("at").GetString()!;
}
