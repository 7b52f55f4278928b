using System.Text;
using Numora.Engine;
using Numora.Engine.EInvoice;

namespace Numora.Tests.EInvoice;

public sealed class TextTests
{
    [Theory]
    [InlineData("&lt;img src=x onerror=alert(1)&gt;", "<img src=x onerror=alert(1)>")]
    [InlineData("=HYPERLINK(&quot;http://x&quot;)", "=HYPERLINK(\"http://x\")")]
    [InlineData("  Müller \r\n\t &amp;  Söhne ", "Müller & Söhne")]
    [InlineData("A&#x85;&#x9B;B", "A B")]
    [InlineData("Total\u202E54.321\u202C", "Total54.321")]
    [InlineData("株式会社🚀", "株式会社🚀")]
    public void Names_stay_plain_text_on_one_line_without_controls(string inXml, string shown)
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(seller: inXml));

        Assert.Equal(FieldValue.Of(shown), read.Fields["vendor_name"].Value);
    }

    [Fact]
    public void A_value_has_at_most_2000_characters_and_what_is_shown_of_it_500()
    {
        var read = EInvoiceReader.Read(SmallInvoice.With(seller: "x" + string.Concat(Enumerable.Repeat("🚀", 2_000))));

        var name = read.Fields["vendor_name"];
        Assert.Equal(1_999, name.Value.ToString()!.Length); // the 2,000th would be half a rocket
        Assert.Equal(499, name.Text!.Length);
        Assert.EndsWith("🚀", name.Value.ToString());
    }

    [Theory]
    [InlineData("utf-8", false, null)]
    [InlineData("utf-8", true, "utf-8")]
    [InlineData("utf-8", false, "utf-16")] // as programs write that save a string as it was in memory
    [InlineData("utf-16", true, "utf-16")]
    [InlineData("utf-16", false, "utf-16")]
    [InlineData("utf-16BE", true, "utf-16")]
    [InlineData("iso-8859-1", false, "ISO-8859-1")]
    [InlineData("windows-1252", false, "windows-1252")]
    public void An_invoice_is_read_in_its_encoding(string encodingName, bool withMark, string? declared)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(encodingName)
            ?? Encoding.GetEncoding(encodingName);
        var declaration = declared is null ? "" : $"<?xml version='1.0' encoding = '{declared}' standalone='yes'?>\r\n";
        var text = SmallInvoice.Text(seller: "Bäckerei Groß", declaration: declaration);
        byte[] xml = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

        var read = EInvoiceReader.Read(xml);

        Assert.Equal(FieldValue.Of("Bäckerei Groß"), read.Fields["vendor_name"].Value);
    }

    [Fact]
    public void Blanks_and_padding_around_the_document_do_not_matter()
    {
        var text = SmallInvoice.Text(declaration: "<?xml version='1.0'?>");

        var read = EInvoiceReader.Read(Encoding.UTF8.GetBytes("\n\uFEFF " + text + "\n\0\0"));

        Assert.Equal(FieldValue.Of("FX-1"), read.Fields["invoice_number"].Value);
    }

    [Fact]
    public void Bytes_that_are_not_of_the_declared_encoding_are_refused_with_their_line()
    {
        var text = SmallInvoice.Text(seller: "Bäckerei", declaration: "<?xml version='1.0' encoding='UTF-8'?>");

        var refused = Assert.Throws<UnreadableException>(() => EInvoiceReader.Read(Encoding.Latin1.GetBytes(text)));

        Assert.Equal(FailureCode.FileCorrupt, refused.Code);
        Assert.Contains("Line 14", refused.Message);
        Assert.Contains("utf-8", refused.Message);
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("&#10;")]
    public void An_unknown_encoding_is_refused(string name)
    {
        var xml = Encoding.UTF8.GetBytes(SmallInvoice.Text(declaration: $"<?xml version='1.0' encoding='{name}'?>"));

        var refused = Assert.Throws<UnreadableException>(() => EInvoiceReader.Read(xml));

        Assert.Equal(FailureCode.FileCorrupt, refused.Code);
        Assert.Contains("encoding", refused.Message);
    }
}
