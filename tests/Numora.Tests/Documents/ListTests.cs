using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Documents;

public sealed class ListTests(NumoraApp app) : IClassFixture<NumoraApp>
{
    /// <summary>Documents that nothing reads: they are put there, not submitted. Newest last.</summary>
    async Task<(HttpClient Http, List<string> Ids)> WithAsync(int count)
    {
        var http = await app.StrangerAsync();
        var workspace = (await http.GetJsonAsync("/v1/me")).GetProperty("workspace").Id();
        var own = $"{Random.Shared.Next(1_000_000):D6}"; // ids are unique in the table, not in the workspace
        var ids = Enumerable.Range(0, count).Select(i => $"doc_01jpwq4q9m7q{own}{i:D8}").ToList();
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            await app.ExecuteAsync(
                """
                insert into documents (id, workspace_id, requested_schema, schema, status, external_id, created_at, updated_at)
                values ($1, $2, $3, $3, $4, $5, $6, $6)
                """,
                id, workspace, i % 2 == 0 ? "invoice_v2" : "receipt_v1", i % 3 == 0 ? "reviewed" : "review_required",
                $"ext-{i}", new DateTimeOffset(2026, 3, 1, 0, 0, i, TimeSpan.Zero));
        return (http, ids);
    }

    static async Task<List<string>> WalkAsync(HttpClient http, string first, Func<int, Task>? between = null)
    {
        var ids = new List<string>();
        for (var (page, path) = (1, first); ; page++)
        {
            var list = await http.GetJsonAsync(path);
            ids.AddRange(list.Data().Select(d => d.Id()));
            if (list.GetProperty("next_cursor").ValueKind == JsonValueKind.Null)
                return ids;
            Assert.StartsWith("cur_", list.Text("next_cursor"), StringComparison.Ordinal);
            path = $"/v1/documents?cursor={list.Text("next_cursor")}";
            if (between is not null)
                await between(page);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)] // the last page is full
    [InlineData(200)]
    public async Task A_walk_shows_every_document_once_the_newest_first(int limit)
    {
        var (http, ids) = await WithAsync(10);

        var walked = await WalkAsync(http, $"/v1/documents?limit={limit}");

        Assert.Equal(ids.AsEnumerable().Reverse(), walked);
    }

    [Fact]
    public async Task A_walk_skips_and_repeats_nothing_while_rows_come_change_and_go()
    {
        var (http, ids) = await WithAsync(12);
        var gone = ids[2];

        var walked = await WalkAsync(http, "/v1/documents?limit=3", async page =>
        {
            if (page == 1)
                Assert.Equal(204, (int)(await http.DeleteAsync($"/v1/documents/{gone}")).StatusCode);
            await (await http.UploadAsync(EInvoices.Ubl())).JsonAsync(202); // newer than all that are walked
            await app.ExecuteAsync("update documents set updated_at = updated_at + interval '1 h' where id = $1", ids[page]);
            Assert.Equal(204, (int)(await http.DeleteAsync($"/v1/documents/{ids[12 - page * 3]}")).StatusCode); // the page's last row
        });

        Assert.Equal(ids.AsEnumerable().Reverse().Where(i => i != gone), walked);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("ten")]
    [InlineData("%2B5")]
    [InlineData("99999999999999999999")]
    [InlineData("5&limit=6")]
    public async Task A_limit_is_a_whole_number_from_1_to_200(string limit)
    {
        foreach (var list in new[] { "documents", "api-keys", "schemas" })
        {
            var body = await (await app.Http.GetAsync($"/v1/{list}?limit={limit}")).IsErrorAsync(400, "invalid_payload");
            Assert.Equal("limit", body.FaultyField());
        }
    }

    [Fact]
    public async Task Without_a_limit_a_page_has_fifty()
    {
        var (http, _) = await WithAsync(51);

        var list = await http.GetJsonAsync("/v1/documents?cursor=&limit=");

        Assert.Equal(["data", "next_cursor"], list.EnumerateObject().Select(m => m.Name));
        Assert.Equal(50, list.Data().Count());
    }

    [Theory]
    [InlineData("status=reviewed", new[] { 0, 3, 6, 9 })]
    [InlineData("schema=receipt_v1", new[] { 1, 3, 5, 7, 9 })]
    [InlineData("external_id=ext-4", new[] { 4 })]
    [InlineData("external_id=EXT-4", new int[0])]
    [InlineData("created_after=2026-03-01T00:00:06Z", new[] { 7, 8, 9 })]
    [InlineData("created_before=2026-03-01T00:00:02.000Z", new[] { 0, 1 })]
    [InlineData("created_after=2026-03-01T01:00:02%2B01:00&created_before=2026-03-01T00:00:05Z", new[] { 3, 4 })]
    [InlineData("status=reviewed&schema=receipt_v1", new[] { 3, 9 })]
    [InlineData("status=failed", new int[0])]
    [InlineData("created_after=9999-12-31T23:59:59.999Z", new int[0])]
    [InlineData("created_before=0001-01-01T00:00:00Z", new int[0])]
    public async Task Filters_choose_each_alone_and_together(string filters, int[] expected)
    {
        var (http, ids) = await WithAsync(10);

        var walked = await WalkAsync(http, $"/v1/documents?limit=2&{filters}");

        Assert.Equal(expected.Reverse().Select(i => ids[i]), walked);
    }

    [Theory]
    [InlineData("status=done")]
    [InlineData("status=Reviewed")]
    [InlineData("status=3")]
    [InlineData("created_after=yesterday")]
    [InlineData("created_after=2026-03-01")]
    [InlineData("created_before=2026-03-01T00:00:00")]
    [InlineData("external_id=a%00b")]
    [InlineData("status=%00")]
    [InlineData("created_after=%00")]
    public async Task A_filter_that_makes_no_sense_is_refused(string filter)
    {
        await (await app.Http.GetAsync($"/v1/documents?{filter}")).IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task A_cursor_carries_the_filters_and_the_limit_of_its_first_page()
    {
        var (http, ids) = await WithAsync(10);
        var first = await http.GetJsonAsync("/v1/documents?limit=2&schema=invoice_v2");
        var cursor = first.Text("next_cursor");

        var bare = await http.GetJsonAsync($"/v1/documents?cursor={cursor}");
        var same = await http.GetJsonAsync($"/v1/documents?cursor={cursor}&limit=2&schema=invoice_v2");

        Assert.Equal([ids[4], ids[2]], bare.Data().Select(d => d.Id()));
        Assert.Equal(bare.GetRawText(), same.GetRawText());
        foreach (var other in new[]
        {
            "limit=3", "schema=receipt_v1", "status=reviewed", "external_id=x", "created_after=2020-01-01T00:00:00Z",
        })
            await (await http.GetAsync($"/v1/documents?cursor={cursor}&{other}")).IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task A_cursor_that_was_altered_is_refused()
    {
        var (http, _) = await WithAsync(3);
        var cursor = (await http.GetJsonAsync("/v1/documents?limit=1")).Text("next_cursor")!;

        for (var i = 0; i < cursor.Length; i += 7)
        {
            var altered = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            await (await http.GetAsync($"/v1/documents?cursor={altered}")).IsErrorAsync(400, "invalid_payload");
        }

        foreach (var other in new[]
        {
            "cur_", "cur_01jpwqv8k0fbbbx7k2y7w1v7r7", cursor + "A", cursor[..^1], cursor.ToUpperInvariant(), cursor[4..],
            "%00", "'", new string('a', 7_000), $"{cursor}&cursor={cursor}",
        })
            await (await http.GetAsync($"/v1/documents?cursor={other}")).IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_workspace_and_its_list()
    {
        var (http, ids) = await WithAsync(3);
        var cursor = (await http.GetJsonAsync("/v1/documents?limit=1")).Text("next_cursor")!;
        var schemas = (await http.GetJsonAsync("/v1/schemas?limit=1")).Text("next_cursor")!;

        foreach (var answer in new[]
        {
            await app.Http.GetAsync($"/v1/documents?cursor={cursor}"), await http.GetAsync($"/v1/api-keys?cursor={cursor}"),
            await http.GetAsync($"/v1/schemas?cursor={cursor}"), await http.GetAsync($"/v1/documents?cursor={schemas}"),
            await http.GetAsync($"/v1/documents/{ids[0]}/events?cursor={cursor}"),
        })
            await answer.IsErrorAsync(400, "invalid_payload");
    }

    [Fact]
    public async Task Keys_and_schemas_page_like_all_lists()
    {
        var http = await app.StrangerAsync();
        for (var i = 0; i < 3; i++)
            await (await http.SendAsync("POST", "/v1/api-keys", """{"name":"k","scopes":["documents:read"]}""")).JsonAsync(201);

        foreach (var (list, count) in new[] { ("api-keys", 4), ("schemas", 3) })
        {
            var first = await http.GetJsonAsync($"/v1/{list}?limit=2");
            var second = await http.GetJsonAsync($"/v1/{list}?cursor={first.Text("next_cursor")}");

            Assert.Equal(2, first.Data().Count());
            Assert.Equal(count, first.Data().Concat(second.Data()).Select(r => r.Id()).Distinct().Count());
            Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        }
    }

    [Fact]
    public async Task Schemas_are_listed_in_the_seeds_shape_and_tell_their_fields()
    {
        var list = await app.Http.GetJsonAsync("/v1/schemas");
        var invoice = await app.Http.GetJsonAsync("/v1/schemas/invoice_v2");

        Assert.Equal(["invoice_v2", "receipt_v1", "contract_v1"], list.Data().Select(s => s.Id()));
        Assert.All(list.Data(), s => Assert.Equal(["id", "label", "status"], s.EnumerateObject().Select(m => m.Name)));
        var fields = invoice.GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal(18, fields.Count(f => !f.GetProperty("line_item").GetBoolean()));
        Assert.Equal(7, fields.Count(f => f.GetProperty("line_item").GetBoolean()));
        Assert.Equal("number", fields.Single(f => f.Text("name") == "total_amount").Text("type"));
        await (await app.Http.GetAsync("/v1/schemas/invoice_v9")).IsErrorAsync(404, "not_found");
        await (await app.Http.GetAsync("/v1/schemas/" + new string('x', 7_000))).IsErrorAsync(404, "not_found");
    }
}
