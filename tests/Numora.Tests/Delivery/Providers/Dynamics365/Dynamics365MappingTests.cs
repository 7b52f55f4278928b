using System.Text.Json;
using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using static Numora.Tests.Delivery.Providers.Dynamics365.Pay;

namespace Numora.Tests.Delivery.Providers.Dynamics365;

/// <summary>What a mapping must hold, and what its preview shows.</summary>
public sealed class Dynamics365MappingTests
{
    [Fact]
    public async Task A_mapping_that_fits_has_no_faults_and_one_that_does_not_has_all_of_them()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        IEnumerable<string> Faults(MappingDefinition mapping) =>
            desk.Provider.CheckMapping(mapping, JsonElement.Parse(desk.Peer.Config)).Select(f => f.Field);

        Assert.Empty(Faults(new("invoices", ["invoicenumber"],
            [new("invoicenumber"), new("customerid_account", Lookup: new("accounts", "name"))],
            new("invoicedetails", "invoiceid", [new("quantity")]))));
        Assert.Equal(["object", "key"], Faults(new(null, null, null)));
        Assert.Equal(
            ["object", "key[0]", "key[1]", "fields[0].target", "fields[1].lookup.object", "fields[1].lookup.match",
                "line_items.object", "line_items.parent", "line_items.fields[0].target"],
            Faults(new("in voices", ["a'b", "vendor"],
                [new("invoice number"), new("vendor", Lookup: new("acc/ounts", null))], new(null, "", [new("1st")]))));
        Assert.Equal(["line_items.fields[0].target"],
            Faults(new("invoices", ["invoicenumber"], [], new("invoicedetails", "invoiceid", [new("invoiceid")]))));
    }

    [Fact]
    public async Task The_preview_shows_what_is_sent_and_sends_nothing()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var payload = Invoice(
            "O'Neill 7", To("totalamount", 119.00m), To("duedate", null), Lookup("customerid_account", "ACME", OnMissing.Skip));

        var preview = desk.Provider.Preview(desk.Push(payload));

        Assert.Empty(desk.Peer.Requests);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"method":"PATCH","url":"/api/data/v9.2/invoices(invoicenumber='O''Neill%207')?$select=invoicenumber",
             "body":{"totalamount":119.00,"duedate":null,
                     "customerid_account@odata.bind":{"lookup":{"object":"accounts","match":"name","value":"ACME","on_missing":"skip"}}}}
            """), preview), preview.ToJsonString());
    }

    [Fact]
    public async Task What_the_preview_shows_of_record_and_lines_is_what_goes_over_the_wire()
    {
        await using var desk = await DataverseDesk.OpenAsync();
        var payload = Invoice("R-1", To("totalamount", 119.00m)).With(Row("li_1", 1.50m, "Größe \"M\""), Row("li_2", 2, "B"));

        var preview = desk.Provider.Preview(desk.Push(payload));
        await desk.DoneAsync(payload);

        var withFile = desk.Provider.Preview(desk.Push(payload with { AttachFile = true }, file: [1, 2]))["file"]!;
        Assert.Equal(("PATCH", "Rechnung 7.pdf"), (withFile["method"]!.GetValue<string>(), withFile["filename"]!.GetValue<string>()));
        var batch = desk.Peer.Requests.Single(r => r.Target == "/api/data/v9.2/$batch").Body;
        Assert.Equal("one change set in POST /api/data/v9.2/$batch", preview["sent_as"]!.GetValue<string>());
        Assert.Equal(["li_1", "li_2"], preview["lines"]!.AsArray().Select(l => l!["line_id"]!.GetValue<string>()));
        Assert.All(preview["lines"]!.AsArray().Prepend(preview), shown =>
        {
            Assert.Contains($"\r\n{shown!["method"]} {shown["url"]} HTTP/1.1\r\n", batch, StringComparison.Ordinal);
            Assert.Contains($"\r\n{shown["body"]!.ToJsonString(Numora.Platform.Json.Options)}\r\n", batch, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_preview_says_what_would_be_refused()
    {
        await using var desk = await DataverseDesk.OpenAsync();

        var slash = desk.Provider.Preview(desk.Push(Invoice("R/1")));
        var none = desk.Provider.Preview(desk.Push(new("invoices", ["invoicenumber"], [], null, false)));

        Assert.Contains("key invoicenumber contains /", slash["refused"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(slash["file"]);
        Assert.Contains("has no value", none["refused"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
