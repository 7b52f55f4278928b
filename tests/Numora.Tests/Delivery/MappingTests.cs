using System.Net.Http.Json;
using System.Text.Json;
using Numora.Tests.Support;

namespace Numora.Tests.Delivery;

public sealed class MappingTests(DeliveryApp app) : IClassFixture<DeliveryApp>
{
    [Fact]
    public async Task The_first_mapping_brings_its_workflow_and_each_put_a_version()
    {
        var destination = await app.DestinationAsync("/m1");

        var first = await (await app.Calls.MapAsync(destination)).JsonAsync(201);
        var second = await (await app.Calls.MapAsync(destination, Mapping("net", "subtotal_amount"))).JsonAsync();

        Assert.Equal((1, 2), (Version(first), Version(second)));
        var old = await app.Http.GetJsonAsync($"/v1/mappings/invoice_v2/{destination}?version=1");
        Assert.Equal("number", old.GetProperty("fields")[0].Text("target"));
        Assert.Equal(second.GetRawText(), (await app.Http.GetJsonAsync($"/v1/mappings/invoice_v2/{destination}")).GetRawText());
        var workflow = Assert.Single((await app.Http.GetJsonAsync("/v1/workflows?limit=200")).Data(),
            w => w.Text("name")!.EndsWith("/m1", StringComparison.Ordinal));
        Assert.Equal(["id", "name", "status", "version", "binding_count", "auto_dispatch", "updated_at"],
            workflow.EnumerateObject().Select(m => m.Name));
        Assert.Equal(("active", 1, 1), (workflow.Status(), Version(workflow), workflow.GetProperty("binding_count").GetInt32()));
    }

    [Fact]
    public async Task A_stale_expected_version_is_a_conflict_and_of_twenty_writers_each_gets_a_version_of_its_own()
    {
        var destination = await app.DestinationAsync("/m2");
        await (await app.Calls.MapAsync(destination)).JsonAsync(201);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.PutAsJsonAsync(
            $"/v1/mappings/invoice_v2/{destination}", Mapping("a", "invoice_number", expected: 1))));

        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.All(answers.Where(a => (int)a.StatusCode != 200), a => Assert.Equal(409, (int)a.StatusCode));
    }

    [Fact]
    public async Task All_faults_of_a_mapping_are_told_at_once()
    {
        var destination = await app.DestinationAsync("/m3");

        var refused = await (await app.Calls.MapAsync(destination, new
        {
            @object = "invoices",
            key = new[] { "nummer" },
            fields = new object[]
            {
                new { target = "number", source = "invoice_numbr" },
                new { target = "total", source = "total_amount", transform = new[] { "round:x", "shout" } },
            },
        })).IsErrorAsync(422, "invalid_payload");

        var told = refused.GetProperty("error").GetProperty("details").EnumerateArray().Select(d => d.Text("field")).ToList();
        Assert.Contains("fields[0].source", told);
        Assert.Contains("fields[1].transform[0]", told);
        Assert.Contains("fields[1].transform[1]", told);
        Assert.True(told.Count >= 4);
        await (await app.Calls.MapAsync(destination, new { @object = 7 })).IsErrorAsync(400, "invalid_payload");
        await (await app.Http.GetAsync($"/v1/mappings/invoice_v2/{destination}")).IsErrorAsync(404, "not_found");
    }

    [Fact]
    public async Task The_preview_shows_what_would_be_sent_and_what_is_missing_and_sends_nothing()
    {
        var destination = await app.RouteAsync("/m4");
        var id = (await app.Http.InReviewAsync(EInvoices.Ubl(number: "PRE-1"))).Id();

        var preview = await (await PreviewAsync(destination, new { document_id = id })).JsonAsync();
        var draft = await (await PreviewAsync(destination,
            new { document_id = id, mapping = Mapping("po", "purchase_order_number", required: true) })).JsonAsync();

        Assert.True(preview.GetProperty("complete").GetBoolean());
        Assert.Contains("PRE-1", preview.GetProperty("payload").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-the-erp", preview.GetRawText(), StringComparison.Ordinal);
        Assert.False(draft.GetProperty("complete").GetBoolean());
        Assert.Equal("po", draft.GetProperty("missing")[0].Text("target"));
        Assert.DoesNotContain(app.Receiver.Requests, r => r.Path == "/m4");
    }

    [Fact]
    public async Task A_destination_is_named_by_its_provider_where_that_has_only_one()
    {
        var my = new DeliveryCalls(await app.StrangerAsync(), app.Receiver);
        var first = await my.DestinationAsync("/m5");

        var byProvider = await (await my.MapAsync("http")).JsonAsync(201);
        await my.DestinationAsync("/m6");
        await (await my.MapAsync("http")).IsErrorAsync(409, "conflict");

        Assert.Equal(first, byProvider.Text("destination_id"));
        await (await my.MapAsync("postgres")).IsErrorAsync(404, "not_found");
        await (await my.MapAsync(first, schema: "invoice_v1")).IsErrorAsync(404, "not_found");
    }

    Task<HttpResponseMessage> PreviewAsync(string destination, object body) =>
        app.Http.PostAsJsonAsync($"/v1/mappings/invoice_v2/{destination}/preview", body);

    static object Mapping(string target, string source, bool required = false, int? expected = null) => new
    {
        @object = "invoices",
        key = new[] { target },
        fields = new object[] { new { target, source, required } },
        expected_version = expected,
    };

    static int Version(JsonElement shown) => shown.GetProperty("version").GetInt32();
}
