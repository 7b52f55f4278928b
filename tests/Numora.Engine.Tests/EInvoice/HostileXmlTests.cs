using System.Diagnostics;
using System.Text;
using Numora.Engine;
using Numora.Engine.EInvoice;

namespace Numora.Tests.EInvoice;

public sealed class HostileXmlTests
{
    /// <summary>Far above what refusing takes (milliseconds), far below what an expansion would.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public static TheoryData<string, string, string> Documents => new()
    {
        { "DTD", Dtd(""), "Line 2 of the e-invoice XML declares a document type" },
        { "external DTD", "<!DOCTYPE i SYSTEM \"http://127.0.0.1:9/x.dtd\">" + SmallInvoice.Text(), "document type" },
        { "external entity", Dtd("<!ENTITY e SYSTEM \"file:///etc/hostname\">", "&e;"), "document type" },
        { "entity bomb", Dtd(Bomb(), "&l9;"), "document type" },
        { "undeclared entity", SmallInvoice.Text(seller: "&e;"), "not well-formed: reading stopped at line 14" },
        { "depth 5,000", SmallInvoice.Text(within: Nested("r:Party", 5_000)), "more than 64 levels deep (line 8)" },
        { "depth 5,000 of extensions", SmallInvoice.Text(within: Nested("p", 5_000)), "more than 64 levels deep" },
        { "cut off", SmallInvoice.Text()[..^40], "not well-formed" },
        { "two roots", SmallInvoice.Text() + "<x/>", "not well-formed" },
        { "NUL reference", SmallInvoice.Text(seller: "A&#0;B"), "not well-formed" },
        { "empty", "", "not well-formed" },
        { "prose", "Dear Sir or Madam", "not well-formed" },
        { "HTML", "<html><body/></html>", "root is “html”" },
        { "other XML", "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>", "root is “Order”" },
        { "no namespace", "<Invoice><ID>1</ID></Invoice>", "root is “Invoice”" },
        { "2 MB of attributes", Rooted("<!-- <a -->" + "<x " + Attributes("", 200_000) + "/>"), "a tag of more than" },
        { "2 MB in a value", Rooted($"<x><![CDATA[<]]><y a='{new string('>', 2_000_000)}'/></x>"), "tag of more than" },
        { "a tag without an end", Rooted("<x " + Attributes("", 200_000)), "a tag of more than 65536 characters" },
        { "long name", $"<{new string('x', 60_000)}/>", "not an e-invoice" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_hostile_or_broken_file_is_refused_with_a_reason(string what, string xml, string reason)
    {
        var watch = Stopwatch.StartNew();

        var refused = Assert.Throws<UnreadableException>(() => EInvoiceReader.Read(Encoding.UTF8.GetBytes(xml)));

        Assert.Equal(FailureCode.FileCorrupt, refused.Code);
        Assert.True(refused.Message.Contains(reason, StringComparison.Ordinal), $"{what}: {refused.Message}");
        Assert.True(refused.Message.Length < 300, what);
        Assert.True(watch.Elapsed < Soon, what);
    }

    [Fact]
    public void More_than_20_MB_are_too_large()
    {
        var xml = SmallInvoice.With(seller: new string('x', 21 * 1024 * 1024));

        var refused = Assert.Throws<UnreadableException>(() => EInvoiceReader.Read(xml));

        Assert.Equal(FailureCode.FileTooLarge, refused.Code);
        Assert.Contains("20 MB", refused.Message);
    }

    [Theory]
    [InlineData("<r:a/>", 1_000_001, "1000000 elements")]
    [InlineData(Line, 20_000, "20000 lines")]
    public void More_elements_or_lines_than_any_invoice_has_are_too_large(string element, int times, string reason)
    {
        var xml = SmallInvoice.With(within: Repeat(element, times));

        var refused = Assert.Throws<UnreadableException>(() => EInvoiceReader.Read(xml));

        Assert.Equal(FailureCode.FileTooLarge, refused.Code);
        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public void Large_files_within_the_limits_are_read_in_linear_time()
    {
        var attachment = "<r:Note>" + new string('Q', 10_000_000) + "</r:Note>";
        var splitText = "<r:Note>" + Repeat("<!---->x", 500_000) + "</r:Note>";
        var attributes = Repeat("<r:Note " + Attributes("", 5_000) + "/>", 10);
        var prefixes = Repeat("<r:Note " + Attributes("xmlns:", 3_000) + "/>", 10);
        var xml = SmallInvoice.With(within: attachment + splitText + attributes + prefixes + Repeat(Line, 10_000));
        var watch = Stopwatch.StartNew();

        var read = EInvoiceReader.Read(xml);

        Assert.Equal(10_001, read.LineItems.Count);
        Assert.True(watch.Elapsed < Soon, watch.Elapsed.ToString());
    }

    [Fact]
    public void Warnings_end_at_a_hundred()
    {
        var xml = SmallInvoice.With(within: Repeat(Line.Replace(">1<", ">one<", StringComparison.Ordinal), 200));

        var read = EInvoiceReader.Read(xml);

        Assert.Equal(100, read.Warnings.Count);
        Assert.Single(read.LineItems); // lines of which nothing could be read are left out
    }

    const string Line =
        "<r:IncludedSupplyChainTradeLineItem><r:SpecifiedLineTradeDelivery><r:BilledQuantity>1</r:BilledQuantity>" +
        "</r:SpecifiedLineTradeDelivery></r:IncludedSupplyChainTradeLineItem>";

    static string Dtd(string declarations, string seller = "Northwind") => SmallInvoice.Text(
        seller: seller, declaration: $"<?xml version='1.0'?>\n<!DOCTYPE i [{declarations}]>\n");

    static string Rooted(string within) => SmallInvoice.Text(within: within);

    static string Attributes(string prefix, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(n => $" {prefix}a{n}='u'"));

    static string Bomb() => "<!ENTITY l0 'lol'>" + string.Concat(Enumerable.Range(1, 9).Select(n =>
        $"<!ENTITY l{n} '{Repeat($"&l{n - 1};", 10)}'>"));

    static string Nested(string name, int depth) => Repeat($"<{name}>", depth) + Repeat($"</{name}>", depth);

    static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
