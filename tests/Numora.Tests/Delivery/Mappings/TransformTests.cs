using Numora.Delivery.Mappings;
using static Numora.Tests.Delivery.Mappings.MappingSamples;

namespace Numora.Tests.Delivery.Mappings;

/// <summary>What each transform makes of a value, through a whole mapping.</summary>
public sealed class TransformTests
{
    [Theory]
    [InlineData("trim", "  a b \t", "a b")]
    [InlineData("trim", "\u00a0Müller\u2003", "Müller")]
    [InlineData("trim", "", "")]
    [InlineData("upper", "straße ı é 😀", "STRAßE ı É 😀")] // invariant: one letter stays one letter
    [InlineData("lower", "ÀÉ İ ΑΣ", "àé İ ασ")]
    [InlineData("truncate:3", "abc", "abc")]
    [InlineData("truncate:3", "abcd", "abc")]
    [InlineData("truncate:2", "a😀b", "a")] // the second character has two units
    [InlineData("truncate:3", "a😀b", "a😀")]
    [InlineData("truncate:1", "e\u0301x", "")] // e with its accent is one character of two units
    [InlineData("truncate:10000", "x", "x")]
    [InlineData("replace:/=-", "a/b/c", "a-b-c")]
    [InlineData("replace:/=", "a/b/", "ab")]
    [InlineData(@"replace:\==:", "a=b=c", "a:b:c")]
    [InlineData(@"replace:a\=b=x", "a=b", "x")]
    [InlineData(@"replace:\\=/", @"a\b", "a/b")]
    [InlineData(@"replace:\n=x", @"a\nb", "axb")] // only \= and \\ are special
    [InlineData("replace:a=b=c", "a", "b=c")]
    [InlineData("replace:A=x", "aA", "ax")]
    [InlineData("replace:ü=ue", "Müller u\u0308", "Mueller u\u0308")]
    [InlineData("map:{\"DE\":\"Germany\"}", "DE", "Germany")]
    [InlineData("map:{\"DE\":\"Germany\",\"*\":\"other\"}", "de", "other")]
    [InlineData("map:{\"\":\"empty\"}", "", "empty")]
    [InlineData("map:{\"*\":\"star\"}", "*", "star")]
    public void Texts_become(string transform, string value, string expected)
    {
        var mapping = WithFields(Field("t", "metadata.v", transform), """{"target":"id","source":"document.id"}""");
        mapping = mapping with { Key = ["id"] };
        Assert.Empty(Faults(mapping));

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice(Metadata(value)));

        Assert.Empty(missing);
        Assert.Equal(expected, payload!.Value("t")!.GetValue<string>());
    }

    [Theory]
    [InlineData("round:2", "1.005", "1.01")]
    [InlineData("round:2", "-1.005", "-1.01")]
    [InlineData("round:0", "2.5", "3")]
    [InlineData("round:0", "-2.5", "-3")]
    [InlineData("round:0", "2.4999999999", "2")]
    [InlineData("round:2", "119", "119")]
    [InlineData("round:2", "119.10", "119.10")]
    [InlineData("round:6", "0.1234565", "0.123457")]
    [InlineData("round:2", "999999999999999.995", "1000000000000000.00")]
    [InlineData("number:de-DE", "1234.50", "\"1234,50\"")]
    [InlineData("number:de-DE", "-0.5", "\"-0,5\"")]
    [InlineData("number:en-US", "1234567.89", "\"1234567.89\"")]
    [InlineData("number:fr-FR", "1234.5", "\"1234,5\"")]
    [InlineData("number:sv-SE", "-7.25", "\"-7,25\"")] // a plain minus, whatever the culture prints
    [InlineData("number:DE-de", "1.5", "\"1,5\"")]
    [InlineData("number:de", "1.5", "\"1,5\"")]
    [InlineData("map:{\"19\":\"V19\",\"7.0\":\"V7\"}", "19.00", "\"V19\"")]
    [InlineData("map:{\"19\":\"V19\",\"7.0\":\"V7\"}", "7", "\"V7\"")]
    [InlineData("map:{\"0\":1.50}", "0", "1.50")]
    [InlineData("map:{\"0\":true}", "0", "true")]
    [InlineData("map:{\"0\":null}", "0", "null")]
    public void Numbers_become(string transform, string value, string expected)
    {
        var mapping = WithFields(
            """{"target":"id","source":"document.id"}""", Field("t", "total_amount", transform));
        Assert.Empty(Faults(mapping));

        var number = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice("{}", ("total_amount", number)));

        Assert.Empty(missing);
        Assert.Equal($$"""{"id":"doc_01","t":{{expected}}}""", AsJson(payload!));
    }

    [Theory]
    [InlineData("date:dd.MM.yyyy", "21.03.2026")]
    [InlineData("date:d/M/yy", "21/3/26")]
    [InlineData("date:yyyyMMdd", "20260321")]
    [InlineData("date:yyyy'Q'MM", "2026Q03")]
    [InlineData("date:d. MMMM yyyy", "21. March 2026")]
    [InlineData("date:ddd, d MMM yyyy", "Sat, 21 Mar 2026")]
    [InlineData("date:d", "21")] // alone it would be a standard format of .NET
    [InlineData("date:M", "3")]
    [InlineData("date:y", "26")]
    [InlineData("date:\"day\" d", "day 21")]
    [InlineData("upper|date:yyyy", "2026")]
    [InlineData("replace:-=", "20260321")]
    [InlineData("truncate:7", "2026-03")]
    [InlineData("map:{\"2026-03-21\":\"spring\"}", "spring")]
    public void Dates_become(string transforms, string expected)
    {
        var mapping = WithFields(
            """{"target":"id","source":"document.id"}""", Field("t", "invoice_date", transforms.Split('|')));
        Assert.Empty(Faults(mapping));

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice("{}", ("invoice_date", "2026-03-21")));

        Assert.Empty(missing);
        Assert.Equal(expected, payload!.Value("t")!.GetValue<string>());
    }

    [Fact]
    public void A_time_stamp_becomes_its_day_in_UTC()
    {
        var mapping = WithFields(
            Field("day", "document.created_at", "date:yyyy-MM-dd"), Field("of_metadata", "metadata.at", "date:dd.MM."));

        var (payload, _) = PayloadBuilder.Build(mapping, Invoice("""{"at": "2026-12-31T23:00:00-05:00"}"""));

        Assert.Equal("""{"day":"2026-03-22","of_metadata":"01.01."}""", AsJson(payload!));
    }

    [Theory]
    [InlineData("concat", "AliceBob & Co")]
    [InlineData("concat:; ", "Alice; Bob & Co")]
    [InlineData("upper|concat: ", "ALICE BOB & CO")]
    [InlineData("truncate:3|concat:=", "Ali=Bob")]
    [InlineData("concat:/|lower", "alice/bob & co")]
    public void A_list_of_names_becomes(string transforms, string expected)
    {
        var mapping = WithFields("""{"target":"id","source":"document.id"}""", Field("t", "parties", transforms.Split('|')));
        Assert.Empty(Faults(mapping, "contract_v1"));

        var document = Document("contract_v1", "{}", ("parties", new[] { "Alice", "Bob & Co" }));
        var (payload, _) = PayloadBuilder.Build(mapping, document);

        Assert.Equal(expected, payload!.Value("t")!.GetValue<string>());
    }

    [Fact]
    public void A_list_of_names_without_concat_is_an_array()
    {
        var mapping = WithFields("""{"target":"id","source":"document.id"}""", Field("t", "parties", "trim", "upper"));

        var (payload, _) = PayloadBuilder.Build(mapping, Document("contract_v1", "{}", ("parties", new[] { " a", "b " })));

        Assert.Equal("""{"id":"doc_01","t":["A","B"]}""", AsJson(payload!));
    }

    [Fact]
    public void Several_sources_are_joined_without_those_that_are_not_there()
    {
        var mapping = WithFields("""
            {"target":"t","transform":["trim","concat: "],
             "source":["vendor_name","due_date","total_amount","currency","metadata.paid","metadata.empty"]}
            """);

        var (payload, _) = PayloadBuilder.Build(mapping, Invoice(
            """{"paid":true,"empty":" "}""", ("vendor_name", "Acme "), ("total_amount", 119.00m), ("currency", "EUR")));

        Assert.Equal("Acme 119.00 EUR true", payload!.Value("t")!.GetValue<string>());
    }

    [Theory]
    [InlineData("round:2", "\"12.5\"", "round takes a number, but gets text here")]
    [InlineData("number:de-DE", "true", "number takes a number, but gets true or false here")]
    [InlineData("upper", "12", "upper takes text, but gets a number here; number:<culture> makes text of a number")]
    [InlineData("date:yyyy", "\"21.03.2026\"", "date takes a date like 2026-03-21, but gets text here")]
    [InlineData("date:yyyy", "\"2026-02-30\"", "date takes a date like 2026-03-21, but gets text here")]
    [InlineData("concat", "\"a\"", "concat takes several sources or a list of names, but gets text here")]
    [InlineData("map:{\"a\":\"b\"}", "\"c\"", "map has no entry for this value, and none for all others (\"*\")")]
    public void A_value_that_a_transform_cannot_take_is_named(string transform, string metadata, string fault)
    {
        var mapping = WithFields("""{"target":"id","source":"document.id"}""", Field("t", "metadata.v", transform));
        Assert.Empty(Faults(mapping));

        var (payload, missing) = PayloadBuilder.Build(mapping, Invoice($$"""{"v":{{metadata}}}"""));

        Assert.Null(payload);
        var only = Assert.Single(missing);
        Assert.Equal($"t cannot be made: of metadata.v, {fault}.", only.Message);
        Assert.Equal(("fields[1]", "t", "metadata.v", null, MissingReason.Unfit),
            (only.Member, only.Target, only.Source, only.LineId, only.Reason));
    }

    static string Metadata(string value) => System.Text.Json.JsonSerializer.Serialize(new { v = value });

    static string Field(string target, string source, params string[] transforms) =>
        System.Text.Json.JsonSerializer.Serialize(new { target, source, transform = transforms });
}
