using System.Text.Json.Nodes;
using Numora.Delivery.Mappings;
using static Numora.Tests.Delivery.Mappings.MappingSamples;

namespace Numora.Tests.Delivery.Mappings;

public sealed class PayloadBuilderTests
{
    /// <summary>The example of the contract (spec/api.md §5).</summary>
    const string Contract = """
        { "object": "invoices",
          "key": ["invoicenumber"],
          "fields": [
            {"target": "invoicenumber", "source": "invoice_number", "required": true},
            {"target": "totalamount",   "source": "total_amount", "transform": ["round:2"]},
            {"target": "duedate",       "source": "due_date", "default": null},
            {"target": "origin",        "constant": "numora"},
            {"target": "customerid",    "source": "vendor_name",
             "lookup": {"object": "accounts", "match": "name", "on_missing": "fail"}}],
          "line_items": {"object": "invoicedetails", "parent": "invoiceid",
            "fields": [{"target": "quantity", "source": "quantity"}]},
          "attach_file": true }
        """;

    [Fact]
    public void The_contracts_example_becomes_the_payload_it_says()
    {
        var document = Invoice("{}", ("invoice_number", "INV-1"), ("total_amount", 119.005m), ("vendor_name", "Acme"))
            .With([("quantity", 2.50m)], [("description", "no quantity")]);

        var (payload, missing) = PayloadBuilder.Build(Mapping(Contract), document);

        Assert.Empty(missing);
        Assert.Equal(
            """{"invoicenumber":"INV-1","totalamount":119.01,"duedate":null,"origin":"numora","customerid":"Acme"}""",
            AsJson(payload!));
        Assert.Equal(("invoices", true), (payload!.Object, payload.AttachFile));
        Assert.Equal(["invoicenumber"], payload.Key);
        Assert.Equal(new PayloadLookup("accounts", "name", OnMissing.Fail), payload.Fields[^1].Lookup);
        Assert.Equal(("invoicedetails", "invoiceid"), (payload.Lines!.Object, payload.Lines.Parent));
        Assert.Equal(["li_1", "li_2"], payload.Lines.Rows.Select(r => r.LineId));
        Assert.Equal("""{"quantity":2.50}""", AsJson(payload.Lines.Rows[0].Fields));
        Assert.Equal("{}", AsJson(payload.Lines.Rows[1].Fields));
    }

    [Fact]
    public void Every_source_of_the_head_is_read()
    {
        var mapping = WithFields([.. new[]
        {
            "document.id", "document.external_id", "document.created_at", "document.schema", "document.file_name",
            "invoice_number", "invoice_date", "total_amount", "currency", "metadata.text", "metadata.number", "metadata.flag",
            "metadata.a.b c",
        }.Select(s => $$"""{"target":"{{s}}","source":"{{s}}"}""")]);
        Assert.Empty(Faults(mapping));

        var (payload, _) = PayloadBuilder.Build(mapping, Invoice(
            """{"text":"Ü €","number":1.10,"flag":false,"a.b c":"dotted"}""",
            ("invoice_number", "7"), ("invoice_date", "2026-03-21"), ("total_amount", 0.10m), ("currency", "EUR")));

        Assert.Equal("""
            {"document.id":"doc_01","document.external_id":"ext-1","document.created_at":"2026-03-22T01:30:00.000Z",
            "document.schema":"invoice_v2","document.file_name":"Rechnung.pdf","invoice_number":"7",
            "invoice_date":"2026-03-21","total_amount":0.10,"currency":"EUR","metadata.text":"Ü €",
            "metadata.number":1.10,"metadata.flag":false,"metadata.a.b c":"dotted"}
            """.ReplaceLineEndings(""), AsJson(payload!));
    }

    [Fact]
    public void Every_source_of_a_line_is_read()
    {
        var mapping = WithLineFields([.. new[]
        {
            "line.id", "line.number", "description", "line_item.amount", "parent.invoice_number", "metadata.m", "document.id",
        }.Select(s => $$"""{"target":"{{s}}","source":"{{s}}"}""")]);
        Assert.Empty(Faults(mapping));

        var document = Invoice("""{"m":"x"}""", ("invoice_number", "INV-1"))
            .With([("description", "bolt"), ("amount", 1.0m)], [("description", "nut")]);
        var (payload, _) = PayloadBuilder.Build(mapping, document);

        Assert.Equal("""
            {"line.id":"li_1","line.number":1,"description":"bolt","line_item.amount":1.0,
            "parent.invoice_number":"INV-1","metadata.m":"x","document.id":"doc_01"}
            """.ReplaceLineEndings(""), AsJson(payload!.Lines!.Rows[0].Fields));
        Assert.Equal("""
            {"line.id":"li_2","line.number":2,"description":"nut",
            "parent.invoice_number":"INV-1","metadata.m":"x","document.id":"doc_01"}
            """.ReplaceLineEndings(""), AsJson(payload.Lines.Rows[1].Fields));
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("119.00", "119.00")]
    [InlineData("-0.0000000001", "-0.0000000001")]
    [InlineData("1000000000000000.0000000001", "1000000000000000.0000000001")]
    [InlineData("79228162514264337593543950335", null)] // 29 digits
    [InlineData("0.00000000000000000000000000001", null)] // a decimal would make it 0
    [InlineData("1e3", "1000")]
    [InlineData("12.50E-1", "1.250")]
    [InlineData("1e400", null)]
    [InlineData("1e99999999999", null)]
    public void Numbers_arrive_digit_by_digit_or_are_named(string number, string? expected)
    {
        var mapping = WithFields("""{"target":"id","source":"document.id"}""", """{"target":"n","source":"metadata.n"}""");

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice($$"""{"n":{{number}}}"""));

        Assert.Equal(expected is null ? null : $$"""{"id":"doc_01","n":{{expected}}}""", payload is null ? null : AsJson(payload));
        Assert.Equal(expected is null, missing is [{ Reason: MissingReason.Unfit, Source: "metadata.n" }]);
    }

    [Theory]
    [InlineData("", "{\"id\":\"doc_01\"}")] // no default: left out
    [InlineData(",\"default\":null", "{\"id\":\"doc_01\",\"t\":null}")]
    [InlineData(",\"default\":\"\"", "{\"id\":\"doc_01\",\"t\":\"\"}")]
    [InlineData(",\"default\":0.00", "{\"id\":\"doc_01\",\"t\":0.00}")]
    [InlineData(",\"default\":false", "{\"id\":\"doc_01\",\"t\":false}")]
    [InlineData(",\"default\":\"none\",\"transform\":[\"upper\"]", "{\"id\":\"doc_01\",\"t\":\"none\"}")] // as it is written
    [InlineData(",\"default\":\"x\",\"required\":true", "{\"id\":\"doc_01\",\"t\":\"x\"}")]
    public void Without_a_value_the_default_decides(string rest, string expected)
    {
        var mapping = WithFields(
            """{"target":"id","source":"document.id"}""", $$"""{"target":"t","source":"due_date"{{rest}}}""");

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice());

        Assert.Empty(missing);
        Assert.Equal(expected, AsJson(payload!));
        Assert.Equal(["id", "t"], payload!.Targets);
    }

    [Theory]
    [InlineData("""{"target":"t","source":"due_date","required":true}""", "due_date")]
    [InlineData("""{"target":"t","source":"due_date","required":true,"default":null}""", "due_date")]
    [InlineData("""{"target":"t","source":"metadata.blank","required":true}""", "metadata.blank")]
    [InlineData("""{"target":"t","source":"metadata.v","required":true,"transform":["map:{\"*\":null}"]}""", "metadata.v")]
    [InlineData("""{"target":"t","source":"metadata.v","required":true,"transform":["replace:v="]}""", "metadata.v")]
    [InlineData("""{"target":"t","source":["due_date","metadata.none"],"required":true,"transform":["concat"]}""",
        "due_date, metadata.none")]
    public void A_required_target_without_content_is_missing(string field, string source)
    {
        var mapping = WithFields("""{"target":"id","source":"document.id"}""", field);
        Assert.Empty(Faults(mapping));

        var built = PayloadBuilder.Build(mapping, Invoice("""{"blank":" ","v":"v"}"""));

        Assert.Null(built.Payload);
        Assert.Equal(
            [new("fields[1]", "t", source, null, MissingReason.Missing, $"t needs a value, and {source} has none.")],
            built.Missing);
        Assert.Equal("""{"id":"doc_01"}""", AsJson(built.Draft!)); // for the preview
    }

    [Fact]
    public void A_key_without_content_is_missing_though_nobody_calls_it_required()
    {
        var mapping = WithFields("""{"target":"number","source":"invoice_number"}""");

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice());

        Assert.Null(payload);
        Assert.Equal("number needs a value, and invoice_number has none.", Assert.Single(missing).Message);
    }

    [Fact]
    public void All_that_is_missing_is_named_at_once_with_its_line()
    {
        var mapping = Mapping("""
            {"object":"o","key":["n"],"fields":[{"target":"n","source":"invoice_number"},
              {"target":"d","source":"due_date","required":true}],
             "line_items":{"object":"r","parent":"p","key":["id"],"fields":[
               {"target":"id","source":"product_code"},{"target":"q","source":"quantity","required":true}]}}
            """);
        Assert.Empty(Faults(mapping));

        var document = Invoice().With([("product_code", "a"), ("quantity", 1)], [("product_code", "b")], [("quantity", 3)]);
        var (_, missing) = PayloadBuilder.Build(mapping, document);

        Assert.Equal(
            [("fields[0]", "n", null), ("fields[1]", "d", null), ("line_items.fields[1]", "q", "li_2"),
                ("line_items.fields[0]", "id", "li_3")],
            missing.Select(m => (m.Member, m.Target, m.LineId)));
        Assert.Equal("q of line li_2 needs a value, and quantity has none.", missing[2].Message);
    }

    [Fact]
    public void Lines_of_one_key_are_refused_because_one_would_be_lost()
    {
        var mapping = Mapping("""
            {"object":"o","key":["n"],"fields":[{"target":"n","source":"document.id"}],
             "line_items":{"object":"r","parent":"p","key":["c","q"],"fields":[
               {"target":"c","source":"product_code"},{"target":"q","source":"quantity"}]}}
            """);

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice().With(
            [("product_code", "a"), ("quantity", 1)], [("product_code", "a"), ("quantity", 2)],
            [("product_code", "a"), ("quantity", 1)]));

        Assert.Null(payload);
        Assert.Equal(("li_3", "line_items.key"), (Assert.Single(missing).LineId, missing[0].Member));
        Assert.StartsWith("li_3 has the same key (c, q) as li_1", missing[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_are_written_as_they_are_or_transformed()
    {
        var mapping = WithFields(
            """{"target":"id","source":"document.id"}""", """{"target":"a","constant":1.50}""",
            """{"target":"b","constant":true}""", """{"target":"c","constant":""}""",
            """{"target":"d","constant":"x","transform":["upper"],"lookup":{"object":"o","match":"m","on_missing":"skip"}}""");
        Assert.Empty(Faults(mapping));

        var (payload, _) = PayloadBuilder.Build(mapping, Invoice());

        Assert.Equal("""{"id":"doc_01","a":1.50,"b":true,"c":"","d":"X"}""", AsJson(payload!));
        Assert.Equal(new PayloadLookup("o", "m", OnMissing.Skip), payload!.Fields[^1].Lookup);
    }

    [Fact]
    public void A_document_without_lines_has_no_rows_but_their_targets()
    {
        var (payload, _) = PayloadBuilder.Build(WithLineFields("""{"target":"q","source":"quantity"}"""), Invoice());

        Assert.Empty(payload!.Lines!.Rows);
        Assert.Equal(["q"], payload.Lines.Targets);
    }

    [Fact]
    public void A_mapping_of_another_time_that_breaks_the_rules_says_so_instead_of_sending_half()
    {
        var mapping = WithFields("""{"target":"id","source":"document.id"}""", """{"target":"t","source":"gone"}""");

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice());

        Assert.Null(payload);
        Assert.Equal(("fields[1].source", MissingReason.Unfit), (Assert.Single(missing).Member, missing[0].Reason));
    }

    [Fact]
    public void Values_can_be_put_into_a_tree_of_JSON_as_clones()
    {
        var (payload, _) = PayloadBuilder.Build(WithFields("""{"target":"id","source":"document.id"}"""), Invoice());

        var twice = new JsonArray(payload!.Value("id")!.DeepClone(), payload.Value("id")!.DeepClone());

        Assert.Equal("""["doc_01","doc_01"]""", twice.ToJsonString());
    }
}
