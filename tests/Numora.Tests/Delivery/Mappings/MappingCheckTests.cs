using System.Text.Json;
using Numora.Delivery.Mappings;
using Numora.Engine;
using Numora.Platform;
using static Numora.Tests.Delivery.Mappings.MappingSamples;

namespace Numora.Tests.Delivery.Mappings;

public sealed class MappingCheckTests
{
    const string Id = """{"target":"id","source":"document.id"}""";

    [Fact]
    public void All_faults_come_at_once_with_their_paths()
    {
        var mapping = Mapping("""
            {"object": "", "key": ["nmber", "number", "number", ""],
             "fields": [
               {"target": "number", "source": "invoice_nubmer"},
               {"target": "number", "source": "vendor_name", "transform": ["round:2", "uper", "date:HH"]},
               {"target": "x"},
               {"target": "", "source": "total_amount", "constant": 1, "default": 2},
               {"source": ["vendor_name", "line_item.amount"], "target": "y"},
               null,
               {"target": "z", "source": "total_amount", "lookup": {"object": "", "match": null}}],
             "line_items": {"object": "rows", "parent": "", "key": ["a"],
               "fields": [{"target": "q", "source": "quantty"}, {"target": "n", "source": "invoice_number"}]}}
            """);

        var faults = Faults(mapping);

        Assert.Equal(
            [
                "object", "fields[0].source", "fields[1].transform[0]", "fields[1].transform[1]", "fields[1].transform[2]",
                "fields[1].target", "fields[2]", "fields[3].target", "fields[3]", "fields[3].default", "fields[4].source[1]",
                "fields[4].transform", "fields[5]", "fields[6].lookup.object", "fields[6].lookup.match", "key[0]", "key[2]",
                "key[3]", "line_items.parent", "line_items.fields[0].source", "line_items.fields[1].source", "line_items.key[0]",
            ],
            faults.Select(f => f.Field));
        Assert.All(faults, f => Assert.EndsWith(".", f.Message.Replace("?", ".", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains("Did you mean invoice_number?", Message(faults, "fields[0].source"), StringComparison.Ordinal);
        Assert.Contains("Did you mean number?", Message(faults, "key[0]"), StringComparison.Ordinal);
        Assert.Contains("Did you mean upper?", Message(faults, "fields[1].transform[1]"), StringComparison.Ordinal);
        Assert.Contains("Did you mean quantity?", Message(faults, "line_items.fields[0].source"), StringComparison.Ordinal);
        Assert.Contains("parent.invoice_number", Message(faults, "line_items.fields[1].source"), StringComparison.Ordinal);
        Assert.Contains("line_items.fields", Message(faults, "fields[4].source[1]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trim:x", "trim takes nothing after it.")]
    [InlineData("", "A transform has 1 to 10000 characters: trim,")]
    [InlineData("TRIM", "There is no transform “TRIM”. Did you mean trim? There are: trim,")]
    [InlineData("round", "round: is followed by the number of decimals, 0 to 6, e.g. round:2.")]
    [InlineData("round:7", "round: is followed by")]
    [InlineData("round:-1", "round: is followed by")]
    [InlineData("round:2 ", "round: is followed by")]
    [InlineData("date", "date: is followed by a format")]
    [InlineData("date:", "date: is followed by a format")]
    [InlineData("date:HH:mm", "“H” has no meaning in a date format.")]
    [InlineData("date:yyyy-mm-dd", "“m” has no meaning in a date format.")]
    [InlineData("date:yyyyy", "yyyyy is longer than 4 letters")]
    [InlineData("date:'Q", "A quoted text in a date format ends with the same quote")]
    [InlineData("date:-", "A date format has at least one of y, M and d")]
    [InlineData("date:%d", "“%” has no meaning")]
    [InlineData("number", "number: is followed by the name of a culture, e.g. number:de-DE.")]
    [InlineData("number:", "number: is followed by")]
    [InlineData("number:xx-XX", "number: is followed by")]
    [InlineData("number:de-DEE", "number: is followed by the name of a culture, e.g. number:de-DE. Did you mean de-DE")]
    [InlineData("replace", "replace: is followed by <from>=<to>")]
    [InlineData("replace:a", "replace: is followed by <from>=<to>")]
    [InlineData("replace:=a", "replace: is followed by <from>=<to>")]
    [InlineData(@"replace:a\=b", "replace: is followed by <from>=<to>")]
    [InlineData("map", "map: is followed by a JSON object")]
    [InlineData("map:{", "map: is followed by a JSON object")]
    [InlineData("map:[]", "map: is followed by a JSON object")]
    [InlineData("map:{}", "map: is followed by a JSON object")]
    [InlineData("map:{\"a\":[]}", "map: is followed by a JSON object")]
    [InlineData("map:{\"a\":1,\"a\":2}", "map: is followed by a JSON object")]
    [InlineData("map:{\"a\":\"\\u0000\"}", "map: is followed by a JSON object")]
    [InlineData("map:{\"a\":\"\\ud800\"}", "map: is followed by a JSON object")]
    [InlineData("map:{\"a\":1e99}", "map: is followed by a JSON object")]
    [InlineData("truncate", "truncate: is followed by")]
    [InlineData("truncate:0", "truncate: is followed by")]
    [InlineData("truncate:10001", "truncate: is followed by")]
    [InlineData("evil\u001b[31m", "There is no transform “evil [31m”.")]
    public void A_transform_that_is_not_understood_says_what_would_be(string transform, string message)
    {
        var field = JsonSerializer.Serialize(new { target = "t", source = "metadata.x", transform = new[] { transform } });

        var fault = Assert.Single(Faults(WithFields(Id, field)));

        Assert.Equal("fields[1].transform[0]", fault.Field);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Which transforms each kind of source can take: the whole table.</summary>
    [Theory]
    [InlineData("vendor_name", "trim upper lower truncate:2 replace:a=b map:{\"*\":1}")]
    [InlineData("currency", "trim upper lower truncate:2 replace:a=b map:{\"*\":1}")]
    [InlineData("invoice_date", "trim upper lower truncate:2 replace:a=b map:{\"*\":1} date:yyyy")]
    [InlineData("document.created_at", "trim upper lower truncate:2 replace:a=b map:{\"*\":1} date:yyyy")]
    [InlineData("total_amount", "round:1 number:de-DE map:{\"*\":1}")]
    [InlineData("parties", "trim upper lower truncate:2 replace:a=b concat concat:x")]
    [InlineData("metadata.x", "trim upper lower truncate:2 replace:a=b map:{\"*\":1} date:yyyy round:1 number:de-DE concat concat:x")]
    public void A_source_takes_the_transforms_of_its_type_and_no_others(string source, string takes)
    {
        string[] all =
        [
            "trim", "upper", "lower", "truncate:2", "replace:a=b", "map:{\"*\":1}", "date:yyyy", "round:1", "number:de-DE",
            "concat", "concat:x",
        ];

        foreach (var transform in all)
        {
            var field = JsonSerializer.Serialize(new { target = "t", source, transform = new[] { transform } });
            var faults = Faults(WithFields(Id, field), source is "parties" ? "contract_v1" : "invoice_v2");

            if (takes.Split(' ').Contains(transform))
                Assert.Empty(faults);
            else
                Assert.Contains("takes", Assert.Single(faults).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[\"number:de-DE\",\"round:2\"]", 1)] // text by then
    [InlineData("[\"round:2\",\"upper\"]", 1)]
    [InlineData("[\"round:2\",\"number:de-DE\",\"trim\",\"truncate:9\"]", null)]
    [InlineData("[\"map:{\\\"1\\\":\\\"a\\\"}\",\"round:1\"]", 1)]
    [InlineData("[\"map:{\\\"1\\\":2}\",\"round:1\"]", null)]
    [InlineData("[\"map:{\\\"1\\\":2,\\\"*\\\":\\\"x\\\"}\",\"round:1\"]", null)] // known only when it is there
    public void The_order_of_transforms_must_make_sense(string transforms, int? faultAt)
    {
        var faults = Faults(WithFields(Id, $$"""{"target":"t","source":"total_amount","transform":{{transforms}}}"""));

        Assert.Equal(faultAt is null ? [] : [$"fields[1].transform[{faultAt}]"], faults.Select(f => f.Field));
    }

    [Theory]
    [InlineData("""{"target":"t","constant":"a","transform":["round:2"]}""", "fields[1].transform[0]")]
    [InlineData("""{"target":"t","constant":"a","transform":["map:{\"b\":1}"]}""", "fields[1].transform")]
    [InlineData("""{"target":"t","constant":"a","transform":["date:yyyy"]}""", "fields[1].transform[0]")]
    [InlineData("""{"target":"t","constant":1e99}""", "fields[1].constant")]
    [InlineData("""{"target":"t","source":"due_date","default":1e99}""", "fields[1].default")]
    [InlineData("""{"target":"t","source":[],"transform":["concat"]}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":["vendor_name"]}""", "fields[1].transform")]
    [InlineData("""{"target":"t","source":["vendor_name"],"transform":["concat","concat"]}""", "fields[1].transform[1]")]
    [InlineData("""{"target":"t","source":""}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":"metadata."}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":"document.name"}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":"line.id"}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":"parent.invoice_number"}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":"quantity"}""", "fields[1].source")]
    [InlineData("""{"target":"t","source":"Invoice_Number"}""", "fields[1].source")]
    [InlineData("""{"target":"a\tb","source":"due_date"}""", "fields[1].target")]
    [InlineData("""{"target":" ","source":"due_date"}""", "fields[1].target")]
    [InlineData("""{"target":"id","source":"due_date"}""", "fields[1].target")]
    public void A_field_that_breaks_a_rule_is_named(string field, string member)
    {
        var fault = Assert.Single(Faults(WithFields(Id, field)));

        Assert.Equal(member, fault.Field);
    }

    [Fact]
    public void Limits_hold_on_both_sides()
    {
        string Field(int i) => $$"""{"target":"t{{i}}","constant":{{i}}}""";
        MappingDefinition Fields(int count) => WithFields([.. Enumerable.Range(0, count).Select(Field)]);

        Assert.Empty(Faults(Fields(200)));
        Assert.Equal("fields", Faults(Fields(201))[0].Field);
        Assert.Empty(Faults(WithFields(Id) with { Object = new('o', 128) }));
        Assert.Equal("object", Assert.Single(Faults(WithFields(Id) with { Object = new('o', 129) })).Field);
        Assert.Equal("object", Assert.Single(Faults(WithFields(Id) with { Object = null })).Field);
        Assert.Equal("key", Assert.Single(Faults(WithFields(Id) with { Key = [] })).Field);
        Assert.Equal("key", Assert.Single(Faults(WithFields(Id) with { Key = null })).Field);
        Assert.Equal("key", Faults(Fields(17) with { Key = [.. Enumerable.Range(0, 17).Select(i => $"t{i}")] })[0].Field);
        Assert.Equal(["fields", "key[0]"], Faults(WithFields(Id) with { Fields = [] }).Select(f => f.Field));
        Assert.Empty(Faults(WithFields(Id, $$"""{"target":"t","source":"metadata.{{new string('k', 64)}}"}""")));
        Assert.Single(Faults(WithFields(Id, $$"""{"target":"t","source":"metadata.{{new string('k', 65)}}"}""")));
        Assert.Single(Faults(WithFields(Id, Many("source", "vendor_name", 21, ",\"transform\":[\"concat\"]"))));
        Assert.Single(Faults(WithFields(Id, Many("transform", "trim", 21, ",\"source\":\"vendor_name\""))));
    }

    [Fact]
    public void Contracts_have_no_line_items()
    {
        var fault = Assert.Single(Faults(WithLineFields("""{"target":"q","source":"quantity"}"""), "contract_v1"));

        Assert.Equal(("line_items", "contract_v1 has no line items; leave line_items out."), (fault.Field, fault.Message));
    }

    [Fact]
    public void The_parent_is_not_a_field_of_the_rows()
    {
        var fault = Assert.Single(Faults(WithLineFields("""{"target":"o_id","source":"parent.invoice_number"}""")));

        Assert.Equal("line_items.fields[0].target", fault.Field);
    }

    [Fact]
    public void Every_field_of_every_schema_is_a_source()
    {
        foreach (var schema in Schemas.All)
        {
            var head = schema.Fields.Select(f => $$"""{"target":"{{f.Name}}","source":"{{f.Name}}"}""");
            Assert.Empty(Faults(WithFields([.. head]), schema.Id));

            var line = schema.LineFields.Select(f => $$"""{"target":"{{f.Name}}","source":"{{f.Name}}"}""").ToArray();
            if (line.Length > 0)
                Assert.Empty(Faults(WithLineFields(line), schema.Id));
        }
    }

    static string Many(string member, string value, int count, string rest) =>
        $$"""{"target":"t","{{member}}":[{{string.Join(',', Enumerable.Repeat($"\"{value}\"", count))}}]{{rest}}}""";

    static string Message(IEnumerable<Fault> faults, string field) => faults.First(f => f.Field == field).Message;
}
