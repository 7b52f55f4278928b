using System.Text;
using Numora.Delivery.Mappings;
using Numora.Delivery.Providers.FileDrop;
using Numora.Tests.Delivery.Mappings;
using static Numora.Tests.Delivery.Providers.FileDrop.DropTargets;

namespace Numora.Tests.Delivery.Providers.FileDrop;

/// <summary>What the files look like, byte for byte, as the preview shows them too.</summary>
public sealed class FormatTests
{
    [Fact]
    public void JSON_is_the_mapped_fields_with_the_lines_under_their_object()
    {
        Assert.Equal("""
            {
              "document_id": "doc_01",
              "schema": "invoice_v2",
              "number": "INV-1",
              "total": 119.00,
              "due": null,
              "vendor": "Müller & Söhne \"GmbH\"",
              "lines": [
                {
                  "text": "Bolts",
                  "qty": 2.50
                },
                {
                  "text": "Nuts"
                }
              ]
            }

            """, Made("json"));
    }

    [Fact]
    public void JSON_writes_the_mappings_own_document_id()
    {
        var mapping = MappingSamples.WithFields(
            """{"target":"document_id","source":"document.external_id"}""", """{"target":"schema","constant":"mine"}""");

        Assert.Equal("""
            {
              "document_id": "ext-1",
              "schema": "mine"
            }

            """, Made("json", mapping: mapping));
    }

    [Fact]
    public void CSV_has_a_row_for_each_line_with_the_documents_fields_repeated()
    {
        Assert.Equal(
            "number,total,due,vendor,text,qty\r\n"
            + "INV-1,119.00,,\"Müller & Söhne \"\"GmbH\"\"\",Bolts,2.50\r\n"
            + "INV-1,119.00,,\"Müller & Söhne \"\"GmbH\"\"\",Nuts,\r\n",
            Made("csv"));
    }

    [Fact]
    public void CSV_has_one_row_for_a_document_without_lines_and_the_same_columns()
    {
        var document = Invoice() with { Lines = [] };
        var headOnly = InvoiceMapping with { LineItems = null };

        Assert.Equal("number,total,due,vendor,text,qty\r\nINV-1,119.00,,\"Müller & Söhne \"\"GmbH\"\"\",,\r\n",
            Made("csv", document: document));
        Assert.Equal("number,total,due,vendor\r\nINV-1,119.00,,\"Müller & Söhne \"\"GmbH\"\"\"\r\n",
            Made("csv", document: document, mapping: headOnly));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "a;b")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData(" a ", "\" a \"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+49 30 123", "'+49 30 123")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("-1-1", "'-1-1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("-12.50", "-12.50")] // plain numbers stay numbers
    [InlineData("+5", "+5")]
    [InlineData("-1234,50", "\"-1234,50\"")]
    [InlineData("-1\n", "\"'-1\n\"")]
    [InlineData("x=1", "x=1")]
    [InlineData("日本 😀", "日本 😀")]
    public void A_CSV_cell_is_quoted_and_never_a_formula(string value, string cell)
    {
        var mapping = MappingSamples.WithFields("""{"target":"id","source":"document.id"}""", """{"target":"v","source":"metadata.v"}""");
        var document = MappingSamples.Invoice(System.Text.Json.JsonSerializer.Serialize(new { v = value }));

        Assert.Equal($"id,v\r\ndoc_01,{cell}\r\n", Made("csv", mapping: mapping, document: document));
    }

    [Fact]
    public void CSV_takes_other_separators_and_a_byte_order_mark()
    {
        var german = MappingSamples.WithFields(
            """{"target":"n;o","source":"document.id"}""",
            """{"target":"t","source":"total_amount","transform":["number:de-DE"]}""",
            """{"target":"p","constant":true}""");

        Assert.Equal("\"n;o\";t;p\r\ndoc_01;119,00;true\r\n", Made("csv", ",\"separator\":\";\"", german));
        Assert.Equal("n;o\tt\tp\r\ndoc_01\t119,00\ttrue\r\n", Made("csv", ",\"separator\":\"\\t\"", german));
        var push = Push(Folder("/drop", "csv", ",\"byte_order_mark\":true"), Invoice());
        var bytes = DropContent.Of(
            new FileDropConfig("csv", "/d", ByteOrderMark: true), push.Payload, push.Document).Bytes!;
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal((byte)'n', bytes[3]);
    }

    [Fact]
    public void CSV_joins_the_names_of_a_list()
    {
        var mapping = MappingSamples.WithFields(
            """{"target":"id","source":"document.id"}""", """{"target":"p","source":"parties"}""");
        var document = MappingSamples.Document("contract_v1", "{}", ("parties", new[] { "A, Inc.", "B" }));

        Assert.Equal("id,p\r\ndoc_01,\"A, Inc.; B\"\r\n", Made("csv", mapping: mapping, document: document));
    }

    [Fact]
    public void The_preview_names_the_file()
    {
        var push = Push(Folder("/drop", "csv", ",\"name\":\"{{invoice_number}} of {{vendor_name}}\""), Invoice());

        Assert.Equal("INV-1 of Müller & Söhne _GmbH_.csv", Provider().Preview(push)["file_name"]!.GetValue<string>());
    }

    static string Made(
        string format, string more = "", MappingDefinition? mapping = null, Numora.Delivery.Providers.PushDocument? document = null)
    {
        var preview = Provider().Preview(Push(Folder("/drop", format, more), document ?? Invoice(), mapping));
        return preview["content"]!.GetValue<string>();
    }
}
