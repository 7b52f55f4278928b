using System.Text.Json;
using Numora.Engine;
using Numora.Engine.EInvoice;

namespace Numora.Tests.EInvoice;

public sealed class SampleTests
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("ubl-invoice")]
    [InlineData("ubl-credit-note")]
    [InlineData("cii-invoice")]
    [InlineData("zugferd-1")]
    public void Every_field_of_a_sample_is_read_as_its_expected_file_says(string sample)
    {
        var xml = Sample(sample + ".xml");

        var read = EInvoiceReader.Read(xml);

        var expected = File.ReadAllText(PathOf(sample + ".expected.json"));
        Assert.Equal(expected.TrimEnd(), Written(read));
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Fields_are_certain_have_no_page_and_show_what_stood_in_the_xml()
    {
        var read = EInvoiceReader.Read(Sample("cii-invoice.xml"));

        Assert.Equal(("invoice_v2", 0, 1.0), (read.Schema, read.PageCount, read.Confidence));
        Assert.All(read.Fields.Values.Concat(read.LineItems.SelectMany(l => l.Fields.Values)), field =>
        {
            Assert.Equal((1.0, FieldSource.EInvoice), (field.Confidence, field.Source));
            Assert.Null(field.Page);
            Assert.Null(field.Box);
            Assert.NotEmpty(field.Text!);
        });
        Assert.Equal("202504111530", read.Fields["delivery_date"].Text);
        Assert.Equal("263.80", read.Fields["amount_due"].Text);
    }

    static string Written(Extraction read) => JsonSerializer.Serialize(
        new
        {
            fields = InOrder(Schemas.Invoice.Fields, read.Fields),
            line_items = read.LineItems.Select(l => InOrder(Schemas.Invoice.LineFields, l.Fields)),
        },
        Indented);

    static Dictionary<string, FieldValue> InOrder(
        IReadOnlyList<Field> schema, IReadOnlyDictionary<string, ExtractedField> fields) =>
        schema.Where(f => fields.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => fields[f.Name].Value);

    static byte[] Sample(string name) => File.ReadAllBytes(PathOf(name));

    static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Samples", "einvoice", name);
}
