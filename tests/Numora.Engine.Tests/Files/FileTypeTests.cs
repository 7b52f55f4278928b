using System.Text;
using Numora.Engine.Files;
using Numora.Tests.Support;

namespace Numora.Engine.Tests.Files;

public class FileTypeTests
{
    const string Ubl = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><a/></Invoice>""";

    public static TheoryData<string, byte[]> Known() => new()
    {
        { "PDF", Ascii("%PDF-1.7\n") },
        { "PDF", [.. new byte[1_024], .. Ascii("%PDF-1.4")] },
        { "PDF", Ascii("MZ\u0001\u0002 a program as well %PDF-1.4") },
        { "PDF", Ascii("PK\u0003\u0004 an archive as well %PDF-1.4") },
        { "JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0] },
        { "PNG", [0x89, .. Ascii("PNG\r\n\u001a\n")] },
        { "TIFF", Ascii("II*\0") },
        { "TIFF", Ascii("MM\0*") },
        { "TIFF", Ascii("II+\0") },
        { "TIFF", Ascii("MM\0+") },
        { "HEIC", Ascii("\0\0\0\u0018ftypheic\0\0\0\0mif1heic") },
        { "HEIC", Ascii("\0\0\0\u0018ftypmif1\0\0\0\0mif1miaf") },
        { "WEBP", Ascii("RIFF\u0010\0\0\0WEBPVP8 ") },
        { "GIF", Ascii("GIF89a") },
        { "BMP", [.. Ascii("BM"), .. new byte[12], 40, 0, 0, 0, 1] },
        { "e-invoice XML", Ascii(Ubl) },
        { "e-invoice XML", Ascii(Ubl[..^12]) },
        { "e-invoice XML", [0xEF, 0xBB, 0xBF, .. Ascii("<?xml version=\"1.0\"?><!-- a --><?pi b?>\n" + Ubl)] },
        { "e-invoice XML", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Ubl)] },
        { "e-invoice XML", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Ubl)] },
        { "e-invoice XML", Ascii("""<u:CreditNote xmlns:u="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2">""") },
        { "e-invoice XML", Ascii(
            """<r:CrossIndustryInvoice xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>""") },
        { "e-invoice XML", Ascii("""<r:CrossIndustryDocument xmlns:r="urn:ferd:CrossIndustryDocument:invoice:1p0">""") },
    };

    public static TheoryData<byte[]> Unknown() => new()
    {
        { [] },
        { Ascii("<!DOCTYPE html><html><body>Invoice</body></html>") },
        { Ascii("<html><body>Invoice</body></html>") },
        { Ascii("<Invoice>of nobody</Invoice>") },
        { Ascii("<!DOCTYPE Invoice [<!ENTITY a \"b\">]>" + Ubl) },
        { Ascii("PK\u0003\u0004 an archive") },
        { Ascii("\0\0\0\u0018ftypavif\0\0\0\0mif1miaf") },
        { Ascii("BMW invoices are only text") },
        { [.. new byte[1_025], .. Ascii("%PDF-1.4")] },
        { Ascii("\0\0\0\u000cftyp") },
        { [0xFF, 0xFF, 0xFF, 0xFF, .. Ascii("ftyp")] },
        { Ascii("<") },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_type_is_found_from_the_bytes(string name, byte[] head) =>
        Assert.Equal(name, FileType.Of(head)?.Name);

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Everything_else_is_not_supported(byte[] head) => Assert.Null(FileType.Of(head));

    [CorpusTheory]
    [InlineData("einvoice-pdf", "*.pdf", "PDF")]
    [InlineData("invoice-xml", "*.xml", "e-invoice XML")]
    [InlineData("invoice-scan", "*.tif", "TIFF")]
    [InlineData("receipt-sroie", "*.jpg", "JPEG")]
    [InlineData("receipt-other", "*.png", "PNG")]
    public void The_documents_of_the_corpus_are_known(string set, string pattern, string name) =>
        Assert.All(Corpus.Files($"{set}/docs", pattern), file =>
            Assert.Equal(name, FileType.Of(File.ReadAllBytes(file).AsSpan(0, (int)Math.Min(
                new FileInfo(file).Length, FileType.HeadBytes)))?.Name));

    static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);
}
